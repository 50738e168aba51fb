using System.Runtime.InteropServices;

namespace WalletCore.Rules;

/// <summary>A point of the undo log to go back to.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UndoMark(int Balances, int Keys, int Actions);
