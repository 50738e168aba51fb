namespace WalletCore;

/// <summary>Puts more money under a freeze record, with the same checks as a new freeze.</summary>
/// <remarks>
/// Refused with <c>amount_not_positive</c>, <c>freeze_not_found</c>, <c>currency_mismatch</c>, <c>freeze_not_active</c>, <c>wallet_closed</c>,
/// <c>wallet_frozen</c> (debits), <c>insufficient_funds</c>.
/// </remarks>
public sealed record RaiseFreeze : Command<FreezeReceipt>
{
    /// <summary>Raises that record by that amount.</summary>
    public RaiseFreeze(FreezeId freeze, Money amount)
    {
        FreezeId = freeze;
        Amount = amount;
    }

    /// <summary>The freeze record.</summary>
    public FreezeId FreezeId { get; }

    /// <summary>By how much.</summary>
    public Money Amount { get; }

    internal override string Operation => Operations.RaiseFreeze;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(FreezeId), FreezeId.Value);
        fields.Add(nameof(Amount), Amount);
    }
}
