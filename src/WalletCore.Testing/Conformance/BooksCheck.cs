using WalletCore.Storage;

namespace WalletCore.Testing.Conformance;

/// <summary>Compares all that a reader answers with the expected books.</summary>
internal static class BooksCheck
{
    public static async Task VerifyAsync(ExpectedBooks books, IWalletReader reader)
    {
        Check.Same(books.Head, await reader.GetHeadAsync(default), "The head");
        Check.Same(
            books.Wallets.Keys.Select(books.Wallet), await reader.ListWalletsAsync(new WalletFilter(), 0, 100_000, default), "The wallets");
        Check.Same(books.Accounts.Keys.Select(books.Account), await reader.ListAccountsAsync(0, 100_000, default), "The accounts");
        Check.Same(
            books.Accounts.Values.Where(row => row.Wallet == 0).Select(row => books.Account(row.Ordinal)),
            await reader.ListSystemAccountsAsync(default),
            "The system accounts");
        Check.Same(
            books.Transactions.Select(row => books.Transaction(row.Sequence)),
            await reader.ReadTransactionsAsync(0, 100_000, default),
            "The transactions");
        Check.Same(books.Refunds.Values, await reader.ListRefundRowsAsync(0, 100_000, default), "The refund rows");
        Check.Same(books.Freezes.Values, await reader.ListFreezesAsync(new FreezeFilter(), 0, 100_000, default), "The freeze records");
        Check.Same(books.Commits, await reader.ReadCommitsAsync(0, 100_000, default), "The commits");
        Check.Same(books.Rules, await reader.ListRulesAsync(default), "The rules");
        foreach (var row in books.Answers)
        {
            Check.Same(new KeyAnswer(row.Key, null, row), await reader.FindKeyAsync(row.Key, default), "An answer");
        }

        foreach (var account in books.Accounts.Keys)
        {
            Check.Same(
                books.Waypoints.Where(row => row.Account == account),
                await reader.ListWaypointsAsync(account, 0, 100_000, default),
                "The waypoints");
            var entries = (int)books.Balances[account].EntryCount;
            Check.Same(
                books.EntriesOf(account, 1, entries), await reader.ReadEntriesAsync(account, 1, entries + 1, default), "The entries");
        }
    }
}
