using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Reading;

/// <summary>The journal: transactions, the answers of keys, and the entries of an account.</summary>
internal sealed partial class LedgerReads
{
    public IReadOnlyList<TransactionFacts> Transactions(long after, int limit) =>
        tables.Transactions.Page(scope, after, limit).ConvertAll(Facts);

    public TransactionFacts? Transaction(long sequence) =>
        tables.Transactions.TryFind(scope.Row(sequence), out var header) ? Facts(header) : null;

    public IReadOnlyList<TransactionFacts> Transactions(IReadOnlyCollection<long> sequences) =>
        [.. sequences.Distinct().Order().Select(Transaction).OfType<TransactionFacts>()];

    public IReadOnlyList<TransactionFacts> ByReference(string reference, long before, int limit) =>
        tables.Transactions.ByReference(scope, reference, before, limit).ConvertAll(Facts);

    public IReadOnlyList<TransactionFacts> RefundsOf(long original, long after, int limit) =>
        tables.Transactions.ByOriginal(scope, original, after, limit).ConvertAll(Facts);

    public bool IsReferenceTaken(string reference) => tables.Transactions.IsReferenceTaken(scope, reference);

    public UsageRow? Usage(UsageKey key) => tables.Usages.Find(scope, key);

    /// <summary>The wallet of that account; zero for a system account.</summary>
    public long WalletOf(long account) => tables.Accounts.WalletOf(scope, account);

    public KeyAnswer? Key(string key)
    {
        CatchUp?.Invoke();
        var head = tables.Heads.Find(scope, out var written);
        return Key(key, head, written.Keys);
    }

    /// <summary>The same, where the head was read already.</summary>
    public KeyAnswer? Key(string key, in LedgerHead head, KeyMark indexed)
    {
        var target = keys.Find(key, KeyMark.Of(head), indexed);
        return target switch
        {
            0 => null,
            > 0 => new KeyAnswer(key, Transaction(LedgerScope.Ordinal(target)), null),
            _ => new KeyAnswer(key, null, tables.Answers.Find(-target)),
        };
    }

    /// <summary>
    /// Walks back along the account's chain of entries, from the nearest waypoint after the range, or from the last entry.
    /// </summary>
    public IReadOnlyList<EntryFacts> Entries(long account, long first, int count)
    {
        if (Account(account) is not { Balance: var balance })
        {
            return [];
        }

        var end = first > balance.EntryCount ? 0 : Math.Min(balance.EntryCount, first + count - 1);
        first = Math.Max(first, 1);
        if (end < first)
        {
            return [];
        }

        var (number, reference) = (balance.EntryCount, balance.LastEntry);
        if (tables.Waypoints.FirstFrom(scope, account, end) is { } waypoint && waypoint.EntryNumber < number)
        {
            (number, reference) = (waypoint.EntryNumber, waypoint.Entry);
        }

        var entries = new EntryFacts[end - first + 1];
        TransactionRow header = default;
        for (; number >= first; number--)
        {
            var posting = tables.Postings.Get(scope, reference >> 1);
            var side = (Side)(reference & 1);
            if (number <= end)
            {
                if (header.Sequence != posting.Sequence)
                {
                    _ = tables.Transactions.TryFind(scope.Row(posting.Sequence), out header);
                }

                entries[number - first] = new EntryFacts(number, header, posting, side);
            }

            reference = side == Side.Debit ? posting.DebitPrevious : posting.CreditPrevious;
        }

        return entries;
    }

    private TransactionFacts Facts(TransactionRow header) =>
        new(header, tables.Postings.Range(scope, header.FirstPosting, header.PostingCount));
}
