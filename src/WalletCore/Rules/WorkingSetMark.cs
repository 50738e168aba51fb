using System.Runtime.InteropServices;
using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>A point to go back to.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WorkingSetMark(
    LedgerHead Head,
    (int Balances, int Actions) Undo,
    (int Transactions, int Postings, int Waypoints, int Answers, int Rules) Journal);
