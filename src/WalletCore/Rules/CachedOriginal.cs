using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>A transaction that a command refers back to, and how much of it was given back.</summary>
internal sealed class CachedOriginal(TransactionFacts facts, RefundRow? refund)
{
    public TransactionFacts Facts { get; } = facts;

    public RefundRow? Refund { get; set; } = refund;

    public bool IsDirty { get; set; }

    public Int128 Refunded => Refund?.Refunded ?? Int128.Zero;

    /// <summary>What of the principal amount is still refundable.</summary>
    public Int128 Remaining => Facts.Header.AmountMinor - Refunded;
}
