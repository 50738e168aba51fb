namespace WalletCore;

/// <summary>Gives back all or part of a transaction, along the way it came.</summary>
/// <remarks>
/// Refused with <c>amount_not_positive</c>, <c>transaction_not_found</c> (also when <see cref="Payer"/> did not pay it), <c>wallet_not_found</c>,
/// <c>currency_mismatch</c>, <c>not_refundable</c>, <c>wallet_closed</c>, <c>wallet_frozen</c>, <c>already_refunded</c>,
/// <c>refund_window_expired</c>, <c>refund_count_exceeded</c>, <c>refund_exceeds_remaining</c>, <c>insufficient_funds</c> (on the receiver).
/// </remarks>
public sealed record Refund : Command<RefundReceipt>
{
    /// <summary>Refunds that transaction.</summary>
    public Refund(TransactionId transaction) => TransactionId = transaction;

    /// <summary>The transaction to refund.</summary>
    public TransactionId TransactionId { get; }

    /// <summary>How much of its principal amount; null: all that is still refundable.</summary>
    public Money? Amount { get; init; }

    /// <summary>Who is believed to have paid the original; null: not checked.</summary>
    public WalletRef? Payer { get; init; }

    /// <summary>Another wallet of the same owner that gets the money, for example when the first one is closed; null: the payer's.</summary>
    public WalletRef? To { get; init; }

    /// <summary>Why; at most 1,000 characters.</summary>
    public string? Reason { get; init; }

    internal override string Operation => Operations.Refund;

    internal override string? ReasonText => Reason;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(TransactionId), TransactionId.Value);
        fields.Add(nameof(Amount), Amount);
        fields.Add(nameof(Payer), Payer ?? default);
        fields.Add(nameof(To), To ?? default);
        fields.Add(nameof(Reason), Reason);
    }
}
