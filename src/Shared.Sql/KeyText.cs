using System.Text;

namespace WalletCore.SqlStores;

/// <summary>Hashes a key given as a string.</summary>
internal static class KeyText
{
    private const int StackBytesMax = 640;

    /// <param name="hasher">The hash.</param>
    /// <param name="ledger">The number by which the store tells its ledgers apart.</param>
    /// <param name="key">The key.</param>
    public static long Hash(KeyHasher hasher, long ledger, string key)
    {
        var bytesMax = Encoding.UTF8.GetMaxByteCount(key.Length);
        Span<byte> buffer = bytesMax <= StackBytesMax ? stackalloc byte[StackBytesMax] : new byte[bytesMax];
        return hasher(ledger, buffer[..Encoding.UTF8.GetBytes(key, buffer)]);
    }
}
