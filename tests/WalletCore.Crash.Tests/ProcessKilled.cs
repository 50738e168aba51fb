using WalletCore.Crash.App;
using WalletCore.Crash.Tests.Support;
using WalletCore.Sqlite.Schema;
using Xunit.Abstractions;

namespace WalletCore.Crash.Tests;

/// <summary>The host is killed in the middle of everything, again and again, on the same file.</summary>
[Collection(nameof(Heavy))]
public sealed class ProcessKilled(ITestOutputHelper output)
{
    private const int KillsPerFile = 10;
    private const int AnswersMax = 2_500;
    private const int StartUpMillisecondsMax = 500;

    /// <summary>What all five slow tests do together, unless <see cref="Amount.KillsVariable"/> says otherwise.</summary>
    private const int SlowKills = 100;

    private const int Phases = 5;

    [Fact]
    public Task In_single_commands_every_answer_stands_and_nothing_is_half_done_or_done_twice() => HammerAsync(Mode.Commands, callers: 32, kills: KillsPerFile);

    [Fact]
    public Task In_batches_those_that_are_all_or_nothing_are() => HammerAsync(Mode.Batches, callers: 8, kills: 4);

    [Fact]
    public Task While_the_log_is_moved_into_the_file_nothing_gets_lost_in_between() => HammerAsync(Mode.Checkpoints, callers: 8, kills: 4);

    [Fact]
    public Task While_the_file_is_created_there_is_a_whole_one_or_none() => CreateAsync(kills: 4);

    [Fact]
    public Task While_the_schema_is_migrated_it_is_the_old_one_or_the_new_one() => MigrateAsync(kills: 4);

    [SlowFact]
    [Trait("Category", "Slow")]
    public Task In_single_commands_over_and_over() => HammerAsync(Mode.Commands, callers: 32, SlowKillsOfPhase);

    [SlowFact]
    [Trait("Category", "Slow")]
    public Task In_batches_over_and_over() => HammerAsync(Mode.Batches, callers: 8, SlowKillsOfPhase);

    [SlowFact]
    [Trait("Category", "Slow")]
    public Task In_checkpoints_over_and_over() => HammerAsync(Mode.Checkpoints, callers: 8, SlowKillsOfPhase);

    [SlowFact]
    [Trait("Category", "Slow")]
    public Task In_creation_over_and_over() => CreateAsync(SlowKillsOfPhase);

    [SlowFact]
    [Trait("Category", "Slow")]
    public Task In_migrations_over_and_over() => MigrateAsync(SlowKillsOfPhase);

    private static int SlowKillsOfPhase => (Amount.Of(Amount.KillsVariable, SlowKills) + Phases - 1) / Phases;

    private async Task HammerAsync(string mode, int callers, int kills)
    {
        var random = NewRandom();
        var (answers, transactions) = (0L, 0L);
        for (var done = 0; done < kills; done += KillsPerFile)
        {
            using var folder = new TemporaryFolder();
            var (answered, posted) = await KillRepeatedlyAsync(mode, callers, Math.Min(KillsPerFile, kills - done), folder.File("wallets.db"), random);
            answers += answered;
            transactions += posted;
            output.WriteLine($"{Math.Min(done + KillsPerFile, kills)} kills, {answers} answers, {transactions} transactions");
        }

        output.WriteLine($"{mode}: {kills} kills, {answers} answers given before them, all there; {transactions} transactions in all");
    }

    private static async Task<(int Answers, long Transactions)> KillRepeatedlyAsync(string mode, int callers, int kills, string file, Random random)
    {
        var acknowledged = new HashSet<Acknowledgement>();
        var transactions = 0L;
        for (var kill = 0; kill < kills; kill++)
        {
            using var app = CrashApp.Start(mode, file, $"r{kill}", callers, random.Next());
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

    private async Task CreateAsync(int kills)
    {
        const int filesMax = 12;
        var random = NewRandom();
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var kill = 0; kill < kills; kill++)
        {
            using var folder = new TemporaryFolder();
            using var app = CrashApp.Start(Mode.Create, folder.Path, "c", filesMax * 2, random.Next());
            await KillDuringOpeningAsync(app, random.Next(0, filesMax), random);

            for (var i = 0; File.Exists(folder.File($"f{i}.db")); i++)
            {
                var file = folder.File($"f{i}.db");
                var answers = app.Acknowledged.Where(answer => answer.Key == $"f{i}-in").ToList();
                var transactions = await Inspection.RunAsync(file, answers, Mode.Create);
                Count(outcomes, $"{transactions} transactions, {answers.Count} answered");
            }
        }

        Tell($"create: {kills} kills; the files then had", outcomes);
    }

    private async Task MigrateAsync(int kills)
    {
        const int files = 3;
        var random = NewRandom();
        using var template = new TemporaryFolder();
        await OldFiles.WriteAsync(template.File("old.db"));
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var kill = 0; kill < kills; kill++)
        {
            using var folder = new TemporaryFolder();
            for (var i = 0; i < files; i++)
            {
                File.Copy(template.File("old.db"), folder.File($"m{i}.db"));
            }

            using var app = CrashApp.Start(Mode.Migrate, folder.Path, $"r{kill}", 0, random.Next());
            await KillDuringOpeningAsync(app, random.Next(0, files - 1), random);

            for (var i = 0; i < files; i++)
            {
                var file = folder.File($"m{i}.db");
                Count(outcomes, $"version {OldFiles.Version(file)}");
                var answers = app.Acknowledged.Where(answer => answer.Key.StartsWith($"m{i}-", StringComparison.Ordinal));
                await Inspection.RunAsync(file, [.. answers, .. OldFiles.Answers], Mode.Migrate);
            }
        }

        Tell($"migrate: {kills} kills; the files were at", outcomes);
        Assert.Empty(outcomes.Keys.Except([$"version {Migrations.All[^1].Version}", $"version {WorkloadStore.NewerSchema[^1].Version}"], StringComparer.Ordinal));
    }

    private static async Task KillDuringOpeningAsync(CrashApp app, int answers, Random random)
    {
        await app.StartedAsync();
        await app.AnsweredAsync(answers);
        await Task.Delay(random.Next(answers == 0 ? StartUpMillisecondsMax : 40));
        await app.KillAsync();
    }

    private static void Count(Dictionary<string, int> outcomes, string outcome) => outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;

    private void Tell(string what, Dictionary<string, int> outcomes) =>
        output.WriteLine($"{what} {string.Join("; ", outcomes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} ({pair.Value})"))}");

    private Random NewRandom()
    {
        var seed = Seed.Next();
        output.WriteLine($"seed {seed}; replay the moments with WALLETCORE_SEED={seed}");
        return new Random(seed);
    }
}
