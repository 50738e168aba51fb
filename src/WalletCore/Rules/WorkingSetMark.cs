using System.Runtime.InteropServices;

namespace WalletCore.Rules;

/// <summary>A point to go back to.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct WorkingSetMark
{
    public Counters Counters;
    public UndoMark Undo;
    public (int Transactions, int Postings, int Waypoints, int Answers, int Rules) Journal;
}
