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
        SELECT $1, $2, unnest($3::bigint[]), unnest($4::bigint[]), unnest($5::bigint[]), unnest($6::text[]), unnest($7::bytea[]),
          unnest($8::text[])
        """;

    /// <param name="trip">The round trip.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="sequence">Where the journal stands after the commit that keeps them.</param>
    /// <param name="rows">The refusals.</param>
    /// <param name="hasher">The hash of keys.</param>
    public void Add(RoundTrip trip, long ledger, long sequence, ReadOnlySpan<AnswerRow> rows, KeyHasher hasher)
    {
        if (!rows.IsEmpty)
        {
            trip.Run(_insert).With(ledger).With(sequence)
                .With(Column.Of(rows, static (in row) => row.Ordinal))
                .With(Column.Of(rows, static (in row) => row.RecordedAt))
                .With(Column.Of(rows, (in row) => KeyText.Hash(hasher, ledger, row.Key)))
                .With(Column.Of(rows, static (in row) => row.Key))
                .With(Column.Of(rows, static (in row) => Column.Fingerprint(row.Fingerprint)))
                .With(Column.Of(rows, static (in row) => row.Refusal));
        }
    }

    public static AnswerRow Read(NpgsqlDataReader row, int first) => new()
    {
        Ordinal = row.GetInt64(first),
        Key = row.GetString(first + 1),
        Fingerprint = FingerprintBytes.Read(row.Bytes(first + 2)),
        RecordedAt = row.GetInt64(first + 3),
        Refusal = row.GetString(first + 4),
    };
}
