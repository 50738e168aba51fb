using Npgsql;

namespace WalletCore.PostgreSql.Faults.Tests.Support;

/// <summary>A ledger's books as plain SQL finds them: a second opinion that shares no code with the library.</summary>
internal sealed class JournalInSql
{
    private const string TheLedger = "(SELECT ledger FROM walletcore.ledgers WHERE name = $1)";

    private JournalInSql(Dictionary<string, long> posted, Dictionary<string, string> refused, IReadOnlyList<string> faults)
    {
        Posted = posted;
        Refused = refused;
        Faults = faults;
    }

    /// <summary>The sequence of each key's transaction.</summary>
    public IReadOnlyDictionary<string, long> Posted { get; }

    /// <summary>What is kept of each key's refusal.</summary>
    public IReadOnlyDictionary<string, string> Refused { get; }

    /// <summary>What is wrong, in words; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults { get; }

    public static async Task<JournalInSql> ReadAsync(NpgsqlDataSource source, string ledger)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        var faults = new List<string>();

        var posted = new Dictionary<string, long>(StringComparer.Ordinal);
        await RowsAsync("SELECT idempotency_key, sequence FROM walletcore.transactions WHERE idempotency_key IS NOT NULL AND ledger = {0}", row =>
        {
            if (!posted.TryAdd(row.GetString(0), row.GetInt64(1)))
            {
                faults.Add($"{row.GetString(0)} was posted twice: {posted[row.GetString(0)]} and {row.GetInt64(1)}");
            }
        });

        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        await RowsAsync("SELECT idempotency_key, refusal FROM walletcore.answers WHERE ledger = {0}", row =>
        {
            if (!refused.TryAdd(row.GetString(0), row.GetString(1)) || posted.ContainsKey(row.GetString(0)))
            {
                faults.Add($"{row.GetString(0)} was answered twice");
            }
        });

        await ZeroAsync("transactions missing from the sequence", "SELECT max(sequence) - count(*) FROM walletcore.transactions WHERE ledger = {0}");
        await ZeroAsync(
            "transactions beyond the head",
            "SELECT max(t.sequence) - max(h.sequence) FROM walletcore.transactions t JOIN walletcore.heads h USING (ledger) WHERE ledger = {0}");
        await ZeroAsync(
            "postings missing from their transactions",
            "SELECT (SELECT sum(posting_count) FROM walletcore.transactions WHERE ledger = {0}) - (SELECT count(*) FROM walletcore.postings WHERE ledger = {0})");
        await ZeroAsync(
            "accounts whose balance is not the sum of their entries",
            """
            WITH movements(account, minor) AS (
              SELECT debit_account, -amount FROM walletcore.postings WHERE ledger = {0}
              UNION ALL SELECT credit_account, amount FROM walletcore.postings WHERE ledger = {0}),
            derived AS (SELECT account, sum(minor) AS minor FROM movements GROUP BY account)
            SELECT count(*) FROM walletcore.accounts a JOIN walletcore.balances b USING (ledger, account) LEFT JOIN derived d USING (account)
            WHERE ledger = {0} AND b.available + b.frozen <> coalesce(d.minor, 0) * CASE WHEN a.class IN (1, 5) THEN -1 ELSE 1 END
            """);
        await ZeroAsync(
            "accounts whose frozen money is not that of their active freeze records",
            """
            SELECT count(*) FROM walletcore.balances b
            WHERE ledger = {0} AND b.frozen <>
              (SELECT coalesce(sum(remaining), 0) FROM walletcore.freezes f WHERE f.ledger = b.ledger AND f.account = b.account AND f.status = 0)
            """);
        await ZeroAsync(
            "wallets below zero",
            """
            SELECT count(*) FROM walletcore.accounts a JOIN walletcore.balances b USING (ledger, account)
            WHERE ledger = {0} AND a.wallet <> 0 AND (b.available < 0 OR b.frozen < 0)
            """);
        await ZeroAsync(
            "cents that the deposits do not explain",
            """
            SELECT (SELECT sum(available) FROM walletcore.accounts a JOIN walletcore.balances b USING (ledger, account) WHERE ledger = {0} AND a.code = 'cash')
              - (SELECT sum(amount) FROM walletcore.transactions t JOIN walletcore.rules r USING (ledger, rule) WHERE ledger = {0} AND r.name = 'deposit')
            """);
        await ZeroAsync(
            "cents that wallets and fees hold, and cash does not",
            """
            SELECT sum(CASE WHEN a.code = 'cash' THEN -1 ELSE 1 END * (b.available + b.frozen))
            FROM walletcore.accounts a JOIN walletcore.balances b USING (ledger, account) WHERE ledger = {0}
            """);
        return new JournalInSql(posted, refused, faults);

        Task ZeroAsync(string what, string sql) => RowsAsync(sql, row =>
        {
            if (row.IsDBNull(0) || Convert.ToDecimal(row.GetValue(0), System.Globalization.CultureInfo.InvariantCulture) != 0)
            {
                faults.Add($"{what}: {(row.IsDBNull(0) ? "unknown" : row.GetValue(0))}");
            }
        });

        async Task RowsAsync(string sql, Action<NpgsqlDataReader> visit)
        {
            await using var command = new NpgsqlCommand(sql.Replace("{0}", TheLedger, StringComparison.Ordinal), connection, snapshot);
            command.CommandTimeout = 600;
            command.Parameters.AddWithValue(ledger);
            await using var row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync())
            {
                visit(row);
            }
        }
    }
}
