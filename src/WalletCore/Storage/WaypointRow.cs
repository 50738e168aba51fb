namespace WalletCore.Storage;

/// <summary>
/// A mark on every <see cref="Interval"/>th entry of an account. From the nearest mark an entry is at most that many steps back along the
/// chain, so long histories are paged and dated quickly without an index row for every entry.
/// </summary>
public readonly record struct WaypointRow
{
    /// <summary>How many entries lie between two marks.</summary>
    public const int Interval = 64;

    /// <summary>The account's ordinal.</summary>
    public required long Account { get; init; }

    /// <summary>The number of the marked entry within its account; a multiple of <see cref="Interval"/>.</summary>
    public required long EntryNumber { get; init; }

    /// <summary>The reference of the marked entry (see <see cref="PostingRow"/>).</summary>
    public required long Entry { get; init; }

    /// <summary>When it was recorded, in microseconds of Unix time.</summary>
    public required long RecordedAt { get; init; }

    /// <summary>The earliest business day among the marked entry and the ones since the mark before.</summary>
    public required int BusinessDayMin { get; init; }

    /// <summary>The latest business day among them.</summary>
    public required int BusinessDayMax { get; init; }
}
