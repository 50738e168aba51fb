using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Keys;

/// <summary>
/// The table of keys that were indexed with their commit, from a key's hash to what it answered. A collision goes to the next free hash; the key itself is in the row that the target
/// names, so a match is always checked. Rows are replaced but never removed, which keeps probing right.
/// </summary>
internal sealed class KeyIndex(TableSet tables)
{
    /// <summary>The newest indexed target of that key; zero when the index has none.</summary>
    public long Find(LedgerScope scope, string key, long hash)
    {
        for (; ; hash = unchecked(hash + 1))
        {
            var target = tables.Keys.Find(hash);
            if (target == 0 || IsOf(scope, target, key))
            {
                return target;
            }
        }
    }

    /// <summary>Indexes targets, in the order of their hashes. Safe to repeat, and a newer target under the same key stays.</summary>
    public void Put(ReadOnlySpan<long> hashes, ReadOnlySpan<long> targets)
    {
        while (!hashes.IsEmpty)
        {
            var added = tables.Keys.Add(hashes, targets, out var length);

            // Some hash was taken, by the same key or by another; SQLite does not say which, and repeating the rest does no harm.
            for (var i = 0; i < length && added < length; i++)
            {
                Put(hashes[i], targets[i]);
            }

            hashes = hashes[length..];
            targets = targets[length..];
        }
    }

    /// <summary>Indexes a target. Safe to repeat, and a newer target under the same key stays.</summary>
    public void Put(long hash, long target)
    {
        if (tables.Keys.TryAdd(hash, target))
        {
            return;
        }

        var scope = new LedgerScope(Row(target) >> LedgerScope.OrdinalBits);
        var key = KeyOf(target) ?? throw new WalletStoreException("A key's row is not in the file: the file is damaged.", false);
        for (; !tables.Keys.TryAdd(hash, target); hash = unchecked(hash + 1))
        {
            var other = tables.Keys.Find(hash);
            if (IsOf(scope, other, key))
            {
                if (IsNewer(target, other))
                {
                    tables.Keys.Replace(hash, target);
                }

                return;
            }
        }
    }

    /// <summary>Whether the target is a row of that ledger, visible here, with that key.</summary>
    public bool IsOf(LedgerScope scope, long target, string key) =>
        scope.Contains(Row(target)) && string.Equals(KeyOf(target), key, StringComparison.Ordinal);

    /// <summary>Whether the first target came later than the second.</summary>
    public bool IsNewer(long target, long than) => (target > 0, than > 0) switch
    {
        (true, true) => target > than,
        (false, false) => target < than,
        (true, false) => LedgerScope.Ordinal(target) > tables.Answers.Sequence(-than),
        (false, true) => !IsNewer(than, target),
    };

    /// <summary>Of targets with the same hash those that no later one under the same key supersedes.</summary>
    public List<long> NewestOfEachKey(ReadOnlySpan<long> targets)
    {
        var kept = new List<long>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            // A target without a row leads nowhere, and stays what it is.
            if (KeyOf(target) is not { } key || places.TryAdd(key, kept.Count))
            {
                kept.Add(target);
            }
            else if (IsNewer(target, kept[places[key]]))
            {
                kept[places[key]] = target;
            }
        }

        return kept;
    }

    private string? KeyOf(long target) => target > 0 ? tables.Transactions.Key(target) : tables.Answers.Key(-target);

    private static long Row(long target) => Math.Abs(target);
}
