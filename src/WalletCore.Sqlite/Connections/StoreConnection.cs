using WalletCore.Sqlite.Native;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Connections;

/// <summary>A connection of the store's own, with its tables.</summary>
internal sealed class StoreConnection(Database database) : IDisposable
{
    public Database Database { get; } = database;

    public TableSet Tables { get; } = new(database);

    public void Dispose() => Database.Dispose();
}
