using System.Globalization;
using WalletCore.PostgreSql.Faults.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.PostgreSql.Faults.Tests;

/// <summary>Four processes on one ledger, of which one or another is killed with SIGKILL at any moment, and another takes its place.</summary>
[Collection(OnTheFaultServer.Name)]
public sealed class ProcessesKilled(FaultServer shared, ITestOutputHelper output)
{
    /// <summary>How many transactions the long history has; 100,000 by default.</summary>
    public const string TransactionsVariable = "WALLETCORE_KILLED_TRANSACTIONS";

    private const int Processes = 4;

    /// <summary>How long the long history goes on between two kills.</summary>
    private const int TransactionsPerKill = 10_000;

    [PrivatePostgreSqlFact]
    public Task Every_answer_stands_and_none_twice() => RunAsync(answers: 2_500, kills: 3, callers: 32);

    [PrivatePostgreSqlFact(slow: true)]
    [Trait("Category", "Slow")]
    public Task Nor_in_a_long_history()
    {
        var transactions = Environment.GetEnvironmentVariable(TransactionsVariable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 100_000;
        return RunAsync(transactions, kills: transactions / TransactionsPerKill, callers: 256, transactions);
    }

    private async Task RunAsync(int answers, int kills, int callers, long transactionsMin = 0)
    {
        using var database = shared.Server.CreateDatabase();
        var seed = Seed.Next();
        output.WriteLine($"seed {seed}; replay the moments with WALLETCORE_SEED={seed}");
        var random = new Random(seed);
        var killed = new List<Acknowledgement>();
        var children = new List<Child>();
        try
        {
            for (var i = 0; i < Processes; i++)
            {
                children.Add(await StartAsync(i));
            }

            for (var kill = 1; kill <= kills; kill++)
            {
                await AnsweredAsync(kill * (answers / (kills + 1)));
                var victim = random.Next(Processes);
                await children[victim].KillAsync();
                killed.AddRange(children[victim].Answers);
                children[victim].Dispose();
                children[victim] = await StartAsync(Processes + kill);
            }

            while (await PostedAsync() < transactionsMin)
            {
                answers += answers / 20;
                await AnsweredAsync(answers);
            }

            await AnsweredAsync(answers);
            await Task.WhenAll(children.Select(child => child.FinishAsync()));
            killed.AddRange(children.SelectMany(child => child.Answers));
            var transactions = await Inspection.RunAsync(database.ConnectionString, 0, killed);
            output.WriteLine($"{kills} kills, {killed.Count} answers, {transactions} transactions");
            Assert.InRange(transactions, transactionsMin, long.MaxValue);
        }
        finally
        {
            children.ForEach(child => child.Dispose());
        }

        async Task<Child> StartAsync(int number)
        {
            var child = Child.Start(database.ConnectionString, $"p{number.ToString(CultureInfo.InvariantCulture)}", 1, callers, random.Next());
            try
            {
                await child.Ready;
                child.Begin();
                return child;
            }
            catch
            {
                child.Dispose();
                throw;
            }
        }

        Task AnsweredAsync(int count) => Child.AnsweredAsync(children, count - killed.Count);

        Task<long> PostedAsync() => Task.FromResult(database.Scalar<long>("SELECT sum(sequence)::bigint FROM walletcore.heads"));
    }
}
