namespace WalletCore.Sqlite.Schema;

/// <summary>Version 2: balances may lag behind the journal, and the views look into both.</summary>
internal static class Version2LateBalances
{
    public static readonly string Sql =
        $"""
        ALTER TABLE ledgers ADD COLUMN balances_through INTEGER NOT NULL DEFAULT 0;
        UPDATE ledgers SET balances_through = postings;
        {CurrentBalances("p.id <= (h.number << 40) + h.postings")}
        DROP VIEW balances_view;
        {Version1Views.BalancesOf("current_balances")}
        """;

    /// <summary>The view of balances over their table and the postings after it.</summary>
    /// <param name="end">Which postings <c>p</c> are not beyond the end of ledger <c>h</c>.</param>
    public static string CurrentBalances(string end) =>
        $"""
        -- What every account holds, its ids as in table balances: that table's row, or where the account moved since, what its last posting says.
        CREATE VIEW current_balances AS
        WITH late AS ( -- max() makes the other columns those of the last entry
          SELECT m.account AS id, max(m.entry) AS last_entry, m.available, m.frozen, count(*) AS entry_count
          FROM ({Moves("debit", 0, end)} UNION ALL {Moves("credit", 1, end)}) m JOIN balances b ON b.id = m.account
          WHERE m.entry > b.last_entry GROUP BY m.account)
        SELECT b.id, CASE WHEN l.id IS NULL THEN b.available ELSE l.available END AS available,
          CASE WHEN l.id IS NULL THEN b.frozen ELSE l.frozen END AS frozen,
          b.entry_count + coalesce(l.entry_count, 0) AS entry_count, coalesce(l.last_entry, b.last_entry) AS last_entry
        FROM balances b LEFT JOIN late l ON l.id = b.id;
        """;

    private static string Moves(string side, int number, string end) =>
        $"""
        SELECT (p.id >> 40 << 40) + p.{side}_account AS account, 2 * (p.id & 0xFFFFFFFFFF) + {number} AS entry,
            p.{side}_available AS available, p.{side}_frozen AS frozen
          FROM ledgers h JOIN postings p ON p.id > (h.number << 40) + h.balances_through AND {end}
        """;
}
