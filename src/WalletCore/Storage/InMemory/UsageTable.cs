namespace WalletCore.Storage.InMemory;

/// <summary>
/// What accounts used of their windowed limits: for each account and limit the newest window written and any later ones. Only write
/// sessions read it, so it needs no lock and no snapshot.
/// </summary>
internal sealed class UsageTable
{
    // One to write and one before it, so that little is copied and a command that comes late still finds its window.
    private const int WindowsKept = 2;

    private readonly Dictionary<(long Account, string Limit), UsageRow[]> _windows = [];

    public UsageRow? Find(in UsageKey key)
    {
        foreach (var row in _windows.GetValueOrDefault((key.Account, key.Limit), []))
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

    private void Upsert(in UsageRow row)
    {
        var key = (row.Account, row.Limit);
        var windows = _windows.GetValueOrDefault(key, []);
        for (var i = 0; i < windows.Length; i++)
        {
            if (windows[i].Window == row.Window)
            {
                windows[i] = row;
                return;
            }
        }

        _windows[key] = [.. windows, row];
    }

    private void ForgetBefore(in UsageRow row)
    {
        var key = (row.Account, row.Limit);
        var windows = _windows[key];
        if (windows.Length > WindowsKept)
        {
            var window = row.Window;
            _windows[key] = Array.FindAll(windows, kept => kept.Window >= window);
        }
    }
}
