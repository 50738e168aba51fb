using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>Freeze records, by the sequence of the transaction that made them.</summary>
internal sealed class FreezesTable(SchemaName schema)
{
    // Spelled out so that the partial indexes are used, which they are not with a status given as a parameter.
    private const string IsActive = "f.status = 0";

    private readonly string _put =
        $"""
        INSERT INTO {schema.Prefix}freezes (ledger, freeze_record, account, created_at, status, mode, expires_at, settled_at, amount, remaining, captured,
          reason)
        SELECT $1, unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::bigint[]), unnest($5::integer[]), unnest($6::integer[]),
          unnest($7::bigint[]), unnest($8::bigint[]), unnest($9::text[])::numeric, unnest($10::text[])::numeric, unnest($11::text[])::numeric,
          unnest($12::text[])
        ON CONFLICT (ledger, freeze_record) DO UPDATE SET account = excluded.account, created_at = excluded.created_at, status = excluded.status,
          mode = excluded.mode, expires_at = excluded.expires_at, settled_at = excluded.settled_at, amount = excluded.amount,
          remaining = excluded.remaining, captured = excluded.captured, reason = excluded.reason
        """;

    private readonly string _from =
        $"""
        SELECT f.freeze_record, f.account, f.amount::text, f.remaining::text, f.captured::text, f.status, f.mode, f.reason, f.expires_at, f.created_at,
          f.settled_at
        FROM {schema.Prefix}freezes f WHERE f.ledger = $1
        """;

    private readonly string _ofWallet =
        $" AND f.account = ANY(ARRAY(SELECT a.account FROM {schema.Prefix}accounts a WHERE a.ledger = $1 AND a.wallet = $4))";

    public const string IsDue = $"f.account = ANY($2) AND f.expires_at <= $3 AND f.expires_at IS NOT NULL AND {IsActive}";

    public void Put(RoundTrip trip, long ledger, ReadOnlySpan<FreezeRow> rows)
    {
        if (!rows.IsEmpty)
        {
            trip.Run(_put).With(ledger)
                .With(Column.Of(rows, static (in row) => row.Ordinal))
                .With(Column.Of(rows, static (in row) => row.Account))
                .With(Column.Of(rows, static (in row) => row.CreatedAt))
                .With(Column.Of(rows, static (in row) => (int)row.Status))
                .With(Column.Of(rows, static (in row) => (int)row.Mode))
                .With(Column.Of(rows, static (in row) => row.ExpiresAt))
                .With(Column.Of(rows, static (in row) => row.SettledAt))
                .With(Column.Of(rows, static (in row) => Column.Text(row.Amount)))
                .With(Column.Of(rows, static (in row) => Column.Text(row.Remaining)))
                .With(Column.Of(rows, static (in row) => Column.Text(row.Captured)))
                .With(Column.Of(rows, static (in row) => row.Reason));
        }
    }

    public void Find(RoundTrip trip, long ledger, long[] freezes, Action<FreezeRow> found) =>
        trip.Read($"{_from} AND f.freeze_record = ANY($2)", row => found(Read(row))).With(ledger).With(freezes);

    /// <summary>The records of some accounts that are stored as active and expire at or before that time.</summary>
    public void FindDue(RoundTrip trip, long ledger, long[] accounts, long expiresAtMax, Action<FreezeRow> found) =>
        trip.Read($"{_from} AND {IsDue}", row => found(Read(row))).With(ledger).With(accounts).With(expiresAtMax);

    public void List(RoundTrip trip, long ledger, FreezeFilter filter, long after, int limit, List<FreezeRow> into)
    {
        var sql = _from + " AND f.freeze_record > $2"
            + (filter.Wallet is null ? " AND $4::bigint IS NULL" : _ofWallet)
            + (filter.Status == FreezeStatus.Active ? $" AND {IsActive} AND $5::integer IS NOT NULL" : " AND ($5::integer IS NULL OR f.status = $5)")
            + (filter.ExpiresAtMax is null ? " AND $6::bigint IS NULL" : " AND f.expires_at <= $6 AND f.expires_at IS NOT NULL")
            + " ORDER BY f.freeze_record LIMIT $3";
        trip.Read(sql, row => into.Add(Read(row))).With(ledger).With(after).With((long)limit)
            .With(filter.Wallet).With((int?)filter.Status).With(filter.ExpiresAtMax);
    }

    private static FreezeRow Read(NpgsqlDataReader row) => new()
    {
        Ordinal = row.GetInt64(0),
        Account = row.GetInt64(1),
        Amount = row.Amount(2),
        Remaining = row.Amount(3),
        Captured = row.Amount(4),
        Status = (FreezeStatus)row.GetInt32(5),
        Mode = (CaptureMode)row.GetInt32(6),
        Reason = row.TextOrNull(7),
        ExpiresAt = row.Int64OrNull(8),
        CreatedAt = row.GetInt64(9),
        SettledAt = row.Int64OrNull(10),
    };
}
