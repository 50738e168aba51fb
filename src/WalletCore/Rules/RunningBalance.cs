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
