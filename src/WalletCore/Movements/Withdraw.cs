namespace WalletCore;

/// <summary>Money goes out: by default debit the wallet, credit <c>cash</c>.</summary>
/// <remarks>
/// Refused with <c>amount_not_positive</c>, <c>wallet_not_found</c>, <c>account_not_found</c>, <c>currency_mismatch</c>, <c>wallet_closed</c>,
/// <c>wallet_frozen</c> (debits), <c>amount_below_minimum</c>, <c>limit_exceeded</c>, <c>insufficient_funds</c>.
/// </remarks>
public sealed record Withdraw : Command<Receipt>
{
    /// <summary>Withdraws that amount.</summary>
    public Withdraw(WalletRef wallet, Money amount)
    {
        Wallet = wallet;
        Amount = amount;
    }

    /// <summary>The wallet that pays.</summary>
    public WalletRef Wallet { get; }

    /// <summary>How much.</summary>
    public Money Amount { get; }

    /// <summary>The code of the system account it goes to; <c>cash</c> by default.</summary>
    public string To { get; init; } = SystemAccount.CashCode;

    internal override string Operation => Operations.Withdraw;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(Wallet), Wallet);
        fields.Add(nameof(Amount), Amount);
        fields.Add(nameof(To), To);
    }
}
