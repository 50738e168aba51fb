namespace WalletCore;

/// <summary>Money comes in from outside: by default debit <c>cash</c>, credit the wallet.</summary>
/// <remarks>
/// Refused with <c>amount_not_positive</c>, <c>wallet_not_found</c>, <c>account_not_found</c>, <c>currency_mismatch</c>, <c>wallet_closed</c>,
/// <c>wallet_frozen</c> (credits), <c>max_balance_exceeded</c>, <c>amount_overflow</c>.
/// </remarks>
public sealed record Deposit : Command<Receipt>
{
    /// <summary>Deposits that amount.</summary>
    public Deposit(WalletRef wallet, Money amount)
    {
        Wallet = wallet;
        Amount = amount;
    }

    /// <summary>The wallet that gets the money.</summary>
    public WalletRef Wallet { get; }

    /// <summary>How much.</summary>
    public Money Amount { get; }

    /// <summary>The code of the system account it comes from; <c>cash</c> by default.</summary>
    public string From { get; init; } = SystemAccount.CashCode;

    internal override string Operation => Operations.Deposit;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(Wallet), Wallet);
        fields.Add(nameof(Amount), Amount);
        fields.Add(nameof(From), From);
    }
}
