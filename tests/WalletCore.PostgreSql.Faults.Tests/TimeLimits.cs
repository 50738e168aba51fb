using Npgsql;
using WalletCore.Crash.App;
using WalletCore.PostgreSql.Faults.App;
using WalletCore.PostgreSql.Faults.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.PostgreSql.Faults.Tests;

/// <summary>Somebody holds the ledger's head for longer than a limit allows.</summary>
[Collection(OnTheFaultServer.Name)]
public sealed class TimeLimits(FaultServer shared)
{
    private const string LockTimedOut = "(PostgreSQL 55P03: canceling statement due to lock timeout)";
    private const string StatementTimedOut = "(PostgreSQL 57014: canceling statement due to statement timeout)";

    [PrivatePostgreSqlTheory]
    [InlineData("", LockTimedOut)]
    [InlineData("-c statement_timeout=50ms", StatementTimedOut)]
    public async Task The_caller_is_told_once_the_engine_gave_up_and_nothing_was_posted(string serverOptions, string reason)
    {
        using var database = shared.Server.CreateDatabase(connection => connection.Options = serverOptions);
        var logs = new RecordedLogs();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var store = new PostgreSqlWalletStore(source, Options(serverOptions));
        await using var ledger = await Books.OpenAsync(store, 0, options => options with { LoggerFactory = logs, RetriesMax = 2 });
        var last = (await ledger.Reader.GetPositionAsync()).Sequence;

        await using (await HoldTheHeadAsync(database))
        {
            var failure = await Assert.ThrowsAsync<WalletStoreException>(async () => await ledger.TransferAsync(Command));
            Assert.True(failure.IsTransient);
            Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
            Assert.Equal(last, (await ledger.Reader.GetPositionAsync()).Sequence);
        }

        Assert.Equal(
            [
                "Ledger books-0 tries its commit again (attempt 1) after a transient failure of the store: Committing",
                "Ledger books-0 tries its commit again (attempt 2) after a transient failure of the store: Taking the ledger's lock",
                "Ledger books-0 could not commit 1 items: the store failed: Taking the ledger's lock",
            ],
            logs.Lines.Select(line => line[..line.LastIndexOf(" failed: ", line.IndexOf(" (PostgreSQL", StringComparison.Ordinal), StringComparison.Ordinal)]));
        Assert.All(logs.Lines, line => Assert.Contains(reason, line, StringComparison.Ordinal));

        var posted = (await ledger.TransferAsync(Command)).ValueOrThrow();
        Assert.Equal(last + 1, posted.Sequence);
        await Inspection.RunAsync(database.ConnectionString, 0, [new Acknowledgement(Command.Key!, posted.Sequence, "")]);
    }

    [PrivatePostgreSqlFact]
    public async Task Released_in_time_the_caller_hears_nothing_of_it()
    {
        using var database = shared.Server.CreateDatabase();
        var logs = new RecordedLogs();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var store = new PostgreSqlWalletStore(source, Options(""));
        await using var ledger = await Books.OpenAsync(store, 0, options => options with { LoggerFactory = logs, RetriesMax = 20 });

        ValueTask<Outcome<Receipt>> sent;
        await using (await HoldTheHeadAsync(database))
        {
            sent = ledger.TransferAsync(Command);
            await UntilAsync(() => logs.Lines.Count > 0);
        }

        Assert.True((await sent).IsPosted);
        Assert.All(logs.Lines, line => Assert.Contains(LockTimedOut, line, StringComparison.Ordinal));
    }

    private static Transfer Command { get; } = new(Workload.Wallet(0), Workload.Wallet(1), Money.EUR(1m)) { Key = "0:waits-1" };

    /// <summary>The lock is waited for as short as can be, or longer than the server's own limit.</summary>
    private static PostgreSqlWalletStoreOptions Options(string serverOptions) =>
        serverOptions.Length == 0 ? new() { LockTimeout = PostgreSqlWalletStoreOptions.TimeoutMin } : new();

    private static async Task<NpgsqlConnection> HoldTheHeadAsync(PostgreSqlDatabase database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var hold = new NpgsqlCommand("BEGIN; SELECT FROM walletcore.heads FOR UPDATE", connection);
        await hold.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(10);
        }
    }
}
