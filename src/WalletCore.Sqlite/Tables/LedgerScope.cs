namespace WalletCore.Sqlite.Tables;

/// <summary>
/// A ledger's share of the row ids: its number in the upper bits, the ordinal in the lower 40. Rows of a ledger lie together and new
/// ones go to the end of its run. The first ledger has number 0, so in the usual file of one ledger ids are the bare ordinals, which
/// are also shorter to store.
/// </summary>
internal readonly record struct LedgerScope(long Number)
{
    public const int OrdinalBits = 40;
    public const long OrdinalMax = (1L << OrdinalBits) - 1;
    public const long NumberMax = (1L << (62 - OrdinalBits)) - 1;

    /// <summary>A row id that no row has.</summary>
    private const long Nowhere = long.MinValue;

    /// <summary>The row id before the ledger's first.</summary>
    public long Base => Number << OrdinalBits;

    /// <summary>The ledger's last possible row id.</summary>
    public long Last => Base | OrdinalMax;

    /// <summary>The row id to look an ordinal up with; one that finds nothing where the ordinal cannot exist.</summary>
    public long Row(long ordinal) => ordinal is > 0 and <= OrdinalMax ? Base | ordinal : Nowhere;

    /// <summary>The row id to write.</summary>
    public long NewRow(long ordinal) => ordinal is > 0 and <= OrdinalMax
        ? Base | ordinal
        : throw new ArgumentOutOfRangeException(nameof(ordinal), ordinal, "Ordinals go from 1 to 2^40 - 1.");

    /// <summary>The row id after which a page starts, or before which it ends.</summary>
    public long Bound(long ordinal) => Base | Math.Clamp(ordinal, 0, OrdinalMax);

    /// <summary>The first row id that a page going backwards does not include.</summary>
    public long BoundBefore(long ordinal) => ordinal > OrdinalMax ? Last + 1 : Base | Math.Max(ordinal, 0);

    public bool Contains(long row) => row >> OrdinalBits == Number;

    public static long Ordinal(long row) => row & OrdinalMax;
}
