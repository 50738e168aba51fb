using System.Security.Cryptography;
using System.Text;
using WalletCore.Storage;

namespace WalletCore.Testing;

/// <summary>
/// What a store keeps of a ledger: the head, state and journal. Kept refusals, which a refused command with a key adds, are left out; so are rules, commits and
/// waypoints, whose numbers and hash the head holds or which follow from the journal.
/// </summary>
internal static class StoreFacts
{
    private const int PageLength = 1_000;

    /// <summary>The SHA-256 of these facts: two equal digests are two equal ledgers.</summary>
    /// <param name="store">The store.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="fromSequence">The transactions after this one are looked at; the chain's hash, in the head, stands for those before.</param>
    public static async Task<string> DigestAsync(IWalletStore store, LedgerId ledger, long fromSequence = 0)
    {
        await using var reader = await store.OpenReaderAsync(ledger, ReadScope.Snapshot, default);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await AddAsync(hash, after => reader.ListWalletsAsync(new WalletFilter(), after, PageLength, default), row => row.Wallet.Ordinal);
        await AddAsync(hash, after => reader.ListAccountsAsync(after, PageLength, default), row => row.Account.Ordinal);
        await AddAsync(hash, after => reader.ListFreezesAsync(new FreezeFilter(), after, PageLength, default), row => row.Ordinal);
        await AddAsync(hash, after => reader.ListRefundRowsAsync(after, PageLength, default), row => row.Original);
        await AddAsync(hash, after => reader.ReadTransactionsAsync(after, PageLength, default), row => row.Header.Sequence, fromSequence);
        var head = await reader.GetHeadAsync(default);
        Append(hash, head with { Answers = 0, RecordedAt = 0 });
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task AddAsync<T>(
        IncrementalHash hash, Func<long, ValueTask<IReadOnlyList<T>>> page, Func<T, long> ordinal, long after = 0)
        where T : notnull
    {
        IReadOnlyList<T> rows;
        do
        {
            rows = await page(after);
            foreach (var row in rows)
            {
                Append(hash, row);
                after = ordinal(row);
            }
        }
        while (rows.Count == PageLength);
    }

    private static void Append(IncrementalHash hash, object fact) => hash.AppendData(Encoding.UTF8.GetBytes(Conformance.FactText.Of(fact)));
}
