using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Keys;

/// <summary>Brings keys into the index, as part of a commit.</summary>
internal static class KeyWriter
{
    /// <summary>How much of what earlier commits left behind a commit indexes that indexes its own keys at once.</summary>
    private const int DrainLength = 64;

    /// <summary>
    /// Lazily: leaves the commit's own keys to memory, writes those that were gathered there as a run once they are enough, and goes on merging runs.
    /// </summary>
    /// <returns>The mark to store, which moves where a run was written.</returns>
    public static KeyMark WriteLate(TableSet tables, LedgerScope scope, PendingKeys pending, int runLength, ChangeSet changes, KeyMark indexed)
    {
        if (pending.Gathered(runLength, indexed) is var (keys, through))
        {
            if (keys.Count > 0)
            {
                keys.Sort(new KeyIndex(tables));
                KeyRunWriter.Write(tables, scope, keys);
            }

            indexed = through;
        }

        if (pending.SegmentsToMerge(changes.Transactions.Length + changes.Answers.Length, runLength) is > 0 and var segments)
        {
            pending.Merged(KeyMerge.GoOn(tables, scope, segments));
        }

        return indexed;
    }

    /// <summary>
    /// At once: indexes the commit's own keys, and a piece of what earlier commits left behind, oldest first. Keeps nothing in memory, so
    /// it is right inside a transaction that may yet be rolled back.
    /// </summary>
    /// <returns>The mark to store.</returns>
    public static KeyMark WriteThrough(TableSet tables, LedgerScope scope, KeyHasher hasher, ChangeSet changes, KeyMark indexed)
    {
        var index = new KeyIndex(tables);
        foreach (ref readonly var transaction in changes.Transactions.Span)
        {
            if (transaction.Key is { } key)
            {
                index.Put(KeyText.Hash(hasher, scope.Number, key), scope.Row(transaction.Sequence));
            }
        }

        foreach (var answer in changes.Answers.Span)
        {
            index.Put(KeyText.Hash(hasher, scope.Number, answer.Key), -scope.Row(answer.Ordinal));
        }

        var before = KeyMark.Of(changes.Before);
        var next = new KeyMark(
            Math.Min(before.Sequence, indexed.Sequence + DrainLength), Math.Min(before.Answers, indexed.Answers + DrainLength));
        var rows = new List<(long Hash, long Target)>();
        tables.Transactions.VisitKeys(scope, indexed.Sequence, next.Sequence, (row, key) => rows.Add((hasher(scope.Number, key), row)));
        tables.Answers.VisitKeys(scope, indexed.Answers, next.Answers, (row, key) => rows.Add((hasher(scope.Number, key), -row)));
        foreach (var (hash, target) in rows)
        {
            index.Put(hash, target);
        }

        return next == before ? KeyMark.Of(changes.After) : next;
    }
}
