using System.Text;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Keys;

/// <summary>Hashes a key given as a string.</summary>
internal static class KeyText
{
    private const int StackBytesMax = 640;

    public static long Hash(KeyHasher hasher, LedgerScope scope, string key)
    {
        var bytesMax = Encoding.UTF8.GetMaxByteCount(key.Length);
        Span<byte> buffer = bytesMax <= StackBytesMax ? stackalloc byte[StackBytesMax] : new byte[bytesMax];
        return hasher(scope.Number, buffer[..Encoding.UTF8.GetBytes(key, buffer)]);
    }
}
