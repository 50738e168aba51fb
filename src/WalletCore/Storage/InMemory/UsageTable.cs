namespace WalletCore.Storage.InMemory;

/// <summary>
/// What accounts used of their windowed limits: for each account and limit the newest window written and any later ones. Write sessions read it
/// without the lock; snapshots see its rows as of their commit.
/// </summary>
internal sealed class UsageTable(SnapshotClock clock)
{
    // One to write and one before it, so that little is copied and a command that comes late still finds its window.
    private const int WindowsKept = 2;

    private readonly CowList<UsageSlot> _slots = new(clock);
    private readonly Dictionary<(long Account, string Limit), long> _places = [];

    /// <summary>How many slots there are; they are numbered from 1.</summary>
    public long Count => _places.Count;

    public CowView<UsageSlot> Live => _slots.Live;

    public CowView<UsageSlot> Freeze() => _slots.Freeze();

    public UsageRow? Find(in UsageKey key)
    {
        foreach (var row in WindowsOf(key.Account, key.Limit))
        {
            if (row.Window == key.Window)
            {
                return row;
            }
        }

        return null;
    }

    public void Put(ReadOnlySpan<UsageRow> rows)
    {
        foreach (ref readonly var row in rows)
        {
            Upsert(row);
        }

        // Only now, since one change set may hold several windows of a limit.
        foreach (ref readonly var row in rows)
        {
            ForgetBefore(row);
        }
    }

    private UsageRow[] WindowsOf(long account, string limit) =>
        _places.TryGetValue((account, limit), out var place) ? _slots.Live[place].Windows : [];

    private void Upsert(UsageRow row)
    {
        var windows = WindowsOf(row.Account, row.Limit);
        var at = Array.FindIndex(windows, kept => kept.Window == row.Window);
        UsageRow[] changed = at < 0 ? [.. windows, row] : [.. windows];
        if (at >= 0)
        {
            changed[at] = row;
        }

        Write(row, changed);
    }

    private void ForgetBefore(in UsageRow row)
    {
        var windows = WindowsOf(row.Account, row.Limit);
        if (windows.Length > WindowsKept)
        {
            var window = row.Window;
            Write(row, Array.FindAll(windows, kept => kept.Window >= window));
        }
    }

    private void Write(in UsageRow row, UsageRow[] windows)
    {
        var key = (row.Account, row.Limit);
        if (!_places.TryGetValue(key, out var place))
        {
            place = _places.Count + 1;
            _places.Add(key, place);
        }

        _slots.Place(place) = new UsageSlot(windows);
    }
}
