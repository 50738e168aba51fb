using Microsoft.Data.Sqlite;

namespace WalletCore.Crash.Tests.Support;

/// <summary>The books as plain SQL finds them in the file: a second opinion that shares no code with the library.</summary>
internal sealed class FileBooks
{
    /// <summary>Ids are ledger * 2^40 + ordinal, and the file has one ledger, number 0 or 1; the mask takes the ordinal.</summary>
    private const string Ordinal = "id & 0xFFFFFFFFFF";

    private FileBooks(Dictionary<string, long> posted, Dictionary<string, string> refused, long walletCount, IReadOnlyList<string> faults)
    {
        WalletCount = walletCount;
        Posted = posted;
        Refused = refused;
        Faults = faults;
    }

    /// <summary>The sequence of each key's transaction.</summary>
    public IReadOnlyDictionary<string, long> Posted { get; }

    /// <summary>What is kept of each key's refusal.</summary>
    public IReadOnlyDictionary<string, string> Refused { get; }

    /// <summary>How many wallets there are; opening one is a transaction without a key.</summary>
    public long WalletCount { get; }

    /// <summary>What is wrong, in words; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults { get; }

    public static FileBooks Read(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var snapshot = connection.BeginTransaction(deferred: true);
        var faults = new List<string>();

        var posted = new Dictionary<string, long>(StringComparer.Ordinal);
        Rows($"SELECT idempotency_key, {Ordinal} FROM transactions WHERE idempotency_key IS NOT NULL", row =>
        {
            if (!posted.TryAdd(row.GetString(0), row.GetInt64(1)))
            {
                faults.Add($"{row.GetString(0)} was posted twice: {posted[row.GetString(0)]} and {row.GetInt64(1)}");
            }
        });

        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        Rows("SELECT idempotency_key, refusal FROM answers", row =>
        {
            if (!refused.TryAdd(row.GetString(0), row.GetString(1)) || posted.ContainsKey(row.GetString(0)))
            {
                faults.Add($"{row.GetString(0)} was answered twice");
            }
        });

        Zero("transactions missing from the sequence", $"SELECT coalesce(max({Ordinal}), 0) - count(*) FROM transactions");
        Zero("transactions beyond the head", $"SELECT (SELECT coalesce(max({Ordinal}), 0) FROM transactions) - sequence FROM current_heads");
        Zero("postings missing from their transactions", "SELECT (SELECT coalesce(sum(posting_count), 0) FROM transactions) - (SELECT count(*) FROM postings)");
        Zero(
            "transactions with another number of postings than they say",
            $"SELECT count(*) FROM transactions t WHERE posting_count <> (SELECT count(*) FROM postings p WHERE p.{Ordinal} BETWEEN t.first_posting "
                + $"AND t.first_posting + t.posting_count - 1 AND p.sequence = t.{Ordinal}) AND t.{Ordinal} > (SELECT max({Ordinal}) - 5000 FROM transactions)");
        Zero(
            "accounts whose balance is not the sum of their entries",
            $"""
            WITH movements(account, minor) AS (
              SELECT debit_account, -amount FROM postings UNION ALL SELECT credit_account, amount FROM postings),
            derived AS (SELECT account, sum(minor) AS minor FROM movements GROUP BY account)
            SELECT count(*) FROM accounts a JOIN current_balances b ON b.id = a.id LEFT JOIN derived d ON d.account = a.{Ordinal}
            WHERE b.available + b.frozen <> coalesce(d.minor, 0) * CASE WHEN a.class IN (1, 5) THEN -1 ELSE 1 END
            """);
        Zero(
            "accounts whose frozen money is not that of their active freeze records",
            $"""
            SELECT count(*) FROM accounts a JOIN current_balances b ON b.id = a.id
            WHERE b.frozen <> (SELECT coalesce(sum(remaining), 0) FROM freezes f WHERE f.account = a.{Ordinal} AND f.status = 0)
            """);
        Zero("wallets below zero", "SELECT count(*) FROM accounts a JOIN current_balances b ON b.id = a.id WHERE a.wallet <> 0 AND (b.available < 0 OR b.frozen < 0)");
        Zero(
            "cents that the deposits do not explain",
            "SELECT (SELECT coalesce(sum(available), 0) FROM accounts a JOIN current_balances b ON b.id = a.id WHERE a.code = 'cash') - "
                + "(SELECT coalesce(sum(t.amount), 0) FROM transactions t JOIN rules r ON r.id = (t.id >> 40 << 40) + t.rule WHERE r.name = 'deposit')");
        Zero(
            "cents that wallets and fees hold, and cash does not",
            "SELECT coalesce(sum(CASE WHEN a.code = 'cash' THEN -1 ELSE 1 END * (b.available + b.frozen)), 0) FROM accounts a JOIN current_balances b ON b.id = a.id");
        var walletCount = 0L;
        Rows("SELECT count(*) FROM wallets", row => walletCount = row.GetInt64(0));
        return new FileBooks(posted, refused, walletCount, faults);

        void Zero(string what, string sql) => Rows(sql, row =>
        {
            if (row.IsDBNull(0) || row.GetInt64(0) is not 0)
            {
                faults.Add($"{what}: {(row.IsDBNull(0) ? "unknown" : row.GetInt64(0))}");
            }
        });

        void Rows(string sql, Action<SqliteDataReader> visit)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.Transaction = snapshot;
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                visit(row);
            }
        }
    }
}
