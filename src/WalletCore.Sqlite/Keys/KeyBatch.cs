using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Keys;

/// <summary>Hashes of keys and what they lead to, gathered in any order and sorted to be written.</summary>
internal sealed class KeyBatch(int capacity)
{
    private ulong[] _hashes = new ulong[capacity];
    private long[] _targets = new long[capacity];

    public int Count { get; private set; }

    public ReadOnlyMemory<ulong> Hashes => _hashes.AsMemory(0, Count);

    public ReadOnlyMemory<long> Targets => _targets.AsMemory(0, Count);

    public void Add(ulong hash, long target)
    {
        if (Count == _hashes.Length)
        {
            var length = Math.Max(16, 2 * Count);
            Array.Resize(ref _hashes, length);
            Array.Resize(ref _targets, length);
        }

        (_hashes[Count], _targets[Count]) = (hash, target);
        Count++;
    }

    /// <summary>
    /// Brings them into the order of their hashes, and drops what a later use of the same key supersedes: a key that is used again every day, because it expires, would
    /// otherwise be more work to find every day.
    /// </summary>
    public void Sort(KeyIndex index)
    {
        Array.Sort(_hashes, _targets, 0, Count);
        var kept = 0;
        for (var from = 0; from < Count;)
        {
            var hash = _hashes[from];
            var to = from + 1;
            while (to < Count && _hashes[to] == hash)
            {
                to++;
            }

            if (to - from == 1)
            {
                _targets[kept] = _targets[from];
                _hashes[kept++] = hash;
            }
            else
            {
                foreach (var target in index.NewestOfEachKey(_targets.AsSpan(from..to)))
                {
                    _targets[kept] = target;
                    _hashes[kept++] = hash;
                }
            }

            from = to;
        }

        Count = kept;
    }

    public void Clear() => Count = 0;
}
