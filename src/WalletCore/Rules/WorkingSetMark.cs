using System.Runtime.InteropServices;

namespace WalletCore.Rules;

/// <summary>A point to go back to.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WorkingSetMark(
    Counters Counters,
    UndoMark Undo,
    (int Transactions, int Postings, int Waypoints, int Answers, int Rules) Journal);
