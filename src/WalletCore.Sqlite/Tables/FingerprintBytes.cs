using System.Buffers.Binary;

namespace WalletCore.Sqlite.Tables;

/// <summary>A fingerprint as bytes: the whole, then a byte a field without the trailing zeros (fields left out).</summary>
internal static class FingerprintBytes
{
    private const int WholeLength = 8;
    private const int LengthMax = 24;

    public static void Bind(Native.Statement statement, int index, CommandFingerprint fingerprint)
    {
        Span<byte> bytes = stackalloc byte[LengthMax];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, fingerprint.Whole);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes[WholeLength..], fingerprint.Fields);
        statement.BindBytes(index, bytes[..Math.Max(WholeLength, bytes.LastIndexOfAnyExcept((byte)0) + 1)]);
    }

    public static CommandFingerprint Read(ReadOnlySpan<byte> stored)
    {
        if (stored.IsEmpty)
        {
            return default;
        }

        Span<byte> bytes = stackalloc byte[LengthMax];
        bytes.Clear();
        stored.CopyTo(bytes);
        return new CommandFingerprint(
            BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt128LittleEndian(bytes[WholeLength..]));
    }
}
