using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>The marks on the accounts' histories.</summary>
internal sealed class WaypointsTable(Database database)
{
    private const string Columns = "account, entry_number, entry, recorded_at, business_day_min, business_day_max";

    private Statement InsertRow => field ??= database.Prepare(
        $"INSERT INTO waypoints ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private Statement PageByNumber => field ??= database.Prepare(
        $"SELECT {Columns} FROM waypoints WHERE account = ?1 AND entry_number > ?2 ORDER BY entry_number LIMIT ?3");

    private Statement LastUpTo => field ??= database.Prepare(
        $"SELECT {Columns} FROM waypoints WHERE account = ?1 AND entry_number <= ?2 ORDER BY entry_number DESC LIMIT 1");

    public void Add(LedgerScope scope, in WaypointRow waypoint) =>
        InsertRow.Bind(1, scope.NewRow(waypoint.Account)).Bind(2, waypoint.EntryNumber).Bind(3, waypoint.Entry).Bind(4, waypoint.RecordedAt)
            .Bind(5, waypoint.BusinessDayMin).Bind(6, waypoint.BusinessDayMax).Run("Writing a waypoint");

    public List<WaypointRow> Page(LedgerScope scope, long account, long after, int limit)
    {
        var waypoints = new List<WaypointRow>();
        var rows = PageByNumber.Bind(1, scope.Row(account)).Bind(2, after).Bind(3, limit);
        while (rows.Read())
        {
            waypoints.Add(Read(rows));
        }

        return waypoints;
    }

    /// <summary>The first waypoint on or after that entry, or null.</summary>
    public WaypointRow? FirstFrom(LedgerScope scope, long account, long entryNumber) =>
        Page(scope, account, entryNumber - 1, 1) is [var found] ? found : null;

    /// <summary>The last waypoint recorded by then: times never go back along a history, so halving finds it without an index on time.</summary>
    public WaypointRow? LastRecordedBy(LedgerScope scope, long account, long recordedAtMax)
    {
        if (LastBefore(scope, account, LedgerScope.OrdinalMax) is not { } last)
        {
            return null;
        }

        WaypointRow? best = null;
        long low = 0, high = last.EntryNumber;
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            var found = LastBefore(scope, account, middle);
            if (found is not { } waypoint || waypoint.EntryNumber <= low)
            {
                low = middle;
            }
            else if (waypoint.RecordedAt <= recordedAtMax)
            {
                best = waypoint;
                low = middle;
            }
            else
            {
                high = waypoint.EntryNumber - 1;
            }
        }

        return best;
    }

    private WaypointRow? LastBefore(LedgerScope scope, long account, long entryNumberMax)
    {
        var row = LastUpTo.Bind(1, scope.Row(account)).Bind(2, entryNumberMax);
        if (!row.Read())
        {
            return null;
        }

        var waypoint = Read(row);
        row.Reset();
        return waypoint;
    }

    private static WaypointRow Read(Statement row) => new()
    {
        Account = LedgerScope.Ordinal(row.Int64(0)),
        EntryNumber = row.Int64(1),
        Entry = row.Int64(2),
        RecordedAt = row.Int64(3),
        BusinessDayMin = row.Int32(4),
        BusinessDayMax = row.Int32(5),
    };
}
