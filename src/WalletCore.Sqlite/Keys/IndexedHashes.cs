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

    /// <summary>So many times its capacity, and a filter says yes to nearly everything.</summary>
    private const int Saturation = 4;

    private HashFilter? _filter;
    private long? _lookedThrough;
    private bool _isComplete;

    /// <summary>For how many hashes it has room.</summary>
    public long Capacity => _filter?.Capacity ?? 0;

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
    /// <param name="own">
    /// How many keys the ledger has there, which alone decide how much memory it may take: among the keys of very many other ledgers it says yes to everything, and the
    /// index is asked.
    /// </param>
    public void LookOn(TableSet tables, int count, long own)
    {
        if (_filter is null || (own > _filter.Capacity && _filter.Capacity < CapacityMax))
        {
            Clear();
            _filter = new HashFilter(Math.Clamp(2 * own, CapacityMin, CapacityMax));
        }

        if (_isComplete || count <= 0 || _filter.Count > Saturation * _filter.Capacity)
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
