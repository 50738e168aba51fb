namespace WalletCore;

/// <summary>What of a transaction was given back, and what still can be, as it stood when it was read. Immutable.</summary>
public sealed record Refundable
{
    /// <summary>The transaction's principal amount; null when it has none.</summary>
    public Money? Original { get; init; }

    /// <summary>What was given back of it, by refunds or by cancelling; null when there is no principal amount.</summary>
    public Money? Refunded { get; init; }

    /// <summary>
    /// What can still be given back: zero when <see cref="IsRefundable"/> is false, whatever is left of the amount; null when there is no
    /// principal amount.
    /// </summary>
    public Money? Remaining { get; init; }

    /// <summary>How many refunds there were, a cancellation among them.</summary>
    public required int Count { get; init; }

    /// <summary>Whether it was cancelled.</summary>
    public required bool IsCancelled { get; init; }

    /// <summary>
    /// Why it cannot be refunded: <c>not_refundable</c>, <c>already_refunded</c>, <c>refund_window_expired</c> or <c>refund_count_exceeded</c>, as
    /// a refund would be refused now. Null when it can be. The wallets (closed, frozen, short of money) and permissions are looked at only by the
    /// refund itself.
    /// </summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Whether a refund is possible as far as the transaction itself goes.</summary>
    public bool IsRefundable => Refusal is null;
}
