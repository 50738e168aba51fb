namespace WalletCore;

/// <summary>Adds an account in a further currency to a wallet, or takes back one that was removed. Does nothing when it is there.</summary>
/// <remarks>Refused with <c>wallet_not_found</c>, <c>wallet_closed</c>, <c>account_number_taken</c>, <c>command_invalid</c>.</remarks>
public sealed record AddAccount : Command<WalletReceipt>
{
    /// <summary>Adds an account in that currency.</summary>
    public AddAccount(WalletRef wallet, Currency currency)
    {
        Wallet = wallet;
        Currency = currency;
    }

    /// <summary>The wallet.</summary>
    public WalletRef Wallet { get; }

    /// <summary>The currency.</summary>
    public Currency Currency { get; }

    /// <summary>How far below zero a postpaid account may go; null: not at all.</summary>
    public Money? CreditLimit { get; init; }

    /// <summary>The highest balance that credits may reach; null: as the policy says.</summary>
    public Money? MaxBalance { get; init; }

    /// <summary>A number, unique in the ledger; 1 to 200 characters; null: none.</summary>
    public string? AccountNumber { get; init; }

    internal override string Operation => Operations.AddAccount;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(Wallet), Wallet);
        fields.Add(nameof(Currency), Currency.Code);
        fields.Add(nameof(CreditLimit), CreditLimit);
        fields.Add(nameof(MaxBalance), MaxBalance);
        fields.Add(nameof(AccountNumber), AccountNumber);
    }
}
