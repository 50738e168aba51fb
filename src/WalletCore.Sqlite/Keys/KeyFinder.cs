using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Keys;

/// <summary>
/// Finds what a key answered in one connection's view: in the index, in memory, and in whatever part of the journal neither covers.
/// </summary>
internal sealed class KeyFinder(TableSet tables, LedgerScope scope, PendingKeys pending, KeyHasher hasher)
{
    private readonly KeyIndex _index = new(tables);
    private readonly KeyRuns _runs = new(tables, scope);

    /// <summary>The newest target of that key; zero when it is unknown.</summary>
    public long Find(string key, KeyMark head, KeyMark indexed)
    {
        var hash = KeyText.Hash(hasher, scope.Number, key);
        var candidates = default(CandidateList);
        var covered = pending.Collect(hash, ref candidates, out var mayBeIn);
        if (covered?.Through.IsBefore(indexed) != false)
        {
            // Memory tells what the index lacks only up to where memory itself goes; others may have indexed keys beyond it.
            mayBeIn = IndexParts.All;
        }

        if (mayBeIn.Runs)
        {
            _runs.Find(hash, ref candidates);
        }

        var newest = mayBeIn.Table ? _index.Find(scope, key, hash) : 0;
        for (var i = 0; i < candidates.Count; i++)
        {
            if (_index.IsOf(scope, candidates[i], key))
            {
                newest = Newer(newest, candidates[i]);
            }
        }

        if (covered is not var (from, through) || !from.IsBefore(through))
        {
            return ScanJournal(newest, key, indexed, head);
        }

        newest = ScanJournal(newest, key, indexed, KeyMark.Earlier(from, head));
        return ScanJournal(newest, key, KeyMark.Later(indexed, through), head);
    }

    // The gap is empty or short except for a snapshot older than the memory.
    private long ScanJournal(long newest, string key, KeyMark after, KeyMark through)
    {
        if (after.Sequence < through.Sequence)
        {
            newest = Newer(newest, tables.Transactions.LastWithKey(scope, key, after.Sequence, through.Sequence));
        }

        return after.Answers < through.Answers
            ? Newer(newest, -tables.Answers.LastWithKey(scope, key, after.Answers, through.Answers))
            : newest;
    }

    private long Newer(long one, long other) => other == 0 || (one != 0 && !_index.IsNewer(other, one)) ? one : other;
}
