using Npgsql;
using WalletCore.Crash.App;
using WalletCore.PostgreSql.Faults.App;
using WalletCore.PostgreSql.Faults.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.PostgreSql.Faults.Tests;

/// <summary>An administrator, or the server in need, ends the backend that works for the library.</summary>
[Collection(OnTheFaultServer.Name)]
public sealed class BackendTerminated(FaultServer shared, ITestOutputHelper output)
{
    private const int Terminations = 30;

    [PrivatePostgreSqlFact]
    public async Task Under_load_every_answer_stands_and_nobody_hears_of_it()
    {
        using var database = shared.Server.CreateDatabase();
        await using var crowd = await Crowd.StartAsync(
            () => NpgsqlDataSource.Create(database.ConnectionString), configure: options => options with { RetriesMax = 20 });
        var terminated = 0L;
        while (terminated < Terminations)
        {
            await crowd.AnsweredAsync(25);
            terminated += (long)shared.Server.Scalar(
                $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{NameOf(database)}' AND backend_type = 'client backend'")!;
        }

        await crowd.AnsweredAsync(200);
        var answers = await crowd.FinishAsync();

        var transactions = await Inspection.RunAsync(database.ConnectionString, 0, answers);
        Assert.Empty(crowd.Failures);
        Assert.Contains(crowd.Logs.Lines, line => line.Contains("(PostgreSQL 57P01: terminating connection due to administrator command)", StringComparison.Ordinal));
        output.WriteLine($"{terminated} backends terminated, {answers.Count} answers, {transactions} transactions, {crowd.Logs.Lines.Count} log lines");
    }

    /// <summary>
    /// The commit is on disk and waits for a standby that is not there; then the backend is ended. The server has committed, the client is told
    /// that the connection ended.
    /// </summary>
    [PrivatePostgreSqlFact]
    public async Task Between_the_write_and_the_answer_the_command_is_posted_once()
    {
        using var database = shared.Server.CreateDatabase();
        var logs = new RecordedLogs();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var store = new PostgreSqlWalletStore(source);
        await using var ledger = await Books.OpenAsync(store, 0, options => options with { LoggerFactory = logs });
        var command = new Transfer(Workload.Wallet(0), Workload.Wallet(1), Money.EUR(1m)) { Key = "0:once-1" };
        shared.Server.Set("synchronous_standby_names", "nobody");
        Outcome<Receipt> outcome;
        try
        {
            await UntilCommitsWaitAsync(database);
            var sent = ledger.TransferAsync(command).AsTask();
            await TerminateWhoWaitsForAStandbyAsync(database);
            outcome = await sent;
        }
        finally
        {
            shared.Server.Set("synchronous_standby_names", "''");
        }

        Assert.True(outcome.IsPosted);
        var again = (await ledger.TransferAsync(command)).ValueOrThrow();
        Assert.Equal(outcome.Receipt.Sequence, again.Sequence);
        Assert.Contains("Committing failed: the connection failed", Assert.Single(logs.Lines), StringComparison.Ordinal);
        await Inspection.RunAsync(database.ConnectionString, 0, [new Acknowledgement("0:once-1", outcome.Receipt.Sequence, "")]);
    }

    private static string NameOf(PostgreSqlDatabase database) => new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!;

    /// <summary>Returns once the server has read its new settings: when a commit of somebody else's waits for the standby.</summary>
    private async Task UntilCommitsWaitAsync(PostgreSqlDatabase database)
    {
        for (var i = 0; ; i++)
        {
            var table = $"probe_{i}";
            var probe = Task.Run(() => database.Execute($"CREATE TABLE {table} ()"));
            while (!probe.IsCompleted)
            {
                if (TerminateWhoWaitsForAStandby(database))
                {
                    await Assert.ThrowsAnyAsync<NpgsqlException>(() => probe);
                    return;
                }

                await Task.Yield();
            }

            await probe;
        }
    }

    private async Task TerminateWhoWaitsForAStandbyAsync(PostgreSqlDatabase database)
    {
        while (!TerminateWhoWaitsForAStandby(database))
        {
            await Task.Yield();
        }
    }

    private bool TerminateWhoWaitsForAStandby(PostgreSqlDatabase database) =>
        shared.Server.Scalar(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{NameOf(database)}' AND wait_event = 'SyncRep'") is true;
}
