using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace WalletCore;

/// <summary>
/// A 64-bit hash that is the same in every process and on every machine: folded 64 × 64 → 128 bit multiplications, eight bytes a step.
/// Not cryptographic: whoever relies on it compares the hashed thing too, or loses nothing by a collision.
/// </summary>
internal struct StableHash(ulong seed)
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
    private ulong _state = Fold(seed ^ 0xA076_1D64_78BD_642F, Multiplier);

    public readonly ulong Value => Fold(_state ^ 0xE703_7ED1_A0B4_28DB, Multiplier);

    public void Add(ulong value) => _state = Fold(_state ^ value, Multiplier ^ (value << 1) ^ 0x8EBC_6AF0_9C88_C6E3);

    public void Add(Int128 value)
    {
        Add(unchecked((ulong)(value >> 64)));
        Add(unchecked((ulong)value));
    }

    public void Add(ReadOnlySpan<char> text)
    {
        Add((ulong)text.Length);
        var bytes = MemoryMarshal.AsBytes(text);
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        ulong rest = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            rest |= (ulong)bytes[i] << (8 * i);
        }

        Add(rest);
    }

    // Each half by a multiplication of its own: the one that makes both hands one over by way of memory, and every step waits for the one before.
    private static ulong Fold(ulong a, ulong b) => HighHalf(a, b) ^ unchecked(a * b);

    private static ulong HighHalf(ulong a, ulong b) => Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);
}
