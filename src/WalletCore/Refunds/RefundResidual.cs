namespace WalletCore;

/// <summary>Pays out all that is available in a prepaid wallet's account. Frozen money stays.</summary>
/// <remarks>
/// Refused with <c>wallet_not_found</c>, <c>account_not_found</c>, <c>currency_mismatch</c>, <c>wallet_closed</c>, <c>wallet_frozen</c> (debits),
/// <c>wallet_not_prepaid</c>, <c>permission_denied</c> (needs the manager permission), <c>nothing_to_refund</c>.
/// </remarks>
public sealed record RefundResidual : Command<Receipt>
{
    /// <summary>Pays out that wallet's account in that currency.</summary>
    public RefundResidual(WalletRef wallet, Currency currency)
    {
        Wallet = wallet;
        Currency = currency;
    }

    /// <summary>The wallet.</summary>
    public WalletRef Wallet { get; }

    /// <summary>The currency of the account.</summary>
    public Currency Currency { get; }

    /// <summary>The code of the system account it goes to; <c>cash</c> by default.</summary>
    public string To { get; init; } = SystemAccount.CashCode;

    internal override string Operation => Operations.RefundResidual;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(Wallet), Wallet);
        fields.Add(nameof(Currency), Currency.Code);
        fields.Add(nameof(To), To);
    }
}
