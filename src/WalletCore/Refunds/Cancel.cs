namespace WalletCore;

/// <summary>Reverses a whole transaction once, fees included, provided that nothing of it was refunded.</summary>
/// <remarks>
/// Refused with <c>transaction_not_found</c>, <c>wallet_closed</c>, <c>wallet_frozen</c>, <c>not_cancellable</c>, <c>insufficient_funds</c>.
/// </remarks>
public sealed record Cancel : Command<RefundReceipt>
{
    /// <summary>Cancels that transaction.</summary>
    public Cancel(TransactionId transaction) => TransactionId = transaction;

    /// <summary>The transaction to cancel.</summary>
    public TransactionId TransactionId { get; }

    /// <summary>Why; at most 1,000 characters.</summary>
    public string? Reason { get; init; }

    internal override string Operation => Operations.Cancel;

    internal override string? ReasonText => Reason;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(TransactionId), TransactionId.Value);
        fields.Add(nameof(Reason), Reason);
    }
}
