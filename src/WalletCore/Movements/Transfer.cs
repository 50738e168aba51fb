namespace WalletCore;

/// <summary>Moves money between two wallets of the ledger, in the currency of the amount.</summary>
/// <remarks>
/// Refused with <c>amount_not_positive</c>, <c>wallet_not_found</c>, <c>currency_mismatch</c>, <c>same_wallet</c>, <c>wallet_closed</c>,
/// <c>wallet_frozen</c>, <c>max_balance_exceeded</c>, <c>insufficient_funds</c>.
/// </remarks>
public sealed record Transfer : Command<Receipt>
{
    /// <summary>Transfers that amount.</summary>
    public Transfer(WalletRef from, WalletRef to, Money amount)
    {
        From = from;
        To = to;
        Amount = amount;
    }

    /// <summary>The wallet that pays.</summary>
    public WalletRef From { get; }

    /// <summary>The wallet that gets the money.</summary>
    public WalletRef To { get; }

    /// <summary>How much.</summary>
    public Money Amount { get; }

    internal override string Operation => Operations.Transfer;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(From), From);
        fields.Add(nameof(To), To);
        fields.Add(nameof(Amount), Amount);
    }
}
