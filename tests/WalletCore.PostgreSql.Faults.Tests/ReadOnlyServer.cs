using Npgsql;
using WalletCore.Crash.App;
using WalletCore.PostgreSql.Faults.App;
using WalletCore.PostgreSql.Faults.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.PostgreSql.Faults.Tests;

/// <summary>The library is connected to a server that takes no writes.</summary>
[Collection(OnTheFaultServer.Name)]
public sealed class ReadOnlyServer(FaultServer shared)
{
    private const string Reason = "the server is read-only, as a standby is";

    private static Transfer Command { get; } = new(Workload.Wallet(0), Workload.Wallet(1), Money.EUR(1m)) { Key = "0:late-1" };

    /// <summary>As services do that protect a disk that is nearly full.</summary>
    [PrivatePostgreSqlFact]
    public async Task A_primary_that_was_made_read_only_is_not_written_to_until_it_is_no_longer()
    {
        using var database = shared.Server.CreateDatabase();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var store = new PostgreSqlWalletStore(source);
        await using var ledger = await Books.OpenAsync(store, 0, options => options with { RetriesMax = 1 });
        var last = (await ledger.Reader.GetPositionAsync()).Sequence;

        try
        {
            shared.Server.Set("default_transaction_read_only", "on");
            await UntilItIsAsync(source, "on");
            var refused = await Assert.ThrowsAsync<WalletStoreException>(async () => await ledger.TransferAsync(Command));
            Assert.True(refused.IsTransient);
            Assert.Contains(Reason, refused.Message, StringComparison.Ordinal);
            Assert.Equal(last, (await ledger.Reader.GetPositionAsync()).Sequence);
        }
        finally
        {
            shared.Server.Set("default_transaction_read_only", "off");
            await UntilItIsAsync(source, "off");
        }

        Assert.Equal(last + 1, (await ledger.TransferAsync(Command)).ValueOrThrow().Sequence);
    }

    [PrivatePostgreSqlFact]
    public async Task A_standby_is_read_from_and_written_to_once_it_is_promoted()
    {
        using var primary = PrivatePostgreSqlServer.Start(new PostgreSqlServerOptions { Fsync = false });
        await using (var store = PostgreSqlWalletStore.FromConnectionString(primary.ConnectionString))
        {
            await using var ledger = await Books.OpenAsync(store, 0);
        }

        using var standby = primary.StartStandby("second", new PostgreSqlServerOptions { Fsync = false });
        var logs = new RecordedLogs();
        await using var source = NpgsqlDataSource.Create(standby.ConnectionString);
        await using var standbyStore = new PostgreSqlWalletStore(source);
        await using var reading = await Ledger.OpenAsync(standbyStore, Books.Options(0) with { LoggerFactory = logs });
        Assert.NotNull(await reading.Reader.GetWalletAsync(Workload.Wallet(0)));
        var refused = await Assert.ThrowsAsync<WalletStoreException>(async () => await reading.TransferAsync(Command));
        Assert.True(refused.IsTransient);
        Assert.Contains(Reason, refused.Message, StringComparison.Ordinal);
        Assert.Contains(logs.Lines, line => line.Contains(Reason, StringComparison.Ordinal));

        primary.Kill();
        standby.Promote();
        var posted = (await reading.TransferAsync(Command)).ValueOrThrow();

        await Inspection.RunAsync(standby.ConnectionString, 0, [new Acknowledgement("0:late-1", posted.Sequence, "")]);
    }

    /// <summary>The server reads its settings some time after it was asked to.</summary>
    private static async Task UntilItIsAsync(NpgsqlDataSource source, string value)
    {
        await using var show = source.CreateCommand("SHOW default_transaction_read_only");
        while (await show.ExecuteScalarAsync() as string != value)
        {
            await Task.Delay(10);
        }
    }
}
