using Microsoft.Data.Sqlite;

namespace WalletCore.Load.Contestants;

/// <summary>Opens files the same way for every contestant: the pragmas that the library's own store sets.</summary>
internal static class SqliteFile
{
    private const string Pragmas =
        """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA cache_size = -65536;
        PRAGMA wal_autocheckpoint = 4096;
        PRAGMA journal_size_limit = 16777216;
        """;

    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, Pragmas);
        return connection;
    }

    /// <summary>Runs statements that are written out in this program.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only literals of this program come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only literals of this program come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>How large the database is, the write-ahead log's pages counted where they will go.</summary>
    public static long LengthOf(string path)
    {
        using var connection = Open(path);
        return Scalar(connection, "PRAGMA page_count") * Scalar(connection, "PRAGMA page_size");
    }

    public static string VersionText()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return connection.ServerVersion;
    }
}
