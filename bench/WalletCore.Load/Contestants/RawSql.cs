using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WalletCore.Load.Contestants;

/// <summary>A prepared statement of SQLite, with nothing between it and the caller. Parameters count from 1.</summary>
internal sealed class RawSql : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public RawSql(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle!;
        Require(raw.sqlite3_prepare_v2(_connection, sql, out _statement));
    }

    public RawSql Bind(int index, long value)
    {
        _ = raw.sqlite3_bind_int64(_statement, index, value);
        return this;
    }

    public RawSql BindText(int index, ReadOnlySpan<byte> utf8)
    {
        _ = raw.sqlite3_bind_text(_statement, index, utf8);
        return this;
    }

    public RawSql BindBlob(int index, ReadOnlySpan<byte> bytes)
    {
        _ = raw.sqlite3_bind_blob(_statement, index, bytes);
        return this;
    }

    public void Run()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            Require(code);
        }

        _ = raw.sqlite3_reset(_statement);
    }

    public void Dispose() => _statement.Dispose();

    private void Require(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new InvalidOperationException($"SQLite code {code}: {raw.sqlite3_errmsg(_connection).utf8_to_string()}");
        }
    }
}
