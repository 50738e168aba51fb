namespace WalletCore.Storage.InMemory;

/// <summary>The waypoints of each account, by entry number. A view sees those whose posting its head covers. Used under the ledger's lock.</summary>
internal sealed class WaypointTrails
{
    private static readonly List<WaypointRow> None = [];

    private readonly Dictionary<long, List<WaypointRow>> _trails = [];

    public void Add(in WaypointRow row)
    {
        if (!_trails.TryGetValue(row.Account, out var trail))
        {
            _trails.Add(row.Account, trail = new List<WaypointRow>(1));
        }

        trail.Add(row);
    }

    /// <summary>The last waypoint recorded at or before that time.</summary>
    public WaypointRow? LastRecordedBy(long account, long recordedAtMax, long postings)
    {
        var trail = Trail(account);
        var count = Math.Min(
            CountWhile(trail, postings, static (row, max) => row.Entry / 2 <= max),
            CountWhile(trail, recordedAtMax, static (row, max) => row.RecordedAt <= max));
        return count == 0 ? null : trail[count - 1];
    }

    /// <summary>The first waypoint at or past that entry.</summary>
    public WaypointRow? FirstFrom(long account, long entryNumber, long postings)
    {
        var trail = Trail(account);
        var place = CountWhile(trail, entryNumber, static (row, number) => row.EntryNumber < number);
        return place < trail.Count && trail[place].Entry / 2 <= postings ? trail[place] : null;
    }

    public IReadOnlyList<WaypointRow> After(long account, long after, int limit, long postings)
    {
        var trail = Trail(account);
        var from = CountWhile(trail, after, static (row, number) => row.EntryNumber <= number);
        var to = CountWhile(trail, postings, static (row, max) => row.Entry / 2 <= max);
        return from >= to ? [] : trail.GetRange(from, Math.Min(limit, to - from));
    }

    private List<WaypointRow> Trail(long account) => _trails.GetValueOrDefault(account, None);

    // Entry numbers, references and recorded times all ascend along a trail.
    private static int CountWhile(List<WaypointRow> trail, long bound, Func<WaypointRow, long, bool> holds)
    {
        int low = 0, high = trail.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (holds(trail[middle], bound))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
