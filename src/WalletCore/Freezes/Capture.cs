namespace WalletCore;

/// <summary>Takes frozen money for good: to another wallet, or to a system account (<c>cash</c> by default).</summary>
/// <remarks>
/// What a partial capture leaves is released with it, unless the record was made for several captures and this one is not
/// <see cref="IsFinal"/>. Refused with <c>amount_not_positive</c>, <c>freeze_not_found</c>, <c>wallet_not_found</c>, <c>account_not_found</c>,
/// <c>currency_mismatch</c>, <c>same_wallet</c>, <c>freeze_not_active</c>, <c>wallet_closed</c>, <c>wallet_frozen</c>,
/// <c>capture_exceeds_remaining</c>.
/// </remarks>
public sealed record Capture : Command<FreezeReceipt>
{
    /// <summary>Captures money of that record.</summary>
    public Capture(FreezeId freeze) => FreezeId = freeze;

    /// <summary>The freeze record.</summary>
    public FreezeId FreezeId { get; }

    /// <summary>How much; null: all that remains.</summary>
    public Money? Amount { get; init; }

    /// <summary>The wallet that gets it; null: <see cref="ToSystem"/> does.</summary>
    public WalletRef? To { get; init; }

    /// <summary>The code of the system account that gets it where no wallet does; <c>cash</c> by default.</summary>
    public string ToSystem { get; init; } = SystemAccount.CashCode;

    /// <summary>Whether what remains is released; null: as the record's mode says.</summary>
    public bool? IsFinal { get; init; }

    internal override string Operation => To is null ? Operations.CaptureOut : Operations.Capture;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(FreezeId), FreezeId.Value);
        fields.Add(nameof(Amount), Amount);
        fields.Add(nameof(To), To ?? default);
        fields.Add(nameof(ToSystem), ToSystem);
        fields.Add(nameof(IsFinal), IsFinal == true ? 1 : 0, IsFinal is not null);
    }
}
