using System.Runtime.InteropServices;

namespace WalletCore.Rules;

/// <summary>
/// Things by their ordinal. A dictionary reads two places to find one, and a transfer looks for two wallets that are in no near cache; here ordinal and
/// thing stand in one place.
/// </summary>
/// <remarks>Open addressing with linear probing, never more than half full; a removal closes the gap that it leaves.</remarks>
internal sealed class OrdinalTable<T>
    where T : class
{
    private const int SlotsMin = 16;

    // As many places as a line of memory has belong to ordinals that follow each other: else every line would be mostly empty, and the table would take as
    // much of the processor's caches as several times the things in it need.
    private const int LinePlacesShift = 2;
    private const int LinePlaceMask = (1 << LinePlacesShift) - 1;

    // 2^64 divided by the golden ratio: lines that follow each other end up far from each other, and evenly (Knuth, TAOCP 3, 6.4).
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    private Slot[] _slots = new Slot[SlotsMin];

    public int Count { get; private set; }

    /// <summary>All there are, in no order.</summary>
    public IEnumerable<T> Values => _slots.Select(slot => slot.Thing).OfType<T>();

    /// <summary>The thing with that ordinal; null when there is none.</summary>
    public T? Find(long ordinal) => _slots[PlaceOf(_slots, ordinal)].Thing;

    /// <summary>Reads the first place of each ordinal, so that it is near when it is looked for. The answer means nothing; it is there so that all is read.</summary>
    /// <remarks>Nothing here depends on what is read, so the waits for memory pass together.</remarks>
    public long Approach(ReadOnlySpan<long> ordinals)
    {
        long read = 0;
        foreach (var ordinal in ordinals)
        {
            read ^= _slots[FirstPlace(_slots, ordinal)].Ordinal;
        }

        return read;
    }

    /// <summary>Puts a thing there, in the place of what may be there.</summary>
    public void Put(long ordinal, T thing)
    {
        if (Count * 2 >= _slots.Length)
        {
            Widen();
        }

        ref var slot = ref _slots[PlaceOf(_slots, ordinal)];
        Count += slot.Thing is null ? 1 : 0;
        slot = new Slot(ordinal, thing);
    }

    /// <summary>Removes a thing, if it is there.</summary>
    public void Remove(long ordinal)
    {
        var slots = _slots;
        var gap = PlaceOf(slots, ordinal);
        if (slots[gap].Thing is null)
        {
            return;
        }

        Count--;
        var mask = slots.Length - 1;
        for (var next = (gap + 1) & mask; slots[next].Thing is not null; next = (next + 1) & mask)
        {
            // Whoever stands further from his first place than the gap does may move into it.
            if (((next - FirstPlace(slots, slots[next].Ordinal)) & mask) >= ((next - gap) & mask))
            {
                slots[gap] = slots[next];
                gap = next;
            }
        }

        slots[gap] = default;
    }

    /// <summary>Where it stands, or the empty place where it would.</summary>
    private static int PlaceOf(Slot[] slots, long ordinal)
    {
        var place = FirstPlace(slots, ordinal);
        while (slots[place].Thing is not null && slots[place].Ordinal != ordinal)
        {
            place = (place + 1) & (slots.Length - 1);
        }

        return place;
    }

    private static int FirstPlace(Slot[] slots, long ordinal)
    {
        var line = unchecked((int)(((ulong)(ordinal >> LinePlacesShift) * Multiplier) >> 32) << LinePlacesShift);
        return (line | (int)(ordinal & LinePlaceMask)) & (slots.Length - 1);
    }

    private void Widen()
    {
        var wide = new Slot[_slots.Length * 2];
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (slot.Thing is not null)
            {
                wide[PlaceOf(wide, slot.Ordinal)] = slot;
            }
        }

        _slots = wide;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Slot(long Ordinal, T? Thing);
}
