using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WalletCore.Sqlite.Native;

/// <summary>
/// A connection with its prepared statements. Statements stay rooted here until <see cref="Dispose"/>: one that the finalizer thread
/// finalizes while the connection is in use can take the process down.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly List<Statement> _statements = [];
    private readonly SqliteConnection _connection;
    private readonly bool _owned;

    public Database(SqliteConnection connection, bool owned)
    {
        _connection = connection;
        _owned = owned;
        Handle = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
    }

    public sqlite3 Handle { get; }

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>The main file's canonical path as SQLite sees it.</summary>
    public string FileName => raw.sqlite3_db_filename(Handle, "main").utf8_to_string() ?? "";

    /// <summary>Prepares a statement that lives as long as this object.</summary>
    public Statement Prepare(string sql)
    {
        var statement = new Statement(Handle, sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs statements that return nothing.</summary>
    public void Execute(string sql, string doing) => SqliteFault.Check(raw.sqlite3_exec(Handle, sql), Handle, doing);

    /// <summary>Runs a statement once and answers its first column as an integer; zero without a row.</summary>
    public long ScalarInt64(string sql)
    {
        using var statement = new Statement(Handle, sql);
        return statement.Read() ? statement.Int64(0) : 0;
    }

    /// <summary>Runs a statement once and answers its first column as text.</summary>
    public string? ScalarText(string sql)
    {
        using var statement = new Statement(Handle, sql);
        return statement.Read() ? statement.TextOrNull(0) : null;
    }

    /// <summary>What SQLite finds wrong with the file, in its words; empty when nothing is.</summary>
    public List<string> IntegrityFaults()
    {
        using var statement = new Statement(Handle, "PRAGMA integrity_check(20)");
        var faults = new List<string>();
        while (statement.Read())
        {
            faults.Add(statement.Text(0));
        }

        return faults is ["ok"] ? [] : faults;
    }

    /// <summary>Ends every statement that stands in the middle of its rows.</summary>
    public void ResetStatements()
    {
        foreach (var statement in _statements)
        {
            statement.Reset();
        }
    }

    /// <summary>Undoes the open transaction if there is one. Never throws: SQLite undoes it at the latest when the connection closes.</summary>
    public void RollbackQuietly()
    {
        if (InTransaction)
        {
            _ = raw.sqlite3_exec(Handle, "ROLLBACK");
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        _statements.Clear();
        if (_owned)
        {
            _connection.Dispose();
        }
    }
}
