using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using WalletCore;
using WalletCore.PostgreSql;

namespace Samples.Snippets;

/// <summary>Compiled like all others; run only where <c>WALLETCORE_PG</c> names a server.</summary>
internal static class PostgreSqlSnippets
{
    public static async Task RunAsync()
    {
        if (Environment.GetEnvironmentVariable("WALLETCORE_PG") is { Length: > 0 } connectionString)
        {
            await UseAsync(connectionString);
        }
    }

    private static async Task UseAsync(string connectionString)
    {
        // begin-snippet: PostgreSql
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        await using var store = new PostgreSqlWalletStore(dataSource, new PostgreSqlWalletStoreOptions { Schema = "shop_wallets" });
        await using var ledger = await Ledger.OpenAsync(store);
        // end-snippet
        var ana = (await ledger.OpenWalletAsync(new OpenWallet("usr_ana") { Currency = Currency.EUR, Key = "ana" })).ValueOrThrow().Id;
        var shop = (await ledger.OpenWalletAsync(new OpenWallet("shop") { Currency = Currency.EUR, Key = "shop" })).ValueOrThrow().Id;
        await ledger.DepositAsync(new Deposit(ana, Money.EUR(100m)) { Key = "first" });
        await using (var create = dataSource.CreateCommand("CREATE TABLE IF NOT EXISTS shop_wallets.orders (id text, total text)"))
        {
            await create.ExecuteNonQueryAsync();
        }

        // begin-snippet: HostTransactionPostgreSql
        async Task<bool> BuyAsync(string order, Money total)
        {
            await using var connection = await dataSource.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var insert = new NpgsqlCommand("INSERT INTO shop_wallets.orders VALUES ($1, $2)", connection);
            insert.Parameters.Add(new() { Value = order });
            insert.Parameters.Add(new() { Value = total.ToString() });
            await insert.ExecuteNonQueryAsync();

            var payment = await ledger.Enlist(store.Enlist(connection, transaction))
                .TransferAsync(new Transfer(ana, shop, total) { Key = order });
            if (!payment.IsPosted)
            {
                await transaction.RollbackAsync();
                return false;
            }

            await transaction.CommitAsync();
            return true;
        }
        // end-snippet

        // begin-snippet: HostTransactionEntityFramework
        async Task<bool> BuyWithAsync(DbContext context, string order, Money total)
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            await context.SaveChangesAsync();

            var enlisted = store.Enlist(
                (NpgsqlConnection)context.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
            var payment = await ledger.Enlist(enlisted).TransferAsync(new Transfer(ana, shop, total) { Key = order });
            if (!payment.IsPosted)
            {
                return false;
            }

            await transaction.CommitAsync();
            return true;
        }
        // end-snippet

        var options = new DbContextOptionsBuilder().UseNpgsql(dataSource).Options;
        await using var context = new DbContext(options);
        Story.Expect(await BuyWithAsync(context, $"ef-order-{Environment.ProcessId}", Money.EUR(1m)), "the order was not paid");
        Story.Expect(await BuyAsync($"order-{Environment.ProcessId}", Money.EUR(1m)), "the order was not paid");
    }
}
