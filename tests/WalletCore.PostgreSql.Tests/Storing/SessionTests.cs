using Npgsql;
using WalletCore.PostgreSql.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.PostgreSql.Tests.Storing;

public class SessionTests
{
    [PostgreSqlFact]
    public async Task A_cancelled_wait_leaves_its_connection_usable()
    {
        await using var shop = await Shop.OpenAsync();
        await using var one = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(PostgreSqlServer.SharedDatabase.ConnectionString) { MaxPoolSize = 1 }.ToString());
        await using var other = new PostgreSqlWalletStore(one, new PostgreSqlWalletStoreOptions { Schema = shop.Schema });
        await using (await shop.Store.BeginWriteAsync(shop.Ledger.Id, default))
        {
            using var source = new CancellationTokenSource();
            var waiting = Task.Run(async () => await other.BeginWriteAsync(shop.Ledger.Id, source.Token));
            while (shop.Scalar<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == 0)
            {
                await Task.Yield();
            }

            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        await using var session = await other.BeginWriteAsync(shop.Ledger.Id, default);
        Assert.Equal(3, session.Head.Sequence);
    }

    [PostgreSqlFact]
    public async Task A_backend_that_is_ended_under_a_session_fails_it_for_now_only()
    {
        await using var shop = await Shop.OpenAsync();
        var session = await shop.Store.BeginWriteAsync(shop.Ledger.Id, default);
        shop.Execute(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction' AND query LIKE '%{shop.Schema}%'");
        var lost = await Assert.ThrowsAsync<WalletStoreException>(
            async () => await session.LoadAsync(new LoadRequest { Chart = true }, default));
        await session.DisposeAsync();

        Assert.True(lost.IsTransient);
        (await shop.Ledger.TransferAsync(shop.Pay(1m))).ValueOrThrow();
        Assert.Equal("99.00", await shop.BalanceAsync(shop.Ana));
    }

    [PostgreSqlFact]
    public async Task A_row_changed_by_hand_is_told_apart_and_others_can_still_be_read()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Execute($"UPDATE {shop.Schema}.transactions SET wide = 'much' WHERE sequence = 3");
        await using var reader = await shop.Store.OpenReaderAsync(shop.Ledger.Id, ReadScope.Snapshot, default);
        var damaged = await Assert.ThrowsAsync<WalletStoreException>(async () => await reader.FindTransactionAsync(3, default));

        Assert.True(damaged.IsInconsistent && !damaged.IsTransient);
        Assert.Equal(1, (await reader.FindTransactionAsync(1, default))!.Header.Sequence);
    }

    [PostgreSqlFact]
    public async Task A_posting_that_is_gone_is_found_missing()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Execute($"DELETE FROM {shop.Schema}.postings WHERE sequence = 3");
        await using var reader = await shop.Store.OpenReaderAsync(shop.Ledger.Id, ReadScope.Latest, default);

        Assert.True((await Assert.ThrowsAsync<WalletStoreException>(async () => await reader.FindTransactionAsync(3, default))).IsInconsistent);
        Assert.True((await Assert.ThrowsAsync<WalletStoreException>(async () => await reader.ReadEntriesAsync(1, 1, 10, default))).IsInconsistent);
    }

    [PostgreSqlFact]
    public async Task Keys_that_collide_are_told_apart()
    {
        await using var shop = await Shop.OpenAsync(options => options.KeyHasher = static (_, _) => 7);
        (await shop.Ledger.TransferAsync(shop.Pay(1m, "a"))).ValueOrThrow();
        (await shop.Ledger.TransferAsync(shop.Pay(2m, "b"))).ValueOrThrow();

        Assert.True((await shop.Ledger.TransferAsync(shop.Pay(1m, "a"))).Replayed);
        Assert.True((await shop.Ledger.TransferAsync(shop.Pay(2m, "b"))).Replayed);
        Assert.False((await shop.Ledger.TransferAsync(shop.Pay(2m, "c"))).Replayed);
        Assert.Equal("95.00", await shop.BalanceAsync(shop.Ana));
    }

    [PostgreSqlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_ledgers_that_take_turns_agree(bool prepared)
    {
        await using var shop = await Shop.OpenAsync(options => options.PrepareStatements = prepared);
        await using var otherStore = shop.OtherStore(options => options.PrepareStatements = prepared);
        await using var other = await Ledger.OpenAsync(otherStore);
        for (var i = 0; i < 10; i++)
        {
            (await shop.Ledger.TransferAsync(shop.Pay(1m, $"one-{i}"))).ValueOrThrow();
            (await other.TransferAsync(shop.Pay(1m, $"other-{i}"))).ValueOrThrow();
            Assert.True((await shop.Ledger.TransferAsync(shop.Pay(1m, $"other-{i}"))).Replayed);
        }

        Assert.Equal("80.00", await shop.BalanceAsync(shop.Ana));
        Assert.True((await other.VerifyAsync()).IsClean);
    }
}
