using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Keys;

/// <summary>
/// Tells without asking the key index that it does not hold a hash, as far as the index was looked through: a piece with every batch of keys, in the order
/// of hashes, so that opening a large file costs nothing. Nearly every key is new, and to find that out in the index is a walk through a tree that no cache
/// holds. Used by one caller at a time.
/// </summary>
internal sealed class IndexedHashes
{
    /// <summary>16 MiB: from some 8 million keys on it says yes more and more often, and the index is asked as if it were not there.</summary>
    private const long CapacityMax = (16L << 20) / HashFilter.BytesPerHash;

    private const long CapacityMin = 1 << 10;

    private HashFilter? _filter;
    private long? _lookedThrough;
    private bool _isComplete;

    /// <summary>Whether the index may hold that hash.</summary>
    public bool MayHold(long hash) =>
        _filter is not { } filter || (!_isComplete && !(hash <= _lookedThrough)) || filter.MayHold(hash);

    /// <summary>Learns what was written to the index.</summary>
    public void Add(ReadOnlySpan<long> hashes)
    {
        foreach (var hash in hashes)
        {
            _filter?.Add(hash);
        }
    }

    /// <summary>Looks through so many rows more of the index, of which the connection sees nothing uncommitted.</summary>
    /// <param name="tables">The connection's tables.</param>
    /// <param name="count">How many.</param>
    /// <param name="expected">How many keys the index has at least, to choose a size by.</param>
    public void LookOn(TableSet tables, int count, long expected)
    {
        if (_filter is null || (_filter.Count > _filter.Capacity && _filter.Capacity < CapacityMax))
        {
            var capacity = Math.Clamp(2 * Math.Max(expected, _filter?.Count ?? 0), CapacityMin, CapacityMax);
            Clear();
            _filter = new HashFilter(capacity);
        }

        if (_isComplete || count <= 0)
        {
            return;
        }

        var found = 0;
        tables.Keys.VisitHashes(_lookedThrough, count, hash =>
        {
            _filter.Add(hash);
            _lookedThrough = hash;
            found++;
        });
        _isComplete = found < count;
    }

    /// <summary>Begins anew: it is not known what others wrote to the index.</summary>
    public void Clear()
    {
        _filter = null;
        _lookedThrough = null;
        _isComplete = false;
    }
}
