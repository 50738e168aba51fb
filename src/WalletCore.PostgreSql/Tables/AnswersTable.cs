using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>The refusals kept for their keys. Read by <see cref="KeysQuery"/>.</summary>
internal sealed class AnswersTable(SchemaName schema)
{
    private readonly string _insert =
        $"""
        INSERT INTO {schema.Prefix}answers (ledger, sequence, answer, recorded_at, key_hash, idempotency_key, fingerprint, refusal)
        SELECT $1, unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::bigint[]), unnest($5::bigint[]), unnest($6::text[]), unnest($7::bytea[]),
          unnest($8::text[])
        """;

    private readonly string _page =
        $"SELECT {Columns("a")} FROM {schema.Prefix}answers a WHERE a.ledger = $1 AND a.answer > $2 ORDER BY a.answer LIMIT $3";

    /// <summary>The columns of a refusal, in the order in which <see cref="Read"/> takes them.</summary>
    public static string Columns(string a) => $"{a}.answer, {a}.idempotency_key, {a}.fingerprint, {a}.recorded_at, {a}.refusal, {a}.sequence";

    public void Add(RoundTrip trip, long ledger, ReadOnlySpan<AnswerRow> rows, KeyHashes hashes)
    {
        if (!rows.IsEmpty)
        {
            trip.Run(_insert).With(ledger)
                .With(Column.Of(rows, static (in row) => row.Sequence))
                .With(Column.Of(rows, static (in row) => row.Ordinal))
                .With(Column.Of(rows, static (in row) => row.RecordedAt))
                .With(Column.Of(rows, (in row) => hashes.Of(row.Key)))
                .With(Column.Of(rows, static (in row) => row.Key))
                .With(Column.Of(rows, static (in row) => Column.Fingerprint(row.Fingerprint)))
                .With(Column.Of(rows, static (in row) => row.Refusal));
        }
    }

    public void Page(RoundTrip trip, long ledger, long after, int limit, List<AnswerRow> into) =>
        trip.Read(_page, row => into.Add(Read(row))).With(ledger).With(after).With((long)limit);

    public static AnswerRow Read(NpgsqlDataReader row) => new()
    {
        Ordinal = row.GetInt64(0),
        Key = row.GetString(1),
        Fingerprint = FingerprintBytes.Read(row.Bytes(2)),
        RecordedAt = row.GetInt64(3),
        Refusal = row.GetString(4),
        Sequence = row.GetInt64(5),
    };
}
