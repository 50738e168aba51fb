using WalletCore.Sqlite.Native;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Connections;

/// <summary>A connection of the store's own, with its tables.</summary>
internal sealed class StoreConnection(Database database, SqliteWalletStoreOptions options) : IDisposable
{
    private long? _lookedAt;

    public Database Database { get; } = database;

    public TableSet Tables { get; } = new(database);

    /// <summary>Where the ledgers stand; for a writing connection.</summary>
    public KnownHeads Heads => field ??= new KnownHeads(Tables);

    private string FileName => field ??= Database.FileName;

    /// <summary>
    /// Fails when the file or its log was deleted or moved away, looking for them now and then: the system lets an open file be written on after that, and what is
    /// written then is gone with the connection.
    /// </summary>
    public void RequireFiles()
    {
        var now = options.TimeProvider.GetTimestamp();
        if (_lookedAt is { } before && options.TimeProvider.GetElapsedTime(before, now) < options.FileCheckInterval)
        {
            return;
        }

        _lookedAt = now;
        if (!File.Exists(FileName) || !File.Exists(FileName + "-wal"))
        {
            throw new WalletStoreException(
                "The database file, or the write-ahead log beside it, is no longer there: it was deleted or moved while in use. Nothing was written.", false);
        }
    }

    public void Dispose() => Database.Dispose();
}
