using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WalletCore;

/// <summary>
/// Makes the ids of one ledger, and reads the ordinal back out of them.
/// </summary>
/// <remarks>
/// Layout (version 7 of RFC 9562): 48 bits of Unix milliseconds, 4 bits of version, 12 bits of tag, 2 bits of variant, 22 bits of tag,
/// 40 bits of ordinal. The tag is a digest of the ledger's id, so an id of another ledger is recognised without a look-up; the ordinal
/// finds the row, so no store keeps an index from id to row; the time makes the id sort and is compared with the row's own.
/// </remarks>
internal readonly struct IdMint
{
    /// <summary>The largest ordinal that fits an id: 2^40 - 1.</summary>
    public const long OrdinalMax = (1L << 40) - 1;

    private readonly ulong _tagHigh;
    private readonly ulong _tagLow;

    public IdMint(LedgerId ledger)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(id, ledger.Value);
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(id, digest);
        var bits = BinaryPrimitives.ReadUInt64BigEndian(digest);
        _tagHigh = bits >> 52;
        _tagLow = (bits >> 8) & 0x3F_FFFF;
    }

    public WalletId Wallet(long ordinal, long atMicros) => new(Make(ordinal, atMicros));

    public AccountId Account(long ordinal, long atMicros) => new(Make(ordinal, atMicros));

    public TransactionId Transaction(long sequence, long atMicros) => new(Make(sequence, atMicros));

    public FreezeId Freeze(long sequence, long atMicros) => new(Make(sequence, atMicros));

    /// <summary>Reads the ordinal; false when the id cannot be of this ledger. The caller still compares the id with the row's own.</summary>
    public bool TryOrdinal(UInt128 id, out long ordinal)
    {
        var high = (ulong)(id >> 64);
        var low = unchecked((ulong)id);
        ordinal = (long)(low & (ulong)OrdinalMax);
        return ordinal > 0
            && ((high >> 12) & 0xF) == 7
            && (high & 0xFFF) == _tagHigh
            && (low >> 62) == 2
            && ((low >> 40) & 0x3F_FFFF) == _tagLow;
    }

    /// <summary>A fresh ledger id: time and 74 random bits that the caller supplies.</summary>
    public static LedgerId Ledger(long atMicros, UInt128 random)
    {
        var high = ((ulong)(atMicros / 1000) << 16) | 0x7000UL | (ulong)((random >> 64) & 0xFFF);
        var low = 0x8000_0000_0000_0000UL | (unchecked((ulong)random) >> 2);
        return new LedgerId(new UInt128(high, low));
    }

    private UInt128 Make(long ordinal, long atMicros)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ordinal);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ordinal, OrdinalMax);
        var high = unchecked(((ulong)(atMicros / 1000) << 16) | 0x7000UL | _tagHigh);
        var low = 0x8000_0000_0000_0000UL | (_tagLow << 40) | (ulong)ordinal;
        return new UInt128(high, low);
    }
}
