using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WalletCore.Sqlite.Native;

/// <summary>The one place where SQLite's result codes become <see cref="WalletStoreException"/>.</summary>
internal static class SqliteFault
{
    /// <summary>Throws unless the code is a success.</summary>
    public static void Check(int code, sqlite3? connection, string doing)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw From(code, connection is null ? null : raw.sqlite3_errmsg(connection).utf8_to_string(), doing);
        }
    }

    /// <summary>The exception for what the managed driver threw.</summary>
    public static WalletStoreException From(SqliteException fault, string doing) =>
        Make(fault.SqliteExtendedErrorCode, fault.Message, doing, fault);

    /// <summary>The exception for a result code, primary or extended.</summary>
    public static WalletStoreException From(int code, string? detail, string doing) => Make(code, detail, doing, null);

    private static SqliteStoreException Make(int code, string? detail, string doing, Exception? inner)
    {
        var (explanation, transient) = Explain(code & 0xFF);
        return new SqliteStoreException($"{doing} failed: {explanation} (SQLite code {code}: {detail ?? "no detail"}).", code, transient, inner);
    }

    private static (string Explanation, bool IsTransient) Explain(int primaryCode) => primaryCode switch
    {
        raw.SQLITE_BUSY => ("the database is locked by another connection or process; try again", true),
        raw.SQLITE_LOCKED => ("a table is locked by another statement; try again", true),
        raw.SQLITE_PROTOCOL => ("too many processes raced for the write-ahead log's lock; try again", true),
        raw.SQLITE_SCHEMA => ("the schema changed meanwhile; try again", true),
        raw.SQLITE_INTERRUPT or raw.SQLITE_ABORT => ("the statement was interrupted; try again", true),
        raw.SQLITE_NOMEM => ("the process is out of memory", true),
        raw.SQLITE_FULL => ("the disk, or the file's largest size, is full; nothing was written: make room and try again", false),
        raw.SQLITE_IOERR => ("the disk or file system reported an error; check the volume and its free space", false),
        raw.SQLITE_CORRUPT => ("the file is damaged; stop writing, keep a copy, and restore a backup", false),
        raw.SQLITE_NOTADB => ("the file is not a SQLite database (or is encrypted)", false),
        raw.SQLITE_READONLY => ("the database is read-only for this process; check the file's and the directory's permissions", false),
        raw.SQLITE_PERM or raw.SQLITE_AUTH => ("this process may not access the database", false),
        raw.SQLITE_CANTOPEN => ("the file cannot be opened; check the path, the directory and its permissions", false),
        raw.SQLITE_CONSTRAINT => ("a constraint of the schema refused the row: two writers, or a change set that contradicts the ledger", false),
        raw.SQLITE_TOOBIG => ("a value is larger than SQLite allows", false),
        _ => ("SQLite refused", false),
    };
}
