namespace WalletCore;

/// <summary>Corrects a balance by hand, against the system account <c>adjustments</c>, with a reason and an actor.</summary>
/// <remarks>
/// Refused with <c>amount_not_positive</c>, <c>command_invalid</c> (no actor), <c>field_invalid</c> (no reason), <c>wallet_not_found</c>,
/// <c>currency_mismatch</c>, <c>wallet_closed</c>, <c>wallet_frozen</c>, <c>permission_denied</c>, <c>insufficient_funds</c>.
/// </remarks>
public sealed record Adjust : Command<Receipt>
{
    /// <summary>Adjusts by that amount.</summary>
    /// <param name="wallet">The wallet.</param>
    /// <param name="side">Credit adds to the wallet, debit takes away.</param>
    /// <param name="amount">How much; positive.</param>
    /// <param name="reason">Why; 1 to 1,000 characters.</param>
    public Adjust(WalletRef wallet, Side side, Money amount, string reason)
    {
        Wallet = wallet;
        Side = side;
        Amount = amount;
        Reason = reason;
    }

    /// <summary>The wallet.</summary>
    public WalletRef Wallet { get; }

    /// <summary>Credit adds to the wallet, debit takes away.</summary>
    public Side Side { get; }

    /// <summary>How much; positive.</summary>
    public Money Amount { get; }

    /// <summary>Why.</summary>
    public string Reason { get; }

    internal override string Operation => Side == Side.Credit ? Operations.AdjustCredit : Operations.AdjustDebit;

    internal override string? ReasonText => Reason;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(Wallet), Wallet);
        fields.Add(nameof(Side), (int)Side);
        fields.Add(nameof(Amount), Amount);
        fields.Add(nameof(Reason), Reason);
    }
}
