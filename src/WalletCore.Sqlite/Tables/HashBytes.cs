using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>A link of the chain as a blob.</summary>
internal static class HashBytes
{
    public static void Bind(Statement statement, int index, in ChainHash hash)
    {
        Span<byte> bytes = stackalloc byte[ChainHash.Length];
        hash.CopyTo(bytes);
        statement.BindBytes(index, bytes);
    }

    public static ChainHash Read(Statement row, int column) => row.IsNull(column) ? default : new ChainHash(row.Bytes(column));
}
