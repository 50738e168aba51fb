using Microsoft.Data.Sqlite;
using WalletCore.Ledgers.Tests.Support;
using WalletCore.Sqlite;

namespace WalletCore.Ledgers.Tests.Reading;

public sealed class Reads_within_the_hosts_transaction : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("walletcore-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task See_what_is_not_committed_and_nobody_else_does()
    {
        var path = Path.Combine(_folder.FullName, "wallets.db");
        await using var store = new SqliteWalletStore(path);
        await using var ledger = await Ledger.OpenAsync(store, new LedgerOptions { TimeProvider = new ManualClock() });
        var ana = (await ledger.OpenWalletAsync(new OpenWallet("usr_ana") { Currency = Currency.EUR })).ValueOrThrow().Id;
        (await ledger.DepositAsync(new Deposit(ana, Money.EUR(10m)))).ValueOrThrow();
        var query = new StatementQuery(ana, Currency.EUR);

        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var transaction = connection.BeginTransaction();
            await using var enlistedStore = store.Enlist(transaction);
            var enlisted = ledger.Enlist(enlistedStore);
            var posted = (await enlisted.DepositAsync(new Deposit(ana, Money.EUR(5m)))).ValueOrThrow();
            (await enlisted.FreezeAsync(new Freeze(ana, Money.EUR(2m)))).ValueOrThrow();

            Assert.Equal(Money.EUR(13m), (await enlisted.Reader.GetWalletAsync(ana))!.AccountIn(Currency.EUR)!.Available);
            Assert.Equal([4L, 3L, 2L, 1L], (await enlisted.Reader.GetStatementAsync(query)).Items.Select(line => line.Number));
            Assert.Equal(Money.EUR(5m), (await enlisted.Reader.GetTransactionAsync(posted.TransactionId))!.Amount);
            Assert.True((await enlisted.Reader.GetTrialBalanceAsync()).IsBalanced);
            Assert.Single((await ledger.Reader.GetStatementAsync(query)).Items);
            Assert.Null(await ledger.Reader.GetTransactionAsync(posted.TransactionId));
            await transaction.RollbackAsync();
        }

        Assert.Single((await ledger.Reader.GetStatementAsync(query)).Items);
    }
}
