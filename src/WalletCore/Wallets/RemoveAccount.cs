namespace WalletCore;

/// <summary>Removes an account from a wallet: it takes no movements until it is added again. Its history stays.</summary>
/// <remarks>Refused with <c>wallet_not_found</c>, <c>currency_mismatch</c>, <c>wallet_has_freezes</c>, <c>wallet_not_empty</c>.</remarks>
public sealed record RemoveAccount : Command<WalletReceipt>
{
    /// <summary>Removes the account in that currency.</summary>
    public RemoveAccount(WalletRef wallet, Currency currency)
    {
        Wallet = wallet;
        Currency = currency;
    }

    /// <summary>The wallet.</summary>
    public WalletRef Wallet { get; }

    /// <summary>The currency.</summary>
    public Currency Currency { get; }

    internal override string Operation => Operations.RemoveAccount;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(Wallet), Wallet);
        fields.Add(nameof(Currency), Currency.Code);
    }
}
