using Microsoft.Data.Sqlite;

namespace WalletCore.Load.Contestants;

/// <summary>The statements that the library's SQLite store runs for a commit of transfers. Ledger number zero, so a row's id is its ordinal.</summary>
internal sealed class FloorStatements(SqliteConnection connection) : IDisposable
{
    public RawSql Begin { get; } = new(connection, "BEGIN IMMEDIATE");

    public RawSql End { get; } = new(connection, "COMMIT");

    public RawSql Transaction { get; } = new(
        connection,
        """
        INSERT INTO transactions (id, recorded_at, rule, first_posting, posting_count, amount, currency, business_day, idempotency_key,
          fingerprint, reference, original, freeze, wallet) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)
        """);

    public RawSql Posting { get; } = new(
        connection,
        """
        INSERT INTO postings (id, sequence, debit_account, credit_account, flags, amount, debit_available, debit_frozen, credit_available,
          credit_frozen, debit_previous, credit_previous) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)
        """);

    public RawSql Waypoint { get; } = new(
        connection,
        "INSERT INTO waypoints (account, entry_number, entry, recorded_at, business_day_min, business_day_max) VALUES (?1,?2,?3,?4,?5,?6)");

    public RawSql Balance { get; } = new(
        connection,
        """
        INSERT OR REPLACE INTO balances (id, available, frozen, entry_count, last_entry, business_day_min, business_day_span)
        VALUES (?1,?2,?3,?4,?5,?6,?7)
        """);

    public RawSql Commit { get; } = new(
        connection, "INSERT INTO commits (id, first_sequence, last_sequence, recorded_at, hash) VALUES (?1,?2,?3,?4,?5)");

    public RawSql Head { get; } = new(
        connection,
        "UPDATE ledgers SET sequence = ?1, postings = ?2, commits = ?3, recorded_at = ?4, hash = ?5, keys_indexed_through = ?6, balances_through = ?7 WHERE number = 0");

    public void Dispose()
    {
        foreach (var statement in new[] { Begin, End, Transaction, Posting, Waypoint, Balance, Commit, Head })
        {
            statement.Dispose();
        }
    }
}
