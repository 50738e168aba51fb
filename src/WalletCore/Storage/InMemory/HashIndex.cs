namespace WalletCore.Storage.InMemory;

/// <summary>
/// Finds the newest row that bears a text, in 8 bytes a slot: 30 bits of the text's hash and the row's id. The text itself is read from
/// the row, so it is kept once.
/// </summary>
/// <remarks>
/// Linear hashing (Litwin, 1980) over small open-addressed segments: when the index has filled up, one segment is split in two by the
/// next bit of the hash. So growing never stops the ledger for longer than a segment takes. Hashes are the runtime's randomized ones,
/// which callers cannot aim at one segment. Used under the ledger's lock.
/// </remarks>
internal sealed class HashIndex(HashIndex.Bears bears)
{
    /// <summary>Whether the row with that id bears that text.</summary>
    public delegate bool Bears(long id, string text);

    /// <summary>The largest id that fits a slot.</summary>
    public const long IdMax = (1L << IdBits) - 1;

    private const int IdBits = 34;
    private const int HashBits = 64 - IdBits;
    private const int SlotsMin = 16;
    private const int SlotsMax = 512;
    private const int SplitAt = 280;

    private Segment[] _segments = [new(SlotsMin)];
    private int _segmentCount = 1;
    private int _level;
    private long _count;

    /// <summary>The id of the newest row with that text, or zero.</summary>
    public long Find(string text)
    {
        var hash = Hash(text);
        ref var segment = ref _segments[SegmentOf(hash)];
        var place = PlaceOf(segment.Slots, hash, text);
        return IdOf(segment.Slots[place]);
    }

    /// <summary>Makes that row the newest with its text; answers the id of the one before, or zero.</summary>
    public long Put(string text, long id)
    {
        var hash = Hash(text);
        ref var segment = ref _segments[SegmentOf(hash)];
        var place = PlaceOf(segment.Slots, hash, text);
        var before = IdOf(segment.Slots[place]);
        segment.Slots[place] = Slot(hash, id);
        if (before == 0)
        {
            segment.Count++;
            _count++;
            Grow(ref segment);
        }

        return before;
    }

    private static uint Hash(string text) =>
        unchecked((uint)StringComparer.Ordinal.GetHashCode(text)) & ((1u << HashBits) - 1);

    private static ulong Slot(uint hash, long id) => ((ulong)hash << IdBits) | (ulong)id;

    private static long IdOf(ulong slot) => (long)(slot & (ulong)IdMax);

    private static uint HashOf(ulong slot) => (uint)(slot >> IdBits);

    // The low bits choose the segment and the high bits the first place in it, so that the two are independent.
    private int SegmentOf(uint hash)
    {
        var segment = hash & ((1u << (_level + 1)) - 1);
        return (int)(segment < (uint)_segmentCount ? segment : hash & ((1u << _level) - 1));
    }

    private static int FirstPlace(uint hash, int slots) => (int)(((ulong)hash * (ulong)slots) >> HashBits);

    private int PlaceOf(ulong[] slots, uint hash, string text)
    {
        var place = FirstPlace(hash, slots.Length);
        while (slots[place] != 0 && !(HashOf(slots[place]) == hash && bears(IdOf(slots[place]), text)))
        {
            place = (place + 1) & (slots.Length - 1);
        }

        return place;
    }

    private void Grow(ref Segment segment)
    {
        if (segment.Count * 10 >= segment.Slots.Length * 9)
        {
            segment.Widen();
        }

        if (_count > (long)_segmentCount * SplitAt && _segments[0].Slots.Length >= SlotsMax)
        {
            Split();
        }
    }

    private void Split()
    {
        if (_segmentCount == _segments.Length)
        {
            Array.Resize(ref _segments, _segments.Length * 2);
        }

        var from = _segmentCount - (1 << _level);
        var old = _segments[from];
        _segments[from] = new Segment(SlotsMax);
        _segments[_segmentCount] = new Segment(SlotsMax);
        _segmentCount++;
        foreach (var slot in old.Slots)
        {
            if (slot != 0)
            {
                ref var segment = ref _segments[SegmentOf(HashOf(slot))];
                if (segment.Count * 10 >= segment.Slots.Length * 9)
                {
                    segment.Widen();
                }

                segment.Add(slot);
            }
        }

        if (_segmentCount == 2 << _level)
        {
            _level++;
        }
    }

    /// <summary>A power of two of slots with at least one of them empty.</summary>
    private struct Segment(int slots)
    {
        public ulong[] Slots = new ulong[slots];
        public int Count;

        public void Add(ulong slot)
        {
            var place = FirstPlace(HashOf(slot), Slots.Length);
            while (Slots[place] != 0)
            {
                place = (place + 1) & (Slots.Length - 1);
            }

            Slots[place] = slot;
            Count++;
        }

        public void Widen()
        {
            var old = Slots;
            Slots = new ulong[old.Length * 2];
            Count = 0;
            foreach (var slot in old)
            {
                if (slot != 0)
                {
                    Add(slot);
                }
            }
        }
    }
}
