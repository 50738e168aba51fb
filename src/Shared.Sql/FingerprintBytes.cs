using System.Buffers.Binary;

namespace WalletCore.SqlStores;

/// <summary>A fingerprint as bytes: the whole, then a byte a field without the trailing zeros (fields left out).</summary>
internal static class FingerprintBytes
{
    /// <summary>The most bytes that a fingerprint takes.</summary>
    public const int LengthMax = 24;

    private const int WholeLength = 8;

    /// <summary>Writes the fingerprint into a buffer of <see cref="LengthMax"/> bytes, and answers how many of them count.</summary>
    public static int Write(CommandFingerprint fingerprint, Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, fingerprint.Whole);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes[WholeLength..], fingerprint.Fields);
        return Math.Max(WholeLength, bytes[..LengthMax].LastIndexOfAnyExcept((byte)0) + 1);
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
