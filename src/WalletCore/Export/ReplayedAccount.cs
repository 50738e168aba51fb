using WalletCore.Storage;

namespace WalletCore;

/// <summary>An account as its entries make it so far.</summary>
internal sealed class ReplayedAccount(long ordinal, bool isCreditNormal)
{
    public long Ordinal { get; } = ordinal;

    public bool IsCreditNormal { get; } = isCreditNormal;

    public Int128 Available { get; set; }

    public Int128 Frozen { get; set; }

    public long EntryCount { get; set; }

    public long LastEntry { get; set; }

    public int BusinessDayMin { get; set; }

    public int BusinessDayMax { get; set; }

    public bool IsDirty { get; set; }

    public BalanceRow Balance => new()
    {
        Account = Ordinal,
        Available = Available,
        Frozen = Frozen,
        EntryCount = EntryCount,
        LastEntry = LastEntry,
        BusinessDayMin = BusinessDayMin,
        BusinessDayMax = BusinessDayMax,
    };

    /// <summary>The mark on its last entry.</summary>
    public WaypointRow Waypoint(long recordedAt) => new()
    {
        Account = Ordinal,
        EntryNumber = EntryCount,
        Entry = LastEntry,
        RecordedAt = recordedAt,
        BusinessDayMin = BusinessDayMin,
        BusinessDayMax = BusinessDayMax,
    };
}
