using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>The marks on the accounts' histories.</summary>
internal sealed class WaypointsTable(SchemaName schema)
{
    private readonly string _insert =
        $"""
        INSERT INTO {schema.Prefix}waypoints (ledger, account, entry_number, entry, recorded_at, business_day_min, business_day_max)
        SELECT $1, unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::bigint[]), unnest($5::bigint[]), unnest($6::integer[]),
          unnest($7::integer[])
        """;

    private readonly string _of =
        $"""
        SELECT account, entry_number, entry, recorded_at, business_day_min, business_day_max FROM {schema.Prefix}waypoints
        WHERE ledger = $1 AND account = $2
        """;

    public void Add(RoundTrip trip, long ledger, ReadOnlySpan<WaypointRow> rows)
    {
        if (!rows.IsEmpty)
        {
            trip.Run(_insert).With(ledger)
                .With(Column.Of(rows, static (in row) => row.Account))
                .With(Column.Of(rows, static (in row) => row.EntryNumber))
                .With(Column.Of(rows, static (in row) => row.Entry))
                .With(Column.Of(rows, static (in row) => row.RecordedAt))
                .With(Column.Of(rows, static (in row) => row.BusinessDayMin))
                .With(Column.Of(rows, static (in row) => row.BusinessDayMax));
        }
    }

    public void Page(RoundTrip trip, long ledger, long account, long after, int limit, List<WaypointRow> into) =>
        trip.Read($"{_of} AND entry_number > $3 ORDER BY entry_number LIMIT $4", row => into.Add(Read(row)))
            .With(ledger).With(account).With(after).With((long)limit);

    /// <summary>The last waypoint recorded by then.</summary>
    public void LastRecordedBy(RoundTrip trip, long ledger, long account, long recordedAtMax, List<WaypointRow> into) =>
        trip.Read($"{_of} AND recorded_at <= $3 ORDER BY recorded_at DESC, entry_number DESC LIMIT 1", row => into.Add(Read(row)))
            .With(ledger).With(account).With(recordedAtMax);

    private static WaypointRow Read(NpgsqlDataReader row) => new()
    {
        Account = row.GetInt64(0),
        EntryNumber = row.GetInt64(1),
        Entry = row.GetInt64(2),
        RecordedAt = row.GetInt64(3),
        BusinessDayMin = row.GetInt32(4),
        BusinessDayMax = row.GetInt32(5),
    };
}
