namespace WalletCore;

/// <summary>Releases frozen money back to the pocket it came from.</summary>
/// <remarks>
/// Allowed on a wallet that is frozen. Refused with <c>amount_not_positive</c>, <c>freeze_not_found</c>, <c>currency_mismatch</c>,
/// <c>freeze_not_active</c> (with its status), <c>release_exceeds_remaining</c>.
/// </remarks>
public sealed record Unfreeze : Command<FreezeReceipt>
{
    /// <summary>Releases money of that record.</summary>
    public Unfreeze(FreezeId freeze) => FreezeId = freeze;

    /// <summary>The freeze record.</summary>
    public FreezeId FreezeId { get; }

    /// <summary>How much; null: all that remains, which settles the record.</summary>
    public Money? Amount { get; init; }

    /// <summary>Why; at most 1,000 characters.</summary>
    public string? Reason { get; init; }

    internal override string Operation => Operations.Unfreeze;

    internal override string? ReasonText => Reason;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(FreezeId), FreezeId.Value);
        fields.Add(nameof(Amount), Amount);
        fields.Add(nameof(Reason), Reason);
    }
}
