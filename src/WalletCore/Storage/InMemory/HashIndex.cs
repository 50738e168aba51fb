using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WalletCore.Storage.InMemory;

/// <summary>
/// Finds the newest row that bears a text, in 8 bytes a slot: 30 bits of the text's hash and the row's id. The text itself is read from
/// the row, so it is kept once.
/// </summary>
/// <remarks>
/// Linear hashing (Litwin, 1980) over small open-addressed segments: when the index has filled up, one segment is split in two by the
/// next bit of the hash. So growing never stops the ledger for longer than a segment takes. A segment is searched group by group
/// (<see cref="SlotGroups"/>), of which mostly the first has the answer. Hashes are the runtime's randomized ones,
/// which callers cannot aim at one segment. Used under the ledger's lock.
/// The index is larger than the processor's caches, so a look-up waits for memory longer than it works. Whoever has many texts hashes a run of them,
/// approaches the run, and only then looks up: the waits of a run pass together.
/// </remarks>
internal sealed class HashIndex
{
    /// <summary>The largest id that fits a slot.</summary>
    public const long IdMax = (1L << IdBits) - 1;

    /// <summary>How many texts make a run.</summary>
    public const int RunLength = 32;

    private const int IdBits = 34;
    private const int HashBits = 64 - IdBits;
    private const int GroupsMin = 2;
    private const int GroupsMax = 64;

    // Of 512 slots. Segments that are still to be split come to hold twice as many, and one is full once in a million then.
    private const int SplitAt = 208;

    private readonly Bears _bears;
    private readonly SlotGroups _slots = new();

    // What found no place in its segment: next to nothing, so that it is searched from one end to the other.
    private readonly List<ulong> _overflow = [];

    // Groups in a segment: few while there is one segment, the most once there are more.
    private int _groups = GroupsMin;
    private int _segmentCount = 1;
    private int _level;
    private long _count;
    private ulong _approached;
    private ulong[] _moving = [];

    // Stands for a place in the overflow that is still to be made: always empty.
    private ulong _nowhere;

    public HashIndex(Bears bears)
    {
        _bears = bears;
        _slots.Reserve(_groups);
    }

    /// <summary>Whether the row with that id bears that text.</summary>
    public delegate bool Bears(long id, string text);

    /// <summary>The hash of a text, as the other methods want it.</summary>
    public static uint Hash(string text) =>
        unchecked((uint)StringComparer.Ordinal.GetHashCode(text)) & ((1u << HashBits) - 1);

    /// <summary>Reads the first group of a run of hashes. What is read is of no interest, that it is near afterwards is; kept, so that it is read at all.</summary>
    public void Approach(ReadOnlySpan<uint> hashes)
    {
        Span<int> groups = stackalloc int[RunLength];
        groups = groups[..hashes.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = SegmentOf(hashes[i]) + FirstGroup(hashes[i]);
        }

        _approached = _slots.Approach(groups);
    }

    /// <summary>The id of the newest row with that text, or zero.</summary>
    public long Find(string text) => Find(text, Hash(text));

    /// <summary>The id of the newest row with that text, or zero.</summary>
    public long Find(string text, uint hash) => IdOf(PlaceOf(text, hash));

    /// <summary>Makes that row the newest with its text; answers the id of the one before, or zero.</summary>
    public long Put(string text, long id) => Put(text, Hash(text), id);

    /// <summary>Makes that row the newest with its text; answers the id of the one before, or zero.</summary>
    public long Put(string text, uint hash, long id)
    {
        ref var place = ref PlaceOf(text, hash);
        var before = IdOf(place);
        if (Unsafe.AreSame(ref place, ref _nowhere))
        {
            _overflow.Add(Slot(hash, id));
        }
        else
        {
            place = Slot(hash, id);
        }

        if (before == 0)
        {
            _count++;
            Grow();
        }

        return before;
    }

    private static ulong Slot(uint hash, long id) => ((ulong)hash << IdBits) | (ulong)id;

    private static long IdOf(ulong slot) => (long)(slot & (ulong)IdMax);

    private static uint HashOf(ulong slot) => (uint)(slot >> IdBits);

    /// <summary>The number of the first group of the segment where a hash stands.</summary>
    /// <remarks>The low bits choose the segment and the high bits the first group in it, so that the two are independent.</remarks>
    private int SegmentOf(uint hash)
    {
        var segment = hash & ((1u << (_level + 1)) - 1);
        return (int)(segment < (uint)_segmentCount ? segment : hash & ((1u << _level) - 1)) * _groups;
    }

    /// <summary>The group of its segment where a hash is looked for first.</summary>
    private int FirstGroup(uint hash) => (int)(((ulong)hash * (ulong)_groups) >> HashBits);

    /// <summary>Where the text stands, or the empty place where it would.</summary>
    private ref ulong PlaceOf(string text, uint hash)
    {
        var segment = SegmentOf(hash);
        var first = FirstGroup(hash);
        for (var i = 0; i < _groups; i++)
        {
            var group = _slots[segment + ((first + i) & (_groups - 1))];
            var empty = SlotGroups.Empty(group);
            for (var same = SlotGroups.WithHigh(group, hash, IdBits) & ~empty; same != 0; same &= same - 1)
            {
                ref var slot = ref group[BitOperations.TrailingZeroCount(same)];
                if (_bears(IdOf(slot), text))
                {
                    return ref slot;
                }
            }

            if (empty != 0)
            {
                return ref group[BitOperations.TrailingZeroCount(empty)];
            }
        }

        return ref PlaceInOverflow(text, hash);
    }

    private ref ulong PlaceInOverflow(string text, uint hash)
    {
        foreach (ref var slot in CollectionsMarshal.AsSpan(_overflow))
        {
            if (HashOf(slot) == hash && _bears(IdOf(slot), text))
            {
                return ref slot;
            }
        }

        return ref _nowhere;
    }

    private void Grow()
    {
        if (_groups < GroupsMax)
        {
            if (_count * 4 > _groups * SlotGroups.Length * 3)
            {
                Widen();
            }
        }
        else if (_count > (long)_segmentCount * SplitAt)
        {
            Split();
        }
    }

    /// <summary>Doubles the only segment.</summary>
    private void Widen()
    {
        var taken = Take(0);
        _groups *= 2;
        _slots.Reserve(_groups);
        Return(taken);
    }

    /// <summary>Splits the next segment that is to be split.</summary>
    private void Split()
    {
        var taken = Take((_segmentCount - (1 << _level)) * _groups);
        _segmentCount++;
        _slots.Reserve(_segmentCount * _groups);
        Return(taken);
        if (_segmentCount == 2 << _level)
        {
            _level++;
        }
    }

    /// <summary>Takes all slots out of a segment; answers them, valid until the next time.</summary>
    private ReadOnlySpan<ulong> Take(int segment)
    {
        if (_moving.Length < _groups * SlotGroups.Length)
        {
            _moving = new ulong[_groups * SlotGroups.Length];
        }

        for (var i = 0; i < _groups; i++)
        {
            var group = _slots[segment + i];
            group.CopyTo(_moving.AsSpan(i * SlotGroups.Length));
            group.Clear();
        }

        return _moving.AsSpan(0, _groups * SlotGroups.Length);
    }

    /// <summary>Puts slots where they belong now, and those of the overflow that find a place.</summary>
    private void Return(ReadOnlySpan<ulong> taken)
    {
        foreach (var slot in taken)
        {
            if (slot != 0 && !TryReturn(slot))
            {
                _overflow.Add(slot);
            }
        }

        if (_overflow.Count > 0)
        {
            _overflow.RemoveAll(TryReturn);
        }
    }

    private bool TryReturn(ulong slot)
    {
        var hash = HashOf(slot);
        var segment = SegmentOf(hash);
        var first = FirstGroup(hash);
        for (var i = 0; i < _groups; i++)
        {
            var group = _slots[segment + ((first + i) & (_groups - 1))];
            if (SlotGroups.Empty(group) is not 0 and var empty)
            {
                group[BitOperations.TrailingZeroCount(empty)] = slot;
                return true;
            }
        }

        return false;
    }
}
