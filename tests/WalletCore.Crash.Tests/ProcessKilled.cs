using WalletCore.Crash.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.Crash.Tests;

/// <summary>The host is killed in the middle of everything, again and again, on the same file.</summary>
public sealed class ProcessKilled(ITestOutputHelper output)
{
    private const int KillsPerFile = 10;
    private const int Callers = 32;
    private const int AnswersMax = 2_500;
    private const int StartUpMillisecondsMax = 500;

    [Fact]
    public Task Every_answer_stands_and_nothing_is_half_done_or_done_twice() => RunAsync(files: 1);

    [SlowFact]
    [Trait("Category", "Slow")]
    public Task Nor_after_two_hundred_kills() => RunAsync(files: 20);

    private async Task RunAsync(int files)
    {
        var seed = Seed.Next();
        output.WriteLine($"seed {seed}; replay the moments with WALLETCORE_SEED={seed}");
        var random = new Random(seed);
        var (answers, transactions) = (0L, 0L);
        for (var i = 0; i < files; i++)
        {
            var folder = Directory.CreateTempSubdirectory("walletcore-crash-").FullName;
            try
            {
                var (answered, posted) = await KillRepeatedlyAsync(Path.Combine(folder, "wallets.db"), random);
                answers += answered;
                transactions += posted;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        output.WriteLine($"{files * KillsPerFile} kills, {answers} answers given before them, all there; {transactions} transactions in all");
    }

    private static async Task<(int Answers, long Transactions)> KillRepeatedlyAsync(string file, Random random)
    {
        var acknowledged = new HashSet<Acknowledgement>();
        var transactions = 0L;
        for (var kill = 0; kill < KillsPerFile; kill++)
        {
            using var app = CrashApp.Start(file, $"r{kill}", Callers, random.Next());
            await app.StartedAsync();
            if (kill % 5 == 3)
            {
                // While it opens the file and finds out what the last kill left.
                await Task.Delay(random.Next(StartUpMillisecondsMax));
            }
            else
            {
                await app.AnsweredAsync(random.Next(1, AnswersMax));
            }

            await app.KillAsync();
            acknowledged.UnionWith(app.Acknowledged);
            Assert.Equal(acknowledged.Count, acknowledged.DistinctBy(answer => answer.Key, StringComparer.Ordinal).Count());
            transactions = await Inspection.RunAsync(file, acknowledged);
        }

        return (acknowledged.Count, transactions);
    }
}
