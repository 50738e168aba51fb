namespace WalletCore;

/// <summary>The receipt of a refund or a cancellation.</summary>
public sealed class RefundReceipt : Receipt
{
    internal RefundReceipt(in ReceiptFacts facts, TransactionId originalId)
        : base(facts) => OriginalId = originalId;

    /// <summary>The transaction that was refunded or cancelled. What is still refundable of it: <see cref="LedgerReader.GetRefundableAsync"/>.</summary>
    public TransactionId OriginalId { get; }
}
