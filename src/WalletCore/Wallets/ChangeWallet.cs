namespace WalletCore;

/// <summary>Changes the terms of a wallet's account, or the wallet's metadata. What is left null stays as it is.</summary>
/// <remarks>
/// Lowering a limit below where the balance stands is fine: limits stop movements that go further out, not movements back. Refused with
/// <c>wallet_not_found</c>, <c>currency_mismatch</c>, <c>wallet_closed</c>, <c>command_invalid</c> (a credit limit on a prepaid wallet, nothing to change),
/// <c>account_number_taken</c>, <c>permission_denied</c>.
/// </remarks>
public sealed record ChangeWallet : Command<WalletReceipt>
{
    /// <summary>Changes that wallet.</summary>
    public ChangeWallet(WalletRef wallet) => Wallet = wallet;

    /// <summary>The wallet.</summary>
    public WalletRef Wallet { get; }

    /// <summary>The new credit limit of the account in its currency; postpaid wallets only; zero or more.</summary>
    public Money? CreditLimit { get; init; }

    /// <summary>The new maximum balance of the account in its currency; zero removes it.</summary>
    public Money? MaxBalance { get; init; }

    /// <summary>The currency of the account to renumber; needed with <see cref="AccountNumber"/>.</summary>
    public Currency? Currency { get; init; }

    /// <summary>The new account number; 1 to 200 characters.</summary>
    public string? AccountNumber { get; init; }

    /// <summary>The new metadata of the wallet; it replaces the old.</summary>
    public Metadata? WalletMetadata { get; init; }

    internal override string Operation => Operations.ChangeWallet;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(Wallet), Wallet);
        fields.Add(nameof(CreditLimit), CreditLimit);
        fields.Add(nameof(MaxBalance), MaxBalance);
        fields.Add(nameof(Currency), Currency?.Code);
        fields.Add(nameof(AccountNumber), AccountNumber);
        fields.Add(nameof(WalletMetadata), WalletMetadata?.ToJson());
    }
}
