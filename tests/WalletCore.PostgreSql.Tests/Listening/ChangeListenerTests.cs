using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Listening;
using WalletCore.PostgreSql.Schema;
using WalletCore.PostgreSql.Tests.Support;

namespace WalletCore.PostgreSql.Tests.Listening;

public class ChangeListenerTests
{
    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(30);

    [PostgreSqlFact]
    public async Task Wakes_at_a_commit_of_another_process()
    {
        await using var shop = await Shop.OpenAsync();
        await using var database = Database(shop);
        await using var listener = new ChangeListener(database);
        var known = shop.Scalar<long>($"SELECT sequence FROM {shop.Schema}.heads");
        var waiting = listener.WaitAsync(shop.Ledger.Id, known, default).AsTask();
        var another = listener.WaitAsync(shop.Ledger.Id, known, default).AsTask();
        await ListeningAsync(shop);
        (await shop.Ledger.TransferAsync(shop.Pay(1m))).ValueOrThrow();

        await Task.WhenAll(waiting, another).WaitAsync(StuckAfter);
    }

    [PostgreSqlFact]
    public async Task Returns_at_once_where_the_journal_is_further_already()
    {
        await using var shop = await Shop.OpenAsync();
        await using var database = Database(shop);
        await using var listener = new ChangeListener(database);
        await listener.WaitAsync(shop.Ledger.Id, 0, default).AsTask().WaitAsync(StuckAfter);
    }

    [PostgreSqlFact]
    public async Task Returns_for_nothing_when_the_connection_is_lost()
    {
        await using var shop = await Shop.OpenAsync();
        await using var database = Database(shop);
        await using var listener = new ChangeListener(database);
        var waiting = listener.WaitAsync(shop.Ledger.Id, long.MaxValue, default).AsTask();
        await ListeningAsync(shop);
        shop.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%{shop.Schema}%'");

        await waiting.WaitAsync(StuckAfter);
    }

    [PostgreSqlFact]
    public async Task Holds_nothing_once_nobody_waits()
    {
        await using var shop = await Shop.OpenAsync();
        await using var database = Database(shop);
        await using var listener = new ChangeListener(database);
        using var source = new CancellationTokenSource();
        var waiting = listener.WaitAsync(shop.Ledger.Id, long.MaxValue, source.Token).AsTask();
        await ListeningAsync(shop);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await listener.DisposeAsync();

        (await shop.Ledger.TransferAsync(shop.Pay(1m))).ValueOrThrow();
    }

    private static Database Database(Shop shop) =>
        new(shop.DataSource, ownsSource: false, new PostgreSqlWalletStoreOptions { Schema = shop.Schema }, Migrations.All);

    private static async Task ListeningAsync(Shop shop)
    {
        while (shop.Scalar<long>($"SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%{shop.Schema}%' AND pid <> pg_backend_pid()") == 0)
        {
            await Task.Yield();
        }
    }
}
