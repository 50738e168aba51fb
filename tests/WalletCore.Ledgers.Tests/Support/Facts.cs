using System.Globalization;
using System.Text;
using System.Text.Json;
using WalletCore.Storage;

namespace WalletCore.Ledgers.Tests.Support;

/// <summary>Everything that a store keeps of a ledger, refusals kept for keys and usages of limits aside, through the port that every store has.</summary>
internal static class Facts
{
    private const int All = 100_000;

    /// <summary>All facts as text: two equal texts are two equal ledgers.</summary>
    public static async Task<string> DumpAsync(TestLedger books)
    {
        await using var reader = await OpenAsync(books);
        var text = new StringBuilder();
        Add(text, "wallets", await reader.ListWalletsAsync(new WalletFilter(), 0, All, default), Wallet);
        Add(text, "accounts", await reader.ListAccountsAsync(0, All, default), facts => facts.ToString());
        Add(text, "freezes", await reader.ListFreezesAsync(new FreezeFilter(), 0, All, default), row => row.ToString());
        Add(text, "refunds", await reader.ListRefundRowsAsync(0, All, default), row => $"{row} [{string.Join(',', row.ByPosting)}]");
        Add(text, "transactions", await reader.ReadTransactionsAsync(0, All, default), facts => $"{facts.Header} {string.Join(' ', facts.Postings)}");
        Add(text, "commits", await reader.ReadCommitsAsync(0, All, default), row => row.ToString());
        Add(text, "rules", await reader.ListRulesAsync(default), row => row.ToString());
        return text.ToString();
    }

    /// <summary>Whether the books add up: per currency all accounts together come to zero, and what is frozen is what freeze records hold.</summary>
    public static async Task AssertSoundAsync(TestLedger books)
    {
        await using var reader = await OpenAsync(books);
        var accounts = await reader.ListAccountsAsync(0, All, default);
        foreach (var currency in accounts.GroupBy(facts => facts.Account.Currency))
        {
            var sum = Int128.Zero;
            foreach (var (account, balance) in currency)
            {
                sum += account.Class.NormalSide() == Side.Credit ? balance.Available + balance.Frozen : -(balance.Available + balance.Frozen);
            }

            Assert.Equal(Int128.Zero, sum);
        }

        var held = (await reader.ListFreezesAsync(new FreezeFilter(), 0, All, default))
            .GroupBy(row => row.Account)
            .ToDictionary(group => group.Key, group => group.Aggregate(Int128.Zero, (sum, row) => sum + row.Remaining));
        foreach (var (account, balance) in accounts)
        {
            Assert.Equal(held.GetValueOrDefault(account.Ordinal), balance.Frozen);
        }

        foreach (var transaction in await reader.ReadTransactionsAsync(0, All, default))
        {
            Assert.All(transaction.Postings, posting => Assert.True(posting.Amount > 0));
        }
    }

    /// <summary>The balance of a system account; zero when it was never used.</summary>
    public static async Task<Money> SystemAsync(TestLedger books, string code, Currency? currency = null)
    {
        var money = currency ?? Currency.EUR;
        await using var reader = await OpenAsync(books);
        foreach (var (account, balance) in await reader.ListSystemAccountsAsync(default))
        {
            if (account.Code == code && account.Currency == money.Code)
            {
                return Money.FromMinor(balance.Available, money);
            }
        }

        return Money.Zero(money);
    }

    /// <summary>The types of all transactions, in order.</summary>
    public static async Task<IReadOnlyList<string>> TypesAsync(TestLedger books)
    {
        await using var reader = await OpenAsync(books);
        var rules = (await reader.ListRulesAsync(default)).ToDictionary(rule => rule.Ordinal);
        return [.. (await reader.ReadTransactionsAsync(0, All, default)).Select(facts => rules[facts.Header.Rule].Name)];
    }

    public static ValueTask<IWalletReader> OpenAsync(TestLedger books) => books.Store.OpenReaderAsync(books.Ledger.Id, ReadScope.Snapshot, default);

    private static string Wallet(WalletFacts facts) => JsonSerializer.Serialize(facts.Wallet) + string.Concat(facts.Accounts);

    private static void Add<T>(StringBuilder text, string name, IEnumerable<T> rows, Func<T, string> line)
    {
        text.Append(CultureInfo.InvariantCulture, $"{name}\n");
        foreach (var row in rows)
        {
            text.Append(line(row)).Append('\n');
        }
    }
}
