using System.Globalization;
using Npgsql;
using WalletCore.Crash.App;
using WalletCore.PostgreSql.Faults.App;
using WalletCore.PostgreSql.Faults.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.PostgreSql.Faults.Tests;

/// <summary>Four processes with many callers each share a database.</summary>
[Collection(OnTheFaultServer.Name)]
public sealed class ManyProcesses(FaultServer shared, ITestOutputHelper output)
{
    private const int Processes = 4;

    /// <summary>
    /// What a process gets at least, as a part of an equal share. The lock on a row goes to who waits, in turn; a process that is
    /// awake may overtake one that has yet to wake up, so shares are fair over time and not exactly equal.
    /// </summary>
    private const double FairShareMin = 0.5;

    [PrivatePostgreSqlFact]
    public Task On_one_ledger_each_gets_a_fair_share_and_all_agree() => RunAsync(ledgers: 1, callersPerLedger: 64, answers: 2_500);

    [PrivatePostgreSqlFact]
    public Task On_many_ledgers_each_gets_a_fair_share_and_all_agree() => RunAsync(ledgers: 8, callersPerLedger: 8, answers: 2_500);

    /// <summary>What one has posted, the other's next command builds on, though each keeps balances in memory.</summary>
    [PrivatePostgreSqlFact]
    public async Task What_one_process_has_posted_the_other_knows_at_its_next_command()
    {
        const int turns = 50;
        using var database = shared.Server.CreateDatabase();
        await using var firstStore = new PostgreSqlWalletStore(database.DataSource);
        await using var first = await Books.OpenAsync(firstStore, 0);
        await using var secondSource = NpgsqlDataSource.Create(database.ConnectionString);
        await using var secondStore = new PostgreSqlWalletStore(secondSource);
        await using var second = await Books.OpenAsync(secondStore, 0);
        var all = Money.FromMinor(2 * Workload.SeedMinor, Currency.EUR);
        (await first.TransferAsync(Transfer(0, 1, Money.FromMinor(Workload.SeedMinor, Currency.EUR), "0:all-0"))).ValueOrThrow();

        var answers = new List<Acknowledgement>();
        for (var turn = 1; turn <= turns; turn++)
        {
            // The whole balance goes there and back: one cent less in anybody's memory, and it would be refused.
            var key = string.Create(CultureInfo.InvariantCulture, $"0:all-{turn}");
            var posted = await (turn % 2 == 0 ? first : second).TransferAsync(Transfer(turn % 2, 1 - (turn % 2), all, key));
            answers.Add(new Acknowledgement(key, posted.ValueOrThrow().Sequence, ""));
        }

        await Inspection.RunAsync(database.ConnectionString, 0, answers);
    }

    private static Transfer Transfer(int from, int to, Money amount, string key) => new(Workload.Wallet(from), Workload.Wallet(to), amount) { Key = key };

    private async Task RunAsync(int ledgers, int callersPerLedger, int answers)
    {
        using var database = shared.Server.CreateDatabase();
        var seed = Seed.Next();
        var children = Enumerable.Range(0, Processes)
            .Select(i => Child.Start(database.ConnectionString, $"p{i.ToString(CultureInfo.InvariantCulture)}", ledgers, callersPerLedger, seed + (10_000 * i)))
            .ToList();
        try
        {
            await Task.WhenAll(children.Select(child => child.Ready));
            children.ForEach(child => child.Begin());
            await Child.AnsweredAsync(children, answers / 4);
            var before = children.ConvertAll(child => child.AnswerCount);
            await Child.AnsweredAsync(children, answers);
            var shares = children.Zip(before, (child, count) => child.AnswerCount - count).ToList();
            await Task.WhenAll(children.Select(child => child.FinishAsync()));

            output.WriteLine($"answers in the same time: {string.Join(", ", shares)}");
            Assert.All(shares, share => Assert.InRange(share, FairShareMin * shares.Average(), double.MaxValue));
            Assert.All(children, child => Assert.Equal(0, child.Retries));
            Assert.Equal(0L, database.Scalar<long>("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
            var byLedger = children.SelectMany(child => child.Answers).ToLookup(answer => answer.Key[..answer.Key.IndexOf(':', StringComparison.Ordinal)]);
            Assert.Equal(ledgers, byLedger.Count);
            foreach (var ledger in byLedger)
            {
                await Inspection.RunAsync(database.ConnectionString, int.Parse(ledger.Key, CultureInfo.InvariantCulture), [.. ledger]);
            }
        }
        finally
        {
            children.ForEach(child => child.Dispose());
        }
    }
}
