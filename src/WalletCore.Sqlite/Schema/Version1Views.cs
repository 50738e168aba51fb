namespace WalletCore.Sqlite.Schema;

/// <summary>Views for people with the sqlite3 shell: ledger by name, times in ISO 8601, amounts as signed decimals.</summary>
internal static class Version1Views
{
    public static readonly string Sql =
        $"""
        -- Every transaction: who, when, how much.
        CREATE VIEW transactions_view AS
        SELECT l.name AS ledger, t.id & 0xFFFFFFFFFF AS sequence, {Time("t.recorded_at")} AS recorded_at, r.name AS type,
          {Day("t.business_day")} AS business_date,
          CASE WHEN t.currency IS NULL THEN NULL ELSE coalesce(
            {Decimal("t.amount", "(SELECT a.minor_units FROM accounts a WHERE a.id >> 40 = t.id >> 40 AND a.currency = t.currency LIMIT 1)")},
            CAST(t.amount AS TEXT)) END AS amount,
          t.currency, t.reference, t.idempotency_key, nullif(t.original, 0) AS original_sequence, nullif(t.freeze, 0) AS freeze_sequence,
          t.description, t.channel, t.correlation_id, t.reason, t.actor_id, t.actor_roles, t.metadata
        FROM transactions t JOIN ledgers l ON l.number = t.id >> 40 LEFT JOIN rules r ON r.id = (t.id >> 40 << 40) + t.rule;
        -- Every debit and credit line, with the balances after it.
        CREATE VIEW entries_view AS
        {Entries("debit", 0)}
        UNION ALL
        {Entries("credit", 1)};
        {BalancesOf("balances")}

        """;

    /// <summary>The view of balances over that table or view.</summary>
    public static string BalancesOf(string balances) =>
        $"""
        -- Every account with what it holds, in its normal direction.
        CREATE VIEW balances_view AS
        SELECT l.name AS ledger, a.id & 0xFFFFFFFFFF AS account, nullif(a.wallet, 0) AS wallet, w.owner_id, w.application_id, w.label, a.code,
          CASE a.class WHEN 1 THEN 'asset' WHEN 2 THEN 'liability' WHEN 3 THEN 'equity' WHEN 4 THEN 'revenue' ELSE 'expense' END AS class,
          a.number, {Decimal("b.available", "a.minor_units")} AS available, {Decimal("b.frozen", "a.minor_units")} AS frozen,
          a.currency, b.entry_count
        FROM accounts a JOIN {balances} b ON b.id = a.id JOIN ledgers l ON l.number = a.id >> 40
          LEFT JOIN wallets w ON a.wallet <> 0 AND w.id = (a.id >> 40 << 40) + a.wallet;
        """;

    private static string Entries(string side, int number) =>
        $"""
        SELECT l.name AS ledger, p.sequence, p.id & 0xFFFFFFFFFF AS posting, {Time("t.recorded_at")} AS recorded_at, r.name AS type,
          p.{side}_account AS account, coalesce(a.code, w.owner_id) AS holder, '{side}' AS side,
          CASE p.flags >> {number * 2} & 3 WHEN 0 THEN 'available' ELSE 'frozen' END AS pocket,
          CASE p.flags >> 5 WHEN 0 THEN 'principal' WHEN 1 THEN 'fee' ELSE 'tax' END AS role,
          {Decimal("p.amount", "a.minor_units")} AS amount, a.currency,
          {Decimal($"p.{side}_available", "a.minor_units")} AS available_after, {Decimal($"p.{side}_frozen", "a.minor_units")} AS frozen_after
        FROM postings p JOIN transactions t ON t.id = (p.id >> 40 << 40) + p.sequence
          JOIN accounts a ON a.id = (p.id >> 40 << 40) + p.{side}_account JOIN ledgers l ON l.number = p.id >> 40
          LEFT JOIN wallets w ON a.wallet <> 0 AND w.id = (a.id >> 40 << 40) + a.wallet
          LEFT JOIN rules r ON r.id = (t.id >> 40 << 40) + t.rule
        """;

    private static string Time(string micros) =>
        $"strftime('%Y-%m-%dT%H:%M:%S', {micros} / 1000000, 'unixepoch') || printf('.%06dZ', {micros} % 1000000)";

    // Julian day 1721425.5 is 0001-01-01.
    private static string Day(string dayNumber) => $"date({dayNumber} + 1721425.5)";

    // Works on the digits, because an amount may be wider than SQLite's integers.
    private static string Decimal(string amount, string decimals)
    {
        var digits = $"ltrim({amount}, '-')";
        var padded = $"substr('0000000000000000000000000000000000000000' || {digits}, -max(length({digits}), {decimals} + 1))";
        return $"CASE WHEN {decimals} = 0 THEN CAST({amount} AS TEXT) "
            + $"ELSE CASE WHEN {amount} LIKE '-%' THEN '-' ELSE '' END || substr({padded}, 1, length({padded}) - {decimals}) "
            + $"|| '.' || substr({padded}, -({decimals})) END";
    }
}
