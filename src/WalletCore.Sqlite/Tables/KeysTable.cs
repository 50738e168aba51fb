using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>The raw rows of the key index; <c>Keys/KeyIndex</c> knows what they mean.</summary>
internal sealed class KeysTable(Database database)
{
    private readonly RowInsert _insert = new(database, "INSERT OR IGNORE INTO keys (hash, target)", 2);

    private Statement UpdateRow => field ??= database.Prepare("UPDATE keys SET target = ?2 WHERE hash = ?1");

    private Statement ByHash => field ??= database.Prepare("SELECT target FROM keys WHERE hash = ?1");

    private Statement FirstHashes => field ??= database.Prepare("SELECT hash FROM keys ORDER BY hash LIMIT ?1");

    private Statement NextHashes => field ??= database.Prepare("SELECT hash FROM keys WHERE hash > ?2 ORDER BY hash LIMIT ?1");

    /// <summary>Adds the row unless that hash is taken.</summary>
    public bool TryAdd(long hash, long target) => Add([hash], [target], out _) == 1;

    /// <summary>Adds the first of the rows, as many as one statement takes, each unless its hash is taken. Answers how many were added.</summary>
    public int Add(ReadOnlySpan<long> hashes, ReadOnlySpan<long> targets, out int length)
    {
        var rows = _insert.Next(hashes.Length, out length);
        for (var i = 0; i < length; i++)
        {
            rows.Bind((2 * i) + 1, hashes[i]).Bind((2 * i) + 2, targets[i]);
        }

        return rows.RunAndCount("Writing a key");
    }

    public void Replace(long hash, long target) => UpdateRow.Bind(1, hash).Bind(2, target).Run("Writing a key");

    /// <summary>Visits so many hashes, in order, from the first one on or after a given one.</summary>
    public void VisitHashes(long? after, int count, Action<long> visit)
    {
        var rows = after is { } last ? NextHashes.Bind(1, count).Bind(2, last) : FirstHashes.Bind(1, count);
        while (rows.Read())
        {
            visit(rows.Int64(0));
        }
    }

    /// <summary>The target at that hash; zero, which is no target, when the hash is free.</summary>
    public long Find(long hash)
    {
        var row = ByHash.Bind(1, hash);
        var target = row.Read() ? row.Int64(0) : 0;
        row.Reset();
        return target;
    }
}
