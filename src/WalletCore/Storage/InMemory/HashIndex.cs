namespace WalletCore.Storage.InMemory;

/// <summary>
/// Finds the newest row that bears a text, in 8 bytes a slot: 30 bits of the text's hash and the row's id. The text itself is read from
/// the row, so it is kept once.
/// </summary>
/// <remarks>
/// Linear hashing (Litwin, 1980) over small open-addressed segments: when the index has filled up, one segment is split in two by the
/// next bit of the hash. So growing never stops the ledger for longer than a segment takes. Hashes are the runtime's randomized ones,
/// which callers cannot aim at one segment. Used under the ledger's lock.
/// The index is larger than the processor's caches, so a look-up waits for memory longer than it works. Whoever has many texts hashes a run of them,
/// approaches the run, and only then looks up: the waits of a run pass together.
/// </remarks>
internal sealed class HashIndex(HashIndex.Bears bears)
{
    /// <summary>Whether the row with that id bears that text.</summary>
    public delegate bool Bears(long id, string text);

    /// <summary>The largest id that fits a slot.</summary>
    public const long IdMax = (1L << IdBits) - 1;

    /// <summary>How many texts make a run.</summary>
    public const int RunLength = 32;

    private const int IdBits = 34;
    private const int HashBits = 64 - IdBits;
    private const int SlotsMin = 16;
    private const int SlotsMax = 512;
    private const int SplitAt = 280;

    private Segment[] _segments = [new(SlotsMin)];
    private int _segmentCount = 1;
    private int _level;
    private long _count;
    private ulong _approached;
    private ulong[] _splitting = [];

    /// <summary>The hash of a text, as the other methods want it.</summary>
    public static uint Hash(string text) =>
        unchecked((uint)StringComparer.Ordinal.GetHashCode(text)) & ((1u << HashBits) - 1);

    /// <summary>Reads the first slot of each hash. What is read is of no interest, that it is near afterwards is; kept, so that it is read at all.</summary>
    public void Approach(ReadOnlySpan<uint> hashes)
    {
        ulong read = 0;
        foreach (var hash in hashes)
        {
            ref var segment = ref _segments[SegmentOf(hash)];
            read ^= segment.Slots[FirstPlace(hash, segment.Length)];
        }

        _approached = read;
    }

    /// <summary>The id of the newest row with that text, or zero.</summary>
    public long Find(string text) => Find(text, Hash(text));

    /// <summary>The id of the newest row with that text, or zero.</summary>
    public long Find(string text, uint hash)
    {
        ref var segment = ref _segments[SegmentOf(hash)];
        return IdOf(segment.Slots[PlaceOf(segment, hash, text)]);
    }

    /// <summary>Makes that row the newest with its text; answers the id of the one before, or zero.</summary>
    public long Put(string text, long id) => Put(text, Hash(text), id);

    /// <summary>Makes that row the newest with its text; answers the id of the one before, or zero.</summary>
    public long Put(string text, uint hash, long id)
    {
        ref var segment = ref _segments[SegmentOf(hash)];
        var place = PlaceOf(segment, hash, text);
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

    private int PlaceOf(in Segment segment, uint hash, string text)
    {
        var slots = segment.Slots;
        var place = FirstPlace(hash, segment.Length);
        while (slots[place] != 0 && !(HashOf(slots[place]) == hash && bears(IdOf(slots[place]), text)))
        {
            place = (place + 1) & (segment.Length - 1);
        }

        return place;
    }

    private void Grow(ref Segment segment)
    {
        if (segment.IsNearlyFull)
        {
            segment.Widen();
        }

        if (_count > (long)_segmentCount * SplitAt && _segments[0].Length >= SlotsMax)
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
        var old = TakeSlots(ref _segments[from]);
        _segments[_segmentCount] = new Segment(SlotsMax);
        _segmentCount++;
        foreach (var slot in old)
        {
            if (slot != 0)
            {
                ref var segment = ref _segments[SegmentOf(HashOf(slot))];
                if (segment.IsNearlyFull)
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

    /// <summary>Empties a segment; answers what was in it, valid until the next split.</summary>
    private ulong[] TakeSlots(ref Segment segment)
    {
        var slots = segment.Slots;
        if (slots.Length != SlotsMax)
        {
            segment = new Segment(SlotsMax);
            return slots;
        }

        if (_splitting.Length == 0)
        {
            _splitting = new ulong[SlotsMax];
        }

        slots.CopyTo(_splitting, 0);
        Array.Clear(slots);
        segment.Count = 0;
        return _splitting;
    }

    /// <summary>A power of two of slots with at least one of them empty.</summary>
    private struct Segment(int slots)
    {
        public ulong[] Slots = new ulong[slots];
        public int Count;

        /// <summary>The number of slots. The array knows it too, but in memory that is far from the slot that is looked for.</summary>
        public int Length = slots;

        public readonly bool IsNearlyFull => Count * 10 >= Length * 9;

        public void Add(ulong slot)
        {
            var place = FirstPlace(HashOf(slot), Length);
            while (Slots[place] != 0)
            {
                place = (place + 1) & (Length - 1);
            }

            Slots[place] = slot;
            Count++;
        }

        public void Widen()
        {
            var old = Slots;
            Length *= 2;
            Slots = new ulong[Length];
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
