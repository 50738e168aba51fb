using System.Buffers.Binary;
using System.Numerics;

namespace WalletCore.SqlStores;

/// <summary>
/// XXH64 (Collet, xxHash specification 0.1.1) seeded with the ledger's number: 64 bits that are the same on every machine and in every
/// process. It is no defence against keys chosen to collide; the index probes past collisions, and 200 characters bound the effort.
/// </summary>
internal static class StableHash
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int StripeLength = 32;

    public static long Of(long ledgerNumber, ReadOnlySpan<byte> key) => unchecked((long)Xxh64(key, (ulong)ledgerNumber));

    public static ulong Xxh64(ReadOnlySpan<byte> input, ulong seed)
    {
        unchecked
        {
            var hash = (input.Length >= StripeLength ? Stripes(ref input, seed, out var length) : Short(input, seed, out length)) + length;
            for (; input.Length >= 8; input = input[8..])
            {
                hash = (BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(input)), 27) * Prime1) + Prime4;
            }

            if (input.Length >= 4)
            {
                hash = (BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(input) * Prime1), 23) * Prime2) + Prime3;
                input = input[4..];
            }

            foreach (var one in input)
            {
                hash = BitOperations.RotateLeft(hash ^ (one * Prime5), 11) * Prime1;
            }

            hash = (hash ^ (hash >> 33)) * Prime2;
            hash = (hash ^ (hash >> 29)) * Prime3;
            return hash ^ (hash >> 32);
        }
    }

    private static ulong Short(ReadOnlySpan<byte> input, ulong seed, out ulong length)
    {
        length = (ulong)input.Length;
        return unchecked(seed + Prime5);
    }

    private static ulong Stripes(ref ReadOnlySpan<byte> input, ulong seed, out ulong length)
    {
        unchecked
        {
            length = (ulong)input.Length;
            var (a, b, c, d) = (seed + Prime1 + Prime2, seed + Prime2, seed, seed - Prime1);
            for (; input.Length >= StripeLength; input = input[StripeLength..])
            {
                a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(input));
                b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(input[8..]));
                c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(input[16..]));
                d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(input[24..]));
            }

            var hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7)
                + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
            return Merge(Merge(Merge(Merge(hash, a), b), c), d);
        }
    }

    private static ulong Round(ulong accumulator, ulong lane) =>
        unchecked(BitOperations.RotateLeft(accumulator + (lane * Prime2), 31) * Prime1);

    private static ulong Merge(ulong hash, ulong accumulator) => unchecked(((hash ^ Round(0, accumulator)) * Prime1) + Prime4);
}
