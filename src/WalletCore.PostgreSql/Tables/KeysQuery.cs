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
    // The first transaction under a hash, and with it those that came under it later; next to never is there any.
    private readonly string _transactions =
        $"""
        SELECT f.key_hash, {TransactionsTable.Columns("t")}, {PostingsTable.Columns("p")} FROM {schema.Prefix}transactions f
        CROSS JOIN LATERAL (
          SELECT f.* UNION ALL
          SELECT a.* FROM {schema.Prefix}transactions a WHERE a.ledger = f.ledger AND a.key_hash_again = f.key_hash) t
        LEFT JOIN {PostingsTable.Lateral(schema)} ON true
        WHERE f.ledger = $1 AND f.key_hash = ANY($2)
        """;

    private readonly string _answers =
        $"""
        SELECT {AnswersTable.Columns("a")} FROM {schema.Prefix}answers a
        WHERE a.ledger = $1 AND a.key_hash = ANY($2)
        """;

    private readonly string _taken = $"SELECT t.key_hash FROM {schema.Prefix}transactions t WHERE t.ledger = $1 AND t.key_hash = ANY($2)";

    // The divisions fail where a key was answered, as in HeadsTable, and then nothing after them is run.
    private readonly string _areUnused =
        $"""
        SELECT 1 / CASE WHEN EXISTS (SELECT FROM {schema.Prefix}transactions t WHERE t.ledger = $1 AND t.key_hash = ANY($2)) THEN 0 ELSE 1 END
        """;

    private readonly string _areUnrefused =
        $"""
        SELECT 1 / CASE WHEN EXISTS (SELECT FROM {schema.Prefix}answers a WHERE a.ledger = $1 AND a.key_hash = ANY($2)) THEN 0 ELSE 1 END
        """;

    /// <summary>A division by zero where a transaction was posted under one of the keys, or under one that shares its hash.</summary>
    public void RequireUnused(RoundTrip trip, long ledger, long[] hashes) => trip.Call(_areUnused).With(ledger).With(hashes);

    /// <summary>A division by zero where a refusal was kept for one of the keys, or for one that shares its hash.</summary>
    public void RequireUnrefused(RoundTrip trip, long ledger, long[] hashes) => trip.Call(_areUnrefused).With(ledger).With(hashes);

    /// <summary>Those of the hashes that a transaction has.</summary>
    public void Taken(RoundTrip trip, long ledger, long[] hashes, Action<long> found) =>
        trip.Read(_taken, row => found(row.GetInt64(0))).With(ledger).With(hashes);

    public void Find(RoundTrip trip, long ledger, long[] hashes, KeyAnswers into)
    {
        trip.Read(_transactions, row => Collect(row, into)).With(ledger).With(hashes);
        trip.Read(_answers, row => into.Add(AnswersTable.Read(row))).With(ledger).With(hashes);
    }

    private static void Collect(NpgsqlDataReader row, KeyAnswers into)
    {
        const int first = 1;
        const int posting = first + TransactionsTable.ColumnCount;
        into.Add(row.GetInt64(0), TransactionsTable.Read(row, first), row.IsDBNull(posting) ? null : PostingsTable.Read(row, posting));
    }
}
