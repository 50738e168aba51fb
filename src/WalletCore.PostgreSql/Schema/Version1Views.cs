namespace WalletCore.PostgreSql.Schema;

/// <summary>Views for people with psql: ledger by name, times with time zone, amounts as signed decimals.</summary>
internal static class Version1Views
{
    public static readonly string Sql =
        $"""
        -- Every transaction: who, when, how much.
        CREATE VIEW transactions_view AS
        SELECT l.name AS ledger, t.sequence, {Time("t.recorded_at")} AS recorded_at, r.name AS type, {Day("t.business_day")} AS business_date,
          CASE WHEN t.currency IS NOT NULL THEN {Decimal("coalesce(t.wide::numeric, t.amount)",
              "coalesce((SELECT a.minor_units FROM accounts a WHERE a.ledger = t.ledger AND a.currency = t.currency LIMIT 1), 0)")} END AS amount,
          t.currency, t.reference, t.idempotency_key, t.original AS original_sequence, t.freeze_record AS freeze_sequence,
          t.description, t.channel, t.correlation_id, t.reason, t.actor_id, t.actor_roles, t.metadata
        FROM transactions t JOIN ledgers l ON l.ledger = t.ledger LEFT JOIN rules r ON r.ledger = t.ledger AND r.rule = t.rule;
        -- Every debit and credit line, with the balances after it.
        CREATE VIEW entries_view AS
        {Entries("debit", 0)}
        UNION ALL
        {Entries("credit", 1)};
        -- Every account with what it holds, in its normal direction.
        CREATE VIEW balances_view AS
        SELECT l.name AS ledger, a.account, nullif(a.wallet, 0) AS wallet, w.owner_id, w.application_id, w.label, a.code,
          CASE a.class WHEN 1 THEN 'asset' WHEN 2 THEN 'liability' WHEN 3 THEN 'equity' WHEN 4 THEN 'revenue' ELSE 'expense' END AS class,
          a.number, {Decimal(Wide("b", "available", 1), "a.minor_units")} AS available, {Decimal(Wide("b", "frozen", 2), "a.minor_units")} AS frozen,
          a.currency, b.entry_count
        FROM accounts a JOIN balances b ON b.ledger = a.ledger AND b.account = a.account JOIN ledgers l ON l.ledger = a.ledger
          LEFT JOIN wallets w ON a.wallet <> 0 AND w.ledger = a.ledger AND w.wallet = a.wallet;

        """;

    private static string Entries(string side, int number) =>
        $"""
        SELECT l.name AS ledger, p.sequence, p.posting, {Time("t.recorded_at")} AS recorded_at, r.name AS type,
          p.{side}_account AS account, coalesce(a.code, w.owner_id) AS holder, '{side}' AS side,
          CASE p.flags >> {number * 2} & 3 WHEN 0 THEN 'available' ELSE 'frozen' END AS pocket,
          CASE p.flags >> 5 WHEN 0 THEN 'principal' WHEN 1 THEN 'fee' ELSE 'tax' END AS role,
          {Decimal(Wide("p", "amount", 1), "a.minor_units")} AS amount, a.currency,
          {Decimal(Wide("p", $"{side}_available", 2 + (number * 2)), "a.minor_units")} AS available_after,
          {Decimal(Wide("p", $"{side}_frozen", 3 + (number * 2)), "a.minor_units")} AS frozen_after
        FROM postings p JOIN transactions t ON t.ledger = p.ledger AND t.sequence = p.sequence
          JOIN accounts a ON a.ledger = p.ledger AND a.account = p.{side}_account JOIN ledgers l ON l.ledger = p.ledger
          LEFT JOIN wallets w ON a.wallet <> 0 AND w.ledger = a.ledger AND w.wallet = a.wallet
          LEFT JOIN rules r ON r.ledger = t.ledger AND r.rule = t.rule
        """;

    private static string Time(string micros) => $"timestamptz 'epoch' + {micros} * interval '1 microsecond'";

    private static string Day(string dayNumber) => $"date '0001-01-01' + {dayNumber}";

    private static string Wide(string table, string column, int place) =>
        $"CASE WHEN {table}.wide = '' THEN {table}.{column}::numeric ELSE split_part({table}.wide, ',', {place})::numeric END";

    // A power of ten spelled out is exact at any scale; dividing, or raising 10 to it, keeps some 16 digits only.
    private static string Decimal(string amount, string decimals) => $"({amount}) * ('1e-' || ({decimals}))::numeric";
}
