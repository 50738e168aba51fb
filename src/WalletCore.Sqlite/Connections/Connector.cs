using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using WalletCore.Sqlite.Native;
using WalletCore.Sqlite.Schema;

namespace WalletCore.Sqlite.Connections;

/// <summary>Opens connections the way the store needs them.</summary>
internal sealed class Connector(SqliteWalletStoreOptions options, string connectionString, Migrator migrator)
{
    private const int PageBytes = 4096;
    private const int ReaderCacheShare = 16;

    // Long enough to bridge another process's short commit, short enough not to hold a thread; BusyRetry does the real waiting.
    private const int NativeBusyMilliseconds = 5;

    private readonly SqliteOpenMode _mode = new SqliteConnectionStringBuilder(connectionString).Mode;

    /// <summary>Opens a writing connection; creates the file and migrates its schema as needed.</summary>
    public StoreConnection OpenWriter() => Open(database =>
    {
        if (_mode == SqliteOpenMode.ReadOnly)
        {
            RequireSchema(database);
        }
        else
        {
            migrator.Run(database, options.AdoptExistingFile, mayCreate: _mode == SqliteOpenMode.ReadWriteCreate);
            Migrator.UseWriteAheadLog(database);
        }

        Set(database, $"PRAGMA cache_size = -{options.CacheSizeBytes / 1024}");
        Set(database, $"PRAGMA synchronous = {(int)options.Synchronous}");
        Set(database, $"PRAGMA wal_autocheckpoint = {options.WalCheckpointBytes / PageBytes}");
        Set(database, $"PRAGMA journal_size_limit = {options.WalCheckpointBytes}");
        if (options.PageCountMax > 0)
        {
            Set(database, $"PRAGMA max_page_count = {options.PageCountMax}");
        }
    });

    /// <summary>Opens a connection that cannot write.</summary>
    public StoreConnection OpenReader() => Open(database =>
    {
        RequireSchema(database);
        Set(database, $"PRAGMA cache_size = -{options.CacheSizeBytes / 1024 / ReaderCacheShare}");
        Set(database, $"PRAGMA query_only = ON");
    });

    private StoreConnection Open(Action<Database> prepare)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            NativeSqlite.EnsureProvider();
            connection.Open();
            var database = new Database(connection, owned: true);
            _ = raw.sqlite3_busy_timeout(database.Handle, NativeBusyMilliseconds);
            prepare(database);
            return new StoreConnection(database, options);
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw SqliteFault.From(fault, "Opening the database");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void RequireSchema(Database database)
    {
        var version = SchemaGuard.Check(database, migrator.Newest, options.AdoptExistingFile);
        if (version != migrator.Newest)
        {
            throw new WalletStoreException(
                $"The file has schema version {version} and version {migrator.Newest} is needed; open it once with write access.", false);
        }
    }

    private static void Set(Database database, FormattableString pragma) =>
        database.Execute(pragma.ToString(CultureInfo.InvariantCulture), "Setting up a connection");
}
