using System.Runtime.InteropServices;
using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>A balance that postings change in place: the mutable twin of <see cref="BalanceRow"/>, which is copied whole at every change.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct RunningBalance(in BalanceRow row)
{
    public Int128 Available = row.Available;
    public Int128 Frozen = row.Frozen;
    public long EntryCount = row.EntryCount;
    public long LastEntry = row.LastEntry;
    public int BusinessDayMin = row.BusinessDayMin;
    public int BusinessDayMax = row.BusinessDayMax;

    /// <summary>Makes one side of a posting: the balance grows on the account's normal side and shrinks on the other.</summary>
    public void Move(bool isCreditNormal, Side side, Pocket pocket, Int128 amount)
    {
        var change = isCreditNormal == (side == Side.Credit) ? amount : -amount;
        if (pocket == Pocket.Available)
        {
            Available += change;
        }
        else
        {
            Frozen += change;
        }
    }

    /// <summary>Whether the last entry is one that bears a waypoint; also true while there are none, as the next one starts afresh.</summary>
    public readonly bool IsAtWaypoint => EntryCount % WaypointRow.Interval == 0;

    /// <summary>Adds an entry to the account's history. Returns the reference of the entry before it.</summary>
    public long Link(long entry, int businessDay)
    {
        var previous = LastEntry;
        var isFirstSinceWaypoint = IsAtWaypoint;
        LastEntry = entry;
        EntryCount++;
        BusinessDayMin = isFirstSinceWaypoint ? businessDay : Math.Min(businessDay, BusinessDayMin);
        BusinessDayMax = isFirstSinceWaypoint ? businessDay : Math.Max(businessDay, BusinessDayMax);
        return previous;
    }

    /// <summary>Follows an entry that was made elsewhere, the next of the account.</summary>
    public void Follow(in MovedBalance moved)
    {
        (Available, Frozen) = (moved.Available, moved.Frozen);
        Link(moved.Entry, moved.BusinessDay);
    }

    /// <summary>The mark on the last entry; only for when it <see cref="IsAtWaypoint"/>.</summary>
    public readonly WaypointRow ToWaypoint(long account, long recordedAt) => new()
    {
        Account = account,
        EntryNumber = EntryCount,
        Entry = LastEntry,
        RecordedAt = recordedAt,
        BusinessDayMin = BusinessDayMin,
        BusinessDayMax = BusinessDayMax,
    };

    public readonly BalanceRow ToRow(long account) => new()
    {
        Account = account,
        Available = Available,
        Frozen = Frozen,
        EntryCount = EntryCount,
        LastEntry = LastEntry,
        BusinessDayMin = BusinessDayMin,
        BusinessDayMax = BusinessDayMax,
    };
}
