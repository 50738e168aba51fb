namespace WalletCore;

/// <summary>On which terms the transactions of a posting rule can be refunded.</summary>
public sealed record RefundTerms
{
    /// <summary>Whole or partial, at any time, any number of times, fees in proportion.</summary>
    public static RefundTerms Default { get; } = new();

    /// <summary>Not at all: <c>not_refundable</c>.</summary>
    public static RefundTerms None { get; } = new() { Refundable = false };

    /// <summary>Whether they can be refunded or cancelled at all.</summary>
    public bool Refundable { get; init; } = true;

    /// <summary>What happens to fees and taxes.</summary>
    public FeeRefund Fees { get; init; }

    /// <summary>For how long after the original, by recorded time; null: for ever. Cancelling is bound by it too.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>How many refunds a transaction may have; null: any number.</summary>
    public int? CountMax { get; init; }

    /// <summary>Whether the receiver of the original may be overdrawn by a refund.</summary>
    public bool AllowOverdraft { get; init; }

    /// <summary>The code of a system account that pays in the receiver's place when the receiver's money does not suffice; null: none.</summary>
    public string? FundingAccount { get; init; }

    /// <inheritdoc/>
    public override string ToString() => !Refundable
        ? "not refundable"
        : $"refundable, fees {Fees.ToString().ToLowerInvariant()}"
            + (Window is { } window ? $", within {window:c}" : string.Empty)
            + (CountMax is { } count ? $", at most {count} times" : string.Empty)
            + (AllowOverdraft ? ", receiver may be overdrawn" : string.Empty)
            + (FundingAccount is null ? string.Empty : $", short money from @{FundingAccount}");
}
