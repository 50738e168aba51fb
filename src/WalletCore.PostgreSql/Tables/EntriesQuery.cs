using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>
/// The entries of an account: the server walks back along the account's chain, from the nearest waypoint after the range or from the last
/// entry, so that a page is one statement. The limit of one within the walk keeps the server from reading a whole table at each step.
/// </summary>
internal sealed class EntriesQuery(SchemaName schema)
{
    private readonly string _sql =
        $"""
        WITH RECURSIVE start AS (
          SELECT coalesce(w.entry_number, b.entry_count) AS number, coalesce(w.entry, b.last_entry) AS entry
          FROM {schema.Prefix}balances b LEFT JOIN LATERAL (
            SELECT w.entry_number, w.entry FROM {schema.Prefix}waypoints w
            WHERE w.ledger = $1 AND w.account = $2 AND w.entry_number >= $4 AND w.entry_number < b.entry_count
            ORDER BY w.entry_number LIMIT 1) w ON true
          WHERE b.ledger = $1 AND b.account = $2 AND b.entry_count >= $3),
        chain(number, entry) AS (
          SELECT number, entry FROM start
          UNION ALL
          SELECT c.number - 1, CASE WHEN c.entry & 1 = 0 THEN p.debit_previous ELSE p.credit_previous END
          FROM chain c CROSS JOIN LATERAL (
            SELECT p.debit_previous, p.credit_previous FROM {schema.Prefix}postings p
            WHERE p.ledger = $1 AND p.posting = c.entry >> 1 LIMIT 1) p
          WHERE c.number > $3)
        SELECT c.number, c.entry, {TransactionsTable.Columns("t")}, {PostingsTable.Columns("p")} FROM chain c
        LEFT JOIN {schema.Prefix}postings p ON p.ledger = $1 AND p.posting = c.entry >> 1
        LEFT JOIN {schema.Prefix}transactions t ON t.ledger = $1 AND t.sequence = p.sequence
        WHERE c.number <= $4 ORDER BY c.number
        """;

    public void Read(RoundTrip trip, long ledger, long account, long first, long last, List<EntryFacts> into) =>
        trip.Read(_sql, row => into.Add(Read(row))).With(ledger).With(account).With(first).With(last);

    private static EntryFacts Read(NpgsqlDataReader row)
    {
        const int header = 2;
        const int posting = header + TransactionsTable.ColumnCount;
        var entry = row.GetInt64(1);
        if (row.IsDBNull(posting))
        {
            throw PostingsTable.Missing(entry >> 1);
        }

        return new EntryFacts(
            row.GetInt64(0),
            row.IsDBNull(header) ? default : TransactionsTable.Read(row, header),
            PostingsTable.Read(row, posting),
            (Side)(entry & 1));
    }
}
