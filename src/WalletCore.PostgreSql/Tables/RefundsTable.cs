using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>How much of a transaction was given back, by the original's sequence.</summary>
internal sealed class RefundsTable(SchemaName schema)
{
    private readonly string _put =
        $"""
        INSERT INTO {schema.Prefix}refunds (ledger, original, count, cancelled, refunded, by_posting)
        SELECT $1, unnest($2::bigint[]), unnest($3::integer[]), unnest($4::boolean[]), unnest($5::text[])::numeric, unnest($6::text[])
        ON CONFLICT (ledger, original) DO UPDATE SET count = excluded.count, cancelled = excluded.cancelled, refunded = excluded.refunded,
          by_posting = excluded.by_posting
        """;

    private readonly string _from =
        $"SELECT original, refunded::text, count, cancelled, by_posting FROM {schema.Prefix}refunds WHERE ledger = $1";

    public void Put(RoundTrip trip, long ledger, ReadOnlySpan<RefundRow> rows)
    {
        if (!rows.IsEmpty)
        {
            trip.Run(_put).With(ledger)
                .With(Column.Of(rows, static (in row) => row.Original))
                .With(Column.Of(rows, static (in row) => row.Count))
                .With(Column.Of(rows, static (in row) => row.Cancelled))
                .With(Column.Of(rows, static (in row) => Column.Text(row.Refunded)))
                .With(Column.Of(rows, static (in row) => AmountList.Write(row.ByPosting)));
        }
    }

    public void Find(RoundTrip trip, long ledger, long[] originals, List<RefundRow> into) =>
        trip.Read($"{_from} AND original = ANY($2)", row => into.Add(Read(row))).With(ledger).With(originals);

    public void Page(RoundTrip trip, long ledger, long after, int limit, List<RefundRow> into) =>
        trip.Read($"{_from} AND original > $2 ORDER BY original LIMIT $3", row => into.Add(Read(row)))
            .With(ledger).With(after).With((long)limit);

    private static RefundRow Read(NpgsqlDataReader row) => new()
    {
        Original = row.GetInt64(0),
        Refunded = row.Amount(1),
        Count = row.GetInt32(2),
        Cancelled = row.GetBoolean(3),
        ByPosting = AmountList.Read(row.GetString(4)),
    };
}
