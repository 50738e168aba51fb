namespace WalletCore.Sqlite.Tables;

/// <summary>A run of the key index.</summary>
/// <param name="Number">Its number within the ledger.</param>
/// <param name="Level">How often its keys were merged; <see cref="Dead"/> once its keys are in another run.</param>
/// <param name="First">The ordinal of its first segment.</param>
/// <param name="Bits">How many upper bits of a hash tell its segment.</param>
/// <param name="Written">How many of its segments are in the file, from the first one on.</param>
/// <param name="Keys">How many keys it has once it is complete.</param>
internal readonly record struct KeyRunRow(long Number, int Level, long First, int Bits, long Written, long Keys)
{
    public const int Dead = -1;

    /// <summary>No ledger gets there: every level holds eight times as many keys as the one below.</summary>
    public const int LevelMax = 31;

    /// <summary>2^34 segments are 2^39 keys, half of what the ids of a ledger have room for.</summary>
    public const int BitsMax = 34;

    /// <summary>Into how many segments it is cut.</summary>
    public long Segments => 1L << Bits;

    /// <summary>Whether its keys are found in it, and in no other run.</summary>
    public bool IsComplete => Level >= 0 && Written == Segments;

    /// <summary>Whether it is being written, from runs in which its keys are found until it is complete.</summary>
    public bool IsUnderWay => Level >= 0 && Written < Segments;

    /// <summary>In which segment a hash is. A shift by all 64 bits would be one by none.</summary>
    public long SegmentOf(ulong hash) => Bits == 0 ? 0 : (long)(hash >> (64 - Bits));

    /// <summary>The least hash of a segment.</summary>
    public ulong FirstHash(long segment) => Bits == 0 ? 0 : (ulong)segment << (64 - Bits);

    /// <summary>The greatest hash of a segment.</summary>
    public ulong LastHash(long segment) => segment + 1 == Segments ? ulong.MaxValue : FirstHash(segment + 1) - 1;
}
