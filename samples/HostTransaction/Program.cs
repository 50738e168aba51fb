using Microsoft.Data.Sqlite;
using Samples;
using WalletCore;
using WalletCore.Sqlite;

return await Story.TellAsync(async path =>
{
    await using var database = new SqliteConnection($"Data Source={path};Pooling=False");
    await database.OpenAsync();
    Run("CREATE TABLE orders (id TEXT PRIMARY KEY, total TEXT NOT NULL)");

    // begin-snippet: AdoptHostFile
    await using var store = new SqliteWalletStore(new SqliteWalletStoreOptions { Path = path, AdoptExistingFile = true });
    await using var ledger = await Ledger.OpenAsync(store);
    // end-snippet
    var ana = (await ledger.OpenWalletAsync(new OpenWallet("usr_ana") { Currency = Currency.EUR })).ValueOrThrow().Id;
    var shop = (await ledger.OpenWalletAsync(new OpenWallet("usr_shop") { Currency = Currency.EUR })).ValueOrThrow().Id;
    (await ledger.DepositAsync(new Deposit(ana, Money.EUR(100m)))).ValueOrThrow();

    Story.Title("An order of 40.00 EUR: the row and the payment commit together");
    Story.Expect(await BuyAsync("order-1", Money.EUR(40m)), "the order was refused");
    await ShowAsync(orders: 1, left: 60m, earned: 40m);

    Story.Title("An order of 500.00 EUR: the payment is refused, so the row goes too");
    Story.Expect(!await BuyAsync("order-2", Money.EUR(500m)), "the order was not refused");
    await ShowAsync(orders: 1, left: 60m, earned: 40m);

    Story.Title("An order whose row cannot be written twice: the payment goes too");
    // The key order-1 is taken in the orders table. The wallet would have had the money.
    try
    {
        await BuyBackwardsAsync("order-1", Money.EUR(5m));
        Story.Expect(false, "the same order was written twice");
    }
    catch (SqliteException exception) when (exception.SqliteErrorCode == 19)
    {
        Story.Line("The database refused the second order-1.");
    }

    await ShowAsync(orders: 1, left: 60m, earned: 40m);

    Story.Title("And once more, as if nothing had happened");
    Story.Expect(await BuyAsync("order-3", Money.EUR(60m)), "the order was refused");
    await ShowAsync(orders: 2, left: 0m, earned: 100m);

    // begin-snippet: HostTransaction
    async Task<bool> BuyAsync(string order, Money total)
    {
        await using var transaction = database.BeginTransaction();
        Run("INSERT INTO orders VALUES ($id, $total)", transaction, ("$id", order), ("$total", total.ToString()));

        var payment = await ledger.Enlist(store.Enlist(transaction))
            .TransferAsync(new Transfer(ana, shop, total) { Key = order });
        if (!payment.IsPosted)
        {
            await transaction.RollbackAsync();
            Console.WriteLine($"rolled back: {payment.Refusal.Code}");
            return false;
        }

        await transaction.CommitAsync();
        return true;
    }

    // end-snippet
    async Task BuyBackwardsAsync(string order, Money total)
    {
        await using var transaction = database.BeginTransaction();
        var payment = await ledger.Enlist(store.Enlist(transaction)).TransferAsync(new Transfer(ana, shop, total));
        Story.Line($"paid {payment.ValueOrThrow().Amount}, not committed yet");
        Run("INSERT INTO orders VALUES ($id, $total)", transaction, ("$id", order), ("$total", total.ToString()));
        await transaction.CommitAsync();
    }

    void Run(string sql, SqliteTransaction? transaction = null, params (string Name, string Value)[] values)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }

    async Task ShowAsync(long orders, decimal left, decimal earned)
    {
        await using var command = database.CreateCommand();
        command.CommandText = "SELECT count(*) FROM orders";
        var count = (long)(await command.ExecuteScalarAsync())!;
        Story.Line($"orders: {count}");
        Story.Expect(count == orders, $"there are {count} orders, not {orders}");
        await Story.BalanceAsync(ledger, "Ana", ana, Money.EUR(left));
        await Story.BalanceAsync(ledger, "Shop", shop, Money.EUR(earned));
    }
});
