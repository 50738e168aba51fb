using Microsoft.Data.Sqlite;
using WalletCore;

namespace Outbox;

/// <summary>
/// The receiver: a file of its own, with what it made of the transactions so far and the position up to which it did. Both are written in one
/// transaction, so after any crash it is either done and remembered, or neither.
/// </summary>
internal sealed class Inbox : IDisposable
{
    private const string Tables =
        """
        CREATE TABLE IF NOT EXISTS position (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), sequence INTEGER NOT NULL);
        INSERT OR IGNORE INTO position VALUES (1, 0);
        CREATE TABLE IF NOT EXISTS notices (number INTEGER PRIMARY KEY, transaction_id TEXT NOT NULL UNIQUE, text TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS turnover (type TEXT PRIMARY KEY, count INTEGER NOT NULL, cents INTEGER NOT NULL);
        """;

    private readonly SqliteConnection _connection;

    public Inbox(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Run(Tables);
    }

    /// <summary>The last transaction that was dealt with; zero before the first.</summary>
    public long Position => (long)Run("SELECT sequence FROM position")!;

    // begin-snippet: OutboxApply
    /// <summary>Does what the transaction asks for, and remembers that it did. Asked for again, it does nothing.</summary>
    public void Apply(Transaction transaction)
    {
        using var commit = _connection.BeginTransaction();
        var isNew = 0L != (long)Run(
            "INSERT OR IGNORE INTO notices (transaction_id, text) VALUES ($id, $text); SELECT changes()",
            ("$id", transaction.Id.ToString()),
            ("$text", $"{transaction.Type} {transaction.Amount}"))!;
        if (isNew)
        {
            Run(
                "INSERT INTO turnover VALUES ($type, 1, $cents) ON CONFLICT (type) DO UPDATE SET count = count + 1, cents = cents + $cents",
                ("$type", transaction.Type),
                ("$cents", (long)(transaction.Amount?.AmountMinor ?? 0)));
        }

        Run("UPDATE position SET sequence = $sequence", ("$sequence", transaction.Sequence));
        commit.Commit();
    }

    // end-snippet

    /// <summary>How many transactions of a type arrived, and their sum.</summary>
    public string Turnover(string type) =>
        Run("SELECT count || ' times, ' || printf('%.2f', cents / 100.0) FROM turnover WHERE type = $type", ("$type", type)) as string ?? "never";

    public void Dispose() => _connection.Dispose();

    private object? Run(string sql, params (string Name, object Value)[] values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command.ExecuteScalar();
    }
}
