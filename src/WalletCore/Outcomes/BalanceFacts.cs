using System.Runtime.InteropServices;

namespace WalletCore;

/// <summary>An account's balance after a transaction, in the form that receipts keep: most are never looked at, so they cost no object each.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BalanceFacts(AccountIdentity Account, Int128 Available, Int128 Frozen);
