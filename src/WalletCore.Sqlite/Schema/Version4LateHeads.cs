namespace WalletCore.Sqlite.Schema;

/// <summary>
/// Version 4: a ledger's row may lag behind its commits. No row is moved; a program that does not know would take an old head for the newest one, which is why
/// there is a version.
/// </summary>
internal static class Version4LateHeads
{
    public static readonly string Sql =
        $"""
        -- Where every ledger stands, as in table ledgers: that table's row, and the last commit since.
        CREATE VIEW current_heads AS
        SELECT l.number, l.id, l.name, coalesce(c.last_sequence, l.sequence) AS sequence,
          coalesce(t.first_posting + t.posting_count - 1, l.postings) AS postings, coalesce(c.id & 0xFFFFFFFFFF, l.commits) AS commits,
          l.wallets, l.accounts, l.rules, l.answers, coalesce(c.recorded_at, l.recorded_at) AS recorded_at, coalesce(c.hash, l.hash) AS hash
        FROM ledgers l
          LEFT JOIN commits c ON l.commits > 0
            AND c.id = (SELECT max(n.id) FROM commits n WHERE n.id > (l.number << 40) + l.commits AND n.id < (l.number + 1) << 40)
          LEFT JOIN transactions t ON t.id = (l.number << 40) + c.last_sequence;
        DROP VIEW balances_view;
        DROP VIEW current_balances;
        {Version2LateBalances.CurrentBalances("p.id < (h.number + 1) << 40")}
        {Version1Views.BalancesOf("current_balances")}
        """;
}
