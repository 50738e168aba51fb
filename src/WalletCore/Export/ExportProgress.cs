using System.Runtime.InteropServices;

namespace WalletCore;

/// <summary>How far an export has come.</summary>
/// <param name="Written">How many transactions were written.</param>
/// <param name="Total">How many there are.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ExportProgress(long Written, long Total);
