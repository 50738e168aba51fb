using System.Security.Cryptography;
using System.Text;
using WalletCore.Storage;

namespace WalletCore.Testing;

/// <summary>
/// Everything about a ledger that a store changes in place, and where the ledger stands, as one reader sees them at one moment. What a store only adds to
/// (the journal, commits, kept refusals) is for <see cref="JournalMemory"/>.
/// </summary>
internal sealed class StoreFacts
{
    internal const int PageLength = 1_000;

    private readonly IReadOnlyList<object> _rows;

    private StoreFacts(LedgerHead head, IReadOnlyList<AccountFacts> accounts, IReadOnlyList<FreezeRow> freezes, IReadOnlyList<object> rows)
    {
        Head = head;
        Accounts = accounts;
        Freezes = freezes;
        _rows = rows;
        Digest = Sha256(hash => AppendAll(hash, rows));
    }

    /// <summary>Where the ledger stands.</summary>
    public LedgerHead Head { get; }

    /// <summary>All accounts with their balances.</summary>
    public IReadOnlyList<AccountFacts> Accounts { get; }

    /// <summary>All freeze records.</summary>
    public IReadOnlyList<FreezeRow> Freezes { get; }

    /// <summary>The SHA-256 of all wallets, accounts, balances, freeze records, refunds, uses of limits, rules and waypoints.</summary>
    public string Digest { get; }

    public static async Task<StoreFacts> ReadAsync(IWalletReader reader)
    {
        var accounts = await ListAsync(after => reader.ListAccountsAsync(after, PageLength, default), row => row.Account.Ordinal);
        var freezes = await ListAsync(after => reader.ListFreezesAsync(new FreezeFilter(), after, PageLength, default), row => row.Ordinal);
        var rows = new List<object>();
        rows.AddRange(await ListAsync(after => reader.ListWalletsAsync(new WalletFilter(), after, PageLength, default), row => row.Wallet.Ordinal));
        rows.AddRange(accounts.Cast<object>());
        rows.AddRange(freezes);
        rows.AddRange(await ListAsync(after => reader.ListRefundRowsAsync(after, PageLength, default), row => row.Original));
        rows.AddRange((await ListUsagesAsync(reader)).Cast<object>());
        rows.AddRange(await reader.ListRulesAsync(default));
        foreach (var account in accounts.Where(account => account.Balance.EntryCount >= WaypointRow.Interval))
        {
            rows.AddRange((await ListAsync(
                after => reader.ListWaypointsAsync(account.Account.Ordinal, after, PageLength, default), row => row.EntryNumber)).Cast<object>());
        }

        return new StoreFacts(await reader.GetHeadAsync(default), accounts, freezes, rows);
    }

    /// <summary>The SHA-256 of everything, the whole journal included, answers kept for refusals aside: two equal digests are two equal ledgers.</summary>
    public static async Task<string> DigestAsync(IWalletStore store, LedgerId ledger)
    {
        await using var reader = await store.OpenReaderAsync(ledger, ReadScope.Snapshot, default);
        var facts = await ReadAsync(reader);
        var commits = await ListAsync(after => reader.ReadCommitsAsync(after, PageLength, default), row => row.Number);
        var transactions = await ListAsync(after => reader.ReadTransactionsAsync(after, PageLength, default), row => row.Header.Sequence);
        return Sha256(hash =>
        {
            AppendAll(hash, facts._rows);
            AppendAll(hash, [.. commits]);
            AppendAll(hash, transactions);
            Append(hash, facts.Head with { Answers = 0, RecordedAt = 0 });
        });
    }

    /// <summary>All pages of a list.</summary>
    internal static async Task<List<T>> ListAsync<T>(Func<long, ValueTask<IReadOnlyList<T>>> page, Func<T, long> ordinal, long after = 0)
    {
        var all = new List<T>();
        while (true)
        {
            var rows = await page(after);
            all.AddRange(rows);
            if (rows.Count < PageLength)
            {
                return all;
            }

            after = ordinal(rows[^1]);
        }
    }

    internal static void Append(IncrementalHash hash, object fact) => hash.AppendData(Encoding.UTF8.GetBytes(Conformance.FactText.Of(fact) + "\n"));

    private static async Task<List<UsageRow>> ListUsagesAsync(IWalletReader reader)
    {
        var all = new List<UsageRow>();
        while (true)
        {
            var rows = await reader.ListUsagesAsync(all.Count == 0 ? null : new UsageKey(all[^1].Account, all[^1].Limit, all[^1].Window), PageLength, default);
            all.AddRange(rows);
            if (rows.Count < PageLength)
            {
                return all;
            }
        }
    }

    private static void AppendAll(IncrementalHash hash, IEnumerable<object> rows)
    {
        foreach (var row in rows)
        {
            Append(hash, row);
        }
    }

    private static string Sha256(Action<IncrementalHash> fill)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        fill(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
