using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// Goes through a range of an account's entries, one way or the other, in chunks. Blocks of which the waypoint says that no business day in them
/// passes are stepped over unread.
/// </summary>
internal sealed class EntryScan(IWalletReader reader, long account, StatementFilter filter, bool descending, long first, long last)
{
    private const int ChunkLengthMax = 1_024;
    private const int WaypointsFetched = 256;

    private IReadOnlyList<WaypointRow> _waypoints = [];
    private long _waypointsFrom;
    private int _chunkLength;

    /// <summary>The number of the entry to look at next.</summary>
    public long Next { get; private set; } = descending ? last : first;

    /// <summary>Whether there is nothing more to look at.</summary>
    public bool IsAtEnd => Next < first || Next > last;

    /// <summary>What was looked at so far: an entry counts one, and so does a block that was stepped over.</summary>
    public int Cost { get; private set; }

    /// <summary>Continues after that entry rather than at the chunk's end.</summary>
    public void ContinueAfter(long number) => Next = descending ? number - 1 : number + 1;

    /// <summary>The next chunk, in the scan's direction; empty at the end, or when the costs have reached their bound before an entry was due.</summary>
    /// <param name="wanted">How many entries can be used at most.</param>
    /// <param name="costMax">What the whole scan may cost.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<IReadOnlyList<EntryFacts>> ReadAsync(int wanted, int costMax, CancellationToken cancellationToken)
    {
        if (filter.HasBusinessDays)
        {
            await SkipBlocksAsync(costMax, cancellationToken).ConfigureAwait(false);
        }

        var length = Math.Min(LengthOf(wanted), costMax - Cost);
        if (IsAtEnd || length <= 0)
        {
            return [];
        }

        var (from, to) = descending ? (Math.Max(first, Next - length + 1), Next) : (Next, Math.Min(last, Next + length - 1));
        var entries = await reader.ReadEntriesAsync(account, from, (int)(to - from + 1), cancellationToken).ConfigureAwait(false);
        if (entries.Count != to - from + 1)
        {
            throw new LedgerIntegrityException($"Entries of account {account} between {from} and {to} are missing.");
        }

        Cost += entries.Count;
        Next = descending ? from - 1 : to + 1;
        return descending ? [.. entries.Reverse()] : entries;
    }

    /// <summary>As many as can be used where all pass; else more and more, as fewer and fewer seem to; up to the block's end where blocks are skipped.</summary>
    private int LengthOf(int wanted)
    {
        if (filter.HasBusinessDays)
        {
            var intoBlock = (int)((Next - 1) % WaypointRow.Interval);
            return descending ? intoBlock + 1 : WaypointRow.Interval - intoBlock;
        }

        _chunkLength = filter.PassesAll ? wanted : Math.Min(ChunkLengthMax, Math.Max(wanted, _chunkLength * 2));
        return _chunkLength;
    }

    private async ValueTask SkipBlocksAsync(int costMax, CancellationToken cancellationToken)
    {
        while (!IsAtEnd && Cost < costMax)
        {
            var end = ((Next - 1) / WaypointRow.Interval * WaypointRow.Interval) + WaypointRow.Interval;
            if (await FindWaypointAsync(end, cancellationToken).ConfigureAwait(false) is not { } waypoint || filter.MayPass(waypoint))
            {
                return;
            }

            Cost++;
            Next = descending ? end - WaypointRow.Interval : end + 1;
        }
    }

    /// <summary>The waypoint at that entry; null where the block is not full yet.</summary>
    private async ValueTask<WaypointRow?> FindWaypointAsync(long number, CancellationToken cancellationToken)
    {
        if (number > last)
        {
            // The block the range ends in: read it, whatever its waypoint would say.
            return null;
        }

        var index = ((number - _waypointsFrom) / WaypointRow.Interval) - 1;
        if (index < 0 || index >= _waypoints.Count)
        {
            var span = (long)WaypointsFetched * WaypointRow.Interval;
            _waypointsFrom = descending ? Math.Max(0, number - span) : number - WaypointRow.Interval;
            _waypoints = await reader.ListWaypointsAsync(account, _waypointsFrom, WaypointsFetched, cancellationToken).ConfigureAwait(false);
            index = ((number - _waypointsFrom) / WaypointRow.Interval) - 1;
        }

        return index < _waypoints.Count && _waypoints[(int)index] is var found && found.EntryNumber == number
            ? found
            : throw new LedgerIntegrityException($"The waypoint at entry {number} of account {account} is missing.");
    }
}
