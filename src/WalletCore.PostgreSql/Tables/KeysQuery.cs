using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>
/// What keys answered. Rows are found by the key's hash and compared by its text here, so that keys that collide, or that were used again,
/// only bring a row too many.
/// </summary>
internal sealed class KeysQuery(SchemaName schema)
{
    private readonly string _transactions =
        $"""
        SELECT {TransactionsTable.Columns("t")}, {PostingsTable.Columns("p")} FROM {schema.Prefix}transactions t
        LEFT JOIN {PostingsTable.Lateral(schema)} ON true
        WHERE t.ledger = $1 AND t.key_hash = ANY($2)
        """;

    private readonly string _answers =
        $"""
        SELECT {AnswersTable.Columns("a")} FROM {schema.Prefix}answers a
        WHERE a.ledger = $1 AND a.key_hash = ANY($2)
        """;

    // The division fails where a key was answered or the schema is newer, as in HeadsTable, and then nothing after it is run.
    private readonly string _areNew =
        $"""
        SELECT 1 / CASE WHEN (SELECT max(version) FROM {schema.Prefix}schema_migrations) <= $3
          AND NOT EXISTS (SELECT FROM {schema.Prefix}transactions t WHERE t.ledger = $1 AND t.key_hash = ANY($2))
          AND NOT EXISTS (SELECT FROM {schema.Prefix}answers a WHERE a.ledger = $1 AND a.key_hash = ANY($2)) THEN 1 ELSE 0 END
        """;

    /// <summary>A division by zero where one of the keys may have been answered (or shares its hash with one that was), or where the schema is newer.</summary>
    public void RequireNew(RoundTrip trip, long ledger, long[] hashes, int version) =>
        trip.Call(_areNew).With(ledger).With(hashes).With(version);

    public void Find(RoundTrip trip, long ledger, long[] hashes, KeyAnswers into)
    {
        trip.Read(_transactions, row => Collect(row, into)).With(ledger).With(hashes);
        trip.Read(_answers, row => into.Add(AnswersTable.Read(row))).With(ledger).With(hashes);
    }

    private static void Collect(NpgsqlDataReader row, KeyAnswers into)
    {
        const int first = TransactionsTable.ColumnCount;
        into.Add(TransactionsTable.Read(row), row.IsDBNull(first) ? null : PostingsTable.Read(row, first));
    }
}
