namespace WalletCore;

/// <summary>Sets money of a wallet aside under a freeze record.</summary>
/// <remarks>
/// Refused with <c>amount_not_positive</c>, <c>wallet_not_found</c>, <c>currency_mismatch</c>, <c>wallet_closed</c>, <c>wallet_frozen</c> (debits),
/// <c>expiry_not_future</c>, <c>insufficient_funds</c>.
/// </remarks>
public sealed record Freeze : Command<FreezeReceipt>
{
    /// <summary>Freezes that amount.</summary>
    public Freeze(WalletRef wallet, Money amount)
    {
        Wallet = wallet;
        Amount = amount;
    }

    /// <summary>The wallet.</summary>
    public WalletRef Wallet { get; }

    /// <summary>How much.</summary>
    public Money Amount { get; }

    /// <summary>Why; at most 1,000 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>When it releases itself; null: never. Expired from that very instant on, whether or not a sweep has run.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How often it may be captured; once by default.</summary>
    public CaptureMode Mode { get; init; }

    internal override string Operation => Operations.Freeze;

    internal override string? ReasonText => Reason;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(Wallet), Wallet);
        fields.Add(nameof(Amount), Amount);
        fields.Add(nameof(Reason), Reason);
        fields.Add(nameof(ExpiresAt), ExpiresAt is { } time ? MicroTime.FromDateTimeOffset(time) : 0, ExpiresAt is not null);
        fields.Add(nameof(Mode), (int)Mode);
    }
}
