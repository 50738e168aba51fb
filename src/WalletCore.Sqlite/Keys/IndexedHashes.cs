using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Keys;

/// <summary>
/// Tells without asking the key index that it does not hold a hash, once the index was looked through: a piece with every batch of keys, so that opening a
/// large file costs nothing. Nearly every key is new, and to find that out in the index is a look into each of its runs. Used by one caller at a time.
/// </summary>
internal sealed class IndexedHashes(LedgerScope scope)
{
    /// <summary>16 MiB: from some 8 million keys on it says yes more and more often, and the index is asked as if it were not there.</summary>
    private const long CapacityMax = (16L << 20) / HashFilter.BytesPerHash;

    private const long CapacityMin = 1 << 10;

    /// <summary>So many times its capacity, and a filter says yes to nearly everything.</summary>
    private const int Saturation = 4;

    private readonly HashSet<long> _runsRead = [];
    private HashFilter? _filter;
    private KeyRunRow _reading;
    private long _segmentsRead;
    private bool _areRunsRead;
    private long? _tableReadThrough;
    private bool _isTableRead;

    /// <summary>For how many hashes it has room.</summary>
    public long Capacity => _filter?.Capacity ?? 0;

    /// <summary>Whether the index's runs may hold that hash.</summary>
    public bool RunsMayHold(long hash) => _filter is not { } filter || !_areRunsRead || filter.MayHold(hash);

    /// <summary>Whether the index's table may.</summary>
    public bool TableMayHold(long hash) => _filter is not { } filter || (!_isTableRead && !(hash <= _tableReadThrough)) || filter.MayHold(hash);

    /// <summary>Learns what was written to the index.</summary>
    public void Add(long hash) => _filter?.Add(hash);

    /// <summary>Looks through more of the index, of which the connection sees nothing uncommitted.</summary>
    /// <param name="tables">The connection's tables.</param>
    /// <param name="segments">So many segments of its runs.</param>
    /// <param name="rows">So many rows of its table.</param>
    /// <param name="own">
    /// How many keys the ledger has there, which alone decide how much memory it may take: among the keys of very many other ledgers in the table it says yes to
    /// everything, and the table is asked.
    /// </param>
    public void LookOn(TableSet tables, long segments, int rows, long own)
    {
        if (_filter is null || (own > _filter.Capacity && _filter.Capacity < CapacityMax))
        {
            Clear();
            _filter = new HashFilter(Math.Clamp(2 * own, CapacityMin, CapacityMax));
        }

        if (_filter.Count <= Saturation * _filter.Capacity)
        {
            LookThroughRuns(tables, _filter, segments);
            LookThroughTable(tables, _filter, rows);
        }
    }

    /// <summary>Begins anew: it is not known what others wrote to the index.</summary>
    public void Clear()
    {
        _filter = null;
        _runsRead.Clear();
        _reading = default;
        _segmentsRead = 0;
        _areRunsRead = false;
        _tableReadThrough = null;
        _isTableRead = false;
    }

    // Once all runs are read they are not looked at again: runs that come later have keys that were in memory, or in these.
    private void LookThroughRuns(TableSet tables, HashFilter filter, long segments)
    {
        if (_areRunsRead)
        {
            return;
        }

        var runs = tables.KeyRuns.List(scope).FindAll(static run => run.IsComplete);
        while (segments > 0)
        {
            if (_reading == default)
            {
                // One that is merged while it is read may be read with holes; the run that it became is read, too.
                _reading = runs.Find(run => !_runsRead.Contains(run.Number));
                _segmentsRead = 0;
            }

            if (_reading == default)
            {
                _areRunsRead = true;
                _runsRead.Clear();
                return;
            }

            var end = Math.Min(_reading.Segments, _segmentsRead + segments);
            tables.KeySegments.VisitHashes(scope, _reading.First + _segmentsRead, _reading.First + end - 1, hash => filter.Add(unchecked((long)hash)));
            segments -= end - _segmentsRead;
            _segmentsRead = end;
            if (end == _reading.Segments)
            {
                _runsRead.Add(_reading.Number);
                _reading = default;
            }
        }
    }

    private void LookThroughTable(TableSet tables, HashFilter filter, int rows)
    {
        if (_isTableRead || rows <= 0)
        {
            return;
        }

        var found = 0;
        tables.Keys.VisitHashes(_tableReadThrough, rows, hash =>
        {
            filter.Add(hash);
            _tableReadThrough = hash;
            found++;
        });
        _isTableRead = found < rows;
    }
}
