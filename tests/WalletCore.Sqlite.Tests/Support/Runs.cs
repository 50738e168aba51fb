using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Tests.Support;

/// <summary>Runs of the key index whose targets have no rows, on a connection of the test's own.</summary>
internal static class Runs
{
    /// <summary>Writes a run in which the n-th hash leads to n.</summary>
    public static void Write(TableSet tables, LedgerScope scope, ReadOnlySpan<long> hashes)
    {
        var keys = new KeyBatch(0);
        for (var i = 0; i < hashes.Length; i++)
        {
            keys.Add(unchecked((ulong)hashes[i]), scope.Row(i + 1));
        }

        keys.Sort(new KeyIndex(tables));
        KeyRunWriter.Write(tables, scope, keys);
    }
}
