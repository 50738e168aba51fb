using Microsoft.Data.Sqlite;
using WalletCore.Sqlite.Native;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Tests.Support;

/// <summary>The tables of a file, over a connection of the test's own.</summary>
internal sealed class OpenTables : IDisposable
{
    private readonly SqliteConnection _connection;

    public OpenTables(string path)
    {
        _connection = Sql.Open(path);
        Database = new Database(_connection, owned: false);
        Tables = new TableSet(Database);
    }

    public Database Database { get; }

    public TableSet Tables { get; }

    public void Dispose()
    {
        Database.Dispose();
        _connection.Dispose();
    }
}
