using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>The raw rows of the key index; <c>Keys/KeyIndex</c> knows what they mean.</summary>
internal sealed class KeysTable(Database database)
{
    private Statement InsertRow => field ??= database.Prepare("INSERT OR IGNORE INTO keys (hash, target) VALUES (?1, ?2)");

    private Statement UpdateRow => field ??= database.Prepare("UPDATE keys SET target = ?2 WHERE hash = ?1");

    private Statement ByHash => field ??= database.Prepare("SELECT target FROM keys WHERE hash = ?1");

    /// <summary>Adds the row unless that hash is taken.</summary>
    public bool TryAdd(long hash, long target) => InsertRow.Bind(1, hash).Bind(2, target).RunAndCount("Writing a key") == 1;

    public void Replace(long hash, long target) => UpdateRow.Bind(1, hash).Bind(2, target).Run("Writing a key");

    /// <summary>The target at that hash; zero, which is no target, when the hash is free.</summary>
    public long Find(long hash)
    {
        var row = ByHash.Bind(1, hash);
        var target = row.Read() ? row.Int64(0) : 0;
        row.Reset();
        return target;
    }
}
