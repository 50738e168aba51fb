using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WalletCore.Storage.InMemory;

/// <summary>
/// The slots of a <see cref="HashIndex"/>, in groups that each stand in one line of memory: to look at a group is to wait for memory once. They live in slabs
/// that are never moved, all but the first of one size, so that growing copies nothing, and the few references to them stay near.
/// </summary>
internal sealed class SlotGroups
{
    /// <summary>How many slots make a group: as many as a line of memory has.</summary>
    public const int Length = 8;

    /// <summary>How many groups a slab has: a mebibyte of them.</summary>
    private const int SlabGroups = 1 << SlabShift;

    private const int SlabShift = 14;
    private const int SlabMask = SlabGroups - 1;

    private Slab[] _slabs = [];

    /// <summary>A group by its number.</summary>
    public Span<ulong> this[int number]
    {
        get
        {
            ref readonly var slab = ref _slabs[number >> SlabShift];
            return new Span<ulong>(slab.Slots, slab.First + ((number & SlabMask) * Length), Length);
        }
    }

    /// <summary>The empty slots of a group: a bit for each, the first in the lowest.</summary>
    /// <remarks>
    /// Slot by slot, every step would be a branch that depends on chance, and a wrong guess at it costs the processor more than all the comparisons do.
    /// </remarks>
    public static uint Empty(ReadOnlySpan<ulong> group) => Bits(Vector512.Equals(Vector512.Create(group), Vector512<ulong>.Zero));

    /// <summary>The slots of a group that hold that value above its lowest bits; also the empty ones, for zero.</summary>
    public static uint WithHigh(ReadOnlySpan<ulong> group, ulong value, int lowBits) =>
        Bits(Vector512.Equals(Vector512.ShiftRightLogical(Vector512.Create(group), lowBits), Vector512.Create(value)));

    /// <summary>Reads something of each of those groups. Apart from all else, so that the processor sees as many of them at once as it can wait for.</summary>
    public ulong Approach(ReadOnlySpan<int> numbers)
    {
        ulong read = 0;
        var slabs = _slabs;
        foreach (var number in numbers)
        {
            ref readonly var slab = ref slabs[number >> SlabShift];
            read ^= slab.Slots[slab.First + ((number & SlabMask) * Length)];
        }

        return read;
    }

    /// <summary>Makes room for so many groups. The new ones are empty.</summary>
    public void Reserve(int count)
    {
        if (count <= SlabGroups)
        {
            ReserveInFirst(count);
            return;
        }

        var slabs = (count + SlabMask) >> SlabShift;
        if (slabs > _slabs.Length)
        {
            Array.Resize(ref _slabs, slabs);
            _slabs[^1] = Slab.Of(SlabGroups, default);
        }
    }

    // An index may be one of thousands of small ones, so the first slab starts small and doubles.
    private void ReserveInFirst(int count)
    {
        var before = _slabs.Length == 0 ? default : _slabs[0];
        if (count > before.Groups)
        {
            _slabs = [Slab.Of(Math.Max(count, before.Groups * 2), before)];
        }
    }

    private static uint Bits(Vector512<ulong> equal) => (uint)equal.ExtractMostSignificantBits();

    /// <summary>Groups that follow one another in memory.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Slab(ulong[] Slots, int First, int Groups)
    {
        private const int LineBytes = Length * sizeof(ulong);

        public static Slab Of(int groups, Slab before)
        {
            // An array starts anywhere, and its first group at the next line. Pinned, it stays there.
            var slots = GC.AllocateArray<ulong>(((groups + 1) * Length) - 1, pinned: true);
            var pastLine = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(slots, 0) & (LineBytes - 1));
            var slab = new Slab(slots, (LineBytes - pastLine) % LineBytes / sizeof(ulong), groups);
            before.All.CopyTo(slab.All);
            return slab;
        }

        private Span<ulong> All => Slots.AsSpan(First, Groups * Length);
    }
}
