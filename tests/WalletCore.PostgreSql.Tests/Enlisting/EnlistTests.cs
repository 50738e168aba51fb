using Npgsql;
using WalletCore.PostgreSql.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.PostgreSql.Tests.Enlisting;

/// <summary>The host's own transaction, with plain Npgsql.</summary>
public class EnlistTests
{
    [PostgreSqlFact]
    public async Task Commits_with_the_hosts_rows()
    {
        await using var shop = await WithOrdersAsync();
        await using (var connection = await shop.DataSource.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await RunAsync(connection, $"INSERT INTO {shop.Schema}.orders VALUES (42)");
            var paid = await shop.Ledger.Enlist(shop.Store.Enlist(connection, transaction)).TransferAsync(shop.Pay(30m, "order-42"));
            Assert.True(paid.IsPosted);
            Assert.Equal("100.00", await shop.BalanceAsync(shop.Ana));
            await transaction.CommitAsync();
        }

        Assert.Equal("70.00", await shop.BalanceAsync(shop.Ana));
        Assert.Equal(42, shop.Scalar<int>($"SELECT id FROM {shop.Schema}.orders"));
        Assert.True((await shop.Ledger.TransferAsync(shop.Pay(30m, "order-42"))).Replayed);
        Assert.True((await shop.Ledger.VerifyAsync()).IsClean);
    }

    [PostgreSqlFact]
    public async Task Rolls_back_with_the_hosts_rows_and_the_numbers_are_used_again()
    {
        await using var shop = await WithOrdersAsync();
        await using (var connection = await shop.DataSource.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await RunAsync(connection, $"INSERT INTO {shop.Schema}.orders VALUES (42)");
            var enlisted = shop.Ledger.Enlist(shop.Store.Enlist(connection, transaction));
            (await enlisted.TransferAsync(shop.Pay(30m, "order-42"))).ValueOrThrow();
            Assert.Equal("70.00", (await enlisted.Reader.GetWalletAsync(shop.Ana))!.AccountIn(Currency.EUR)!.Available.ToAmountString());
            await transaction.RollbackAsync();
        }

        Assert.Equal("100.00", await shop.BalanceAsync(shop.Ana));
        Assert.Equal(0L, shop.Scalar<long>($"SELECT count(*) FROM {shop.Schema}.orders"));
        Assert.False((await shop.Ledger.TransferAsync(shop.Pay(30m, "order-42"))).Replayed);
        Assert.True((await shop.Ledger.VerifyAsync()).IsClean);
    }

    [PostgreSqlFact]
    public async Task A_session_given_up_undoes_its_own_rows_only()
    {
        await using var shop = await WithOrdersAsync();
        await using var connection = await shop.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, $"INSERT INTO {shop.Schema}.orders VALUES (1)");
        await using (var enlisted = shop.Store.Enlist(connection, transaction))
        await using (await enlisted.BeginWriteAsync(shop.Ledger.Id, default))
        {
            // Given up without commit.
        }

        await RunAsync(connection, $"INSERT INTO {shop.Schema}.orders VALUES (2)");
        (await shop.Ledger.TransferAsync(shop.Pay(1m))).ValueOrThrow();
        await transaction.CommitAsync();
        Assert.Equal(2L, shop.Scalar<long>($"SELECT count(*) FROM {shop.Schema}.orders"));
    }

    [PostgreSqlFact]
    public async Task Others_wait_no_longer_than_their_limit_and_write_once_the_host_has_ended()
    {
        await using var shop = await Shop.OpenAsync(options => options.LockTimeout = TimeSpan.FromMilliseconds(200), retries: 0);
        await using var connection = await shop.DataSource.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            (await shop.Ledger.Enlist(shop.Store.Enlist(connection, transaction)).TransferAsync(shop.Pay(1m))).ValueOrThrow();
            var waited = await Assert.ThrowsAsync<WalletStoreException>(async () => await shop.Ledger.TransferAsync(shop.Pay(2m)));
            Assert.True(waited.IsTransient);
            await transaction.CommitAsync();
        }

        (await shop.Ledger.TransferAsync(shop.Pay(3m))).ValueOrThrow();
        Assert.Equal("96.00", await shop.BalanceAsync(shop.Ana));
    }

    [PostgreSqlFact]
    public async Task A_host_that_waits_too_long_for_the_lock_keeps_its_own_rows()
    {
        await using var shop = await WithOrdersAsync(options => options.LockTimeout = TimeSpan.FromMilliseconds(200));
        await using var holder = await shop.Store.BeginWriteAsync(shop.Ledger.Id, default);
        await using var connection = await shop.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, $"INSERT INTO {shop.Schema}.orders VALUES (1)");
        var waited = await Assert.ThrowsAsync<WalletStoreException>(
            async () => await shop.Ledger.Enlist(shop.Store.Enlist(connection, transaction)).TransferAsync(shop.Pay(1m)));

        Assert.True(waited.IsTransient);
        Assert.Equal("0", await ScalarAsync(connection, "SELECT current_setting('lock_timeout')"));
        await transaction.CommitAsync();
        Assert.Equal(1L, shop.Scalar<long>($"SELECT count(*) FROM {shop.Schema}.orders"));
    }

    [PostgreSqlFact]
    public async Task A_host_that_does_nothing_loses_its_transaction_and_others_go_on()
    {
        await using var shop = await Shop.OpenAsync(options => options.IdleTimeout = TimeSpan.FromMilliseconds(200));
        await using var connection = await shop.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        (await shop.Ledger.Enlist(shop.Store.Enlist(connection, transaction)).TransferAsync(shop.Pay(30m))).ValueOrThrow();

        // Waits for the host until the server has ended its transaction.
        (await shop.Ledger.TransferAsync(shop.Pay(1m))).ValueOrThrow();
        Assert.Equal("99.00", await shop.BalanceAsync(shop.Ana));
        await Assert.ThrowsAnyAsync<Exception>(() => transaction.CommitAsync());
    }

    [PostgreSqlFact]
    public async Task Limits_of_the_hosts_own_stay()
    {
        await using var shop = await Shop.OpenAsync();
        await using var connection = await shop.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, "SET LOCAL lock_timeout = '7s'; SET LOCAL idle_in_transaction_session_timeout = '8s'");
        (await shop.Ledger.Enlist(shop.Store.Enlist(connection, transaction)).TransferAsync(shop.Pay(1m))).ValueOrThrow();

        Assert.Equal("7s", await ScalarAsync(connection, "SELECT current_setting('lock_timeout')"));
        Assert.Equal("8s", await ScalarAsync(connection, "SELECT current_setting('idle_in_transaction_session_timeout')"));
    }

    [PostgreSqlFact]
    public async Task An_ended_transaction_cannot_be_joined()
    {
        await using var shop = await Shop.OpenAsync();
        await using var connection = await shop.DataSource.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        var enlisted = shop.Ledger.Enlist(shop.Store.Enlist(connection, transaction));
        await transaction.CommitAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await enlisted.TransferAsync(shop.Pay(1m)));
        Assert.Throws<ArgumentException>(() => shop.Store.Enlist(connection, transaction));
    }

    [PostgreSqlFact]
    public async Task A_snapshot_older_than_the_ledger_is_refused_and_a_new_transaction_helps()
    {
        await using var shop = await Shop.OpenAsync();
        await using var connection = await shop.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await RunAsync(connection, "SELECT 1");
        (await shop.Ledger.TransferAsync(shop.Pay(1m))).ValueOrThrow();

        var refused = await Assert.ThrowsAsync<WalletStoreException>(
            async () => await shop.Ledger.Enlist(shop.Store.Enlist(connection, transaction)).TransferAsync(shop.Pay(1m)));
        Assert.True(refused.IsTransient);
    }

    private static async Task<Shop> WithOrdersAsync(Action<PostgreSqlWalletStoreOptions>? configure = null)
    {
        var shop = await Shop.OpenAsync(configure);
        shop.Execute($"CREATE TABLE {shop.Schema}.orders (id integer)");
        return shop;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
