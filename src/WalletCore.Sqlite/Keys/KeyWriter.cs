using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Keys;

/// <summary>Brings keys into the index, as part of a commit.</summary>
internal static class KeyWriter
{
    /// <summary>A page or two of the index: a lone caller, whose commit changes four pages else, should hardly notice a run.</summary>
    private const int SliceLengthMin = 8;

    /// <summary>How much of what earlier commits left behind a commit indexes that indexes its own keys at once.</summary>
    private const int DrainLength = 64;

    /// <summary>
    /// Lazily: writes the next slice of the gathered run, if one is under way, and leaves the commit's own keys to memory. Twice as many
    /// rows as the commit has keys, so that a run is written before the next one is full.
    /// </summary>
    /// <returns>The mark to store, the run, and how much of it is written once the transaction is committed.</returns>
    public static (KeyMark Indexed, KeyRun? Run, int Written) WriteSlice(
        TableSet tables, PendingKeys pending, int runLength, ChangeSet changes, KeyMark indexed)
    {
        if (pending.CurrentRun(runLength) is not { } run)
        {
            return (indexed, null, 0);
        }

        var length = Math.Max(SliceLengthMin, 2 * (changes.Transactions.Length + changes.Answers.Length));
        var written = run.WriteSlice(new KeyIndex(tables), length);
        return (written == run.Count ? KeyMark.Later(indexed, run.Through) : indexed, run, written);
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
