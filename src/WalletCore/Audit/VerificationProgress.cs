using System.Runtime.InteropServices;

namespace WalletCore;

/// <summary>How far a verification has come.</summary>
/// <param name="Verified">How many transactions were read.</param>
/// <param name="Total">How many there are.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct VerificationProgress(long Verified, long Total);
