using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>How much of windowed limits is used. A new window of a limit sweeps away its earlier ones.</summary>
internal sealed class UsagesTable(SchemaName schema)
{
    private readonly string _put =
        $"""
        INSERT INTO {schema.Prefix}usages (ledger, account, limit_name, window_day, amount)
        SELECT $1, unnest($2::bigint[]), unnest($3::text[]), unnest($4::integer[]), unnest($5::text[])::numeric
        ON CONFLICT (ledger, account, limit_name, window_day) DO UPDATE SET amount = excluded.amount
        """;

    private readonly string _sweep =
        $"""
        DELETE FROM {schema.Prefix}usages u
        USING (SELECT unnest($2::bigint[]) AS account, unnest($3::text[]) AS limit_name, unnest($4::integer[]) AS window_day) n
        WHERE u.ledger = $1 AND u.account = n.account AND u.limit_name = n.limit_name AND u.window_day < n.window_day
        """;

    private readonly string _find =
        $"""
        SELECT u.account, u.limit_name, u.window_day, u.amount::text
        FROM (SELECT unnest($2::bigint[]) AS account, unnest($3::text[]) AS limit_name, unnest($4::integer[]) AS window_day) n
        JOIN {schema.Prefix}usages u ON u.ledger = $1 AND u.account = n.account AND u.limit_name = n.limit_name AND u.window_day = n.window_day
        """;

    private readonly string _page =
        $"""
        SELECT u.account, u.limit_name, u.window_day, u.amount::text FROM {schema.Prefix}usages u
        WHERE u.ledger = $1 AND (u.account, u.limit_name, u.window_day) > ($2, $3 COLLATE "C", $4)
        ORDER BY u.account, u.limit_name, u.window_day LIMIT $5
        """;

    public void Put(RoundTrip trip, long ledger, ReadOnlySpan<UsageRow> rows)
    {
        if (rows.IsEmpty)
        {
            return;
        }

        var accounts = Column.Of(rows, static (in row) => row.Account);
        var limits = Column.Of(rows, static (in row) => row.Limit);
        var windows = Column.Of(rows, static (in row) => row.Window);
        // First, so that of two windows of a limit that are written together both stay.
        trip.Run(_sweep).With(ledger).With(accounts).With(limits).With(windows);
        trip.Run(_put).With(ledger).With(accounts).With(limits).With(windows).With(Column.Of(rows, static (in row) => Column.Text(row.Amount)));
    }

    public void Find(RoundTrip trip, long ledger, ReadOnlySpan<UsageKey> keys, List<UsageRow> into) =>
        trip.Read(_find, row => into.Add(Read(row))).With(ledger)
            .With(Column.Of(keys, static (in key) => key.Account))
            .With(Column.Of(keys, static (in key) => key.Limit))
            .With(Column.Of(keys, static (in key) => key.Window));

    public void Page(RoundTrip trip, long ledger, UsageKey after, int limit, List<UsageRow> into) =>
        trip.Read(_page, row => into.Add(Read(row))).With(ledger).With(after.Account).With(after.Limit).With(after.Window).With((long)limit);

    private static UsageRow Read(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.Amount(3));
}
