namespace WalletCore;

/// <summary>
/// Opens a wallet, with its first account, or returns the one that is there: owner + application + label is its natural key.
/// Where the wallet is open but has no account in <see cref="Currency"/>, the account is added.
/// </summary>
/// <remarks>
/// Refused with <c>wallet_terms_differ</c> when the wallet is there with another kind, <c>wallet_closed</c> when it is closed,
/// <c>account_number_taken</c>, <c>currency_not_supported</c>, <c>command_invalid</c> (a credit limit on a prepaid wallet).
/// </remarks>
public sealed record OpenWallet : Command<WalletReceipt>
{
    /// <summary>Opens a wallet of that owner.</summary>
    /// <param name="ownerId">The owner's id at the host; 1 to 200 characters.</param>
    /// <exception cref="ArgumentNullException">The owner's id is null.</exception>
    public OpenWallet(string ownerId)
    {
        ArgumentNullException.ThrowIfNull(ownerId);
        OwnerId = ownerId;
    }

    /// <summary>The owner's id at the host; 1 to 200 characters.</summary>
    public string OwnerId { get; }

    /// <summary>The host's application; at most 200 characters, empty by default.</summary>
    public string ApplicationId { get; init; } = string.Empty;

    /// <summary>What tells several wallets of one owner apart; at most 200 characters, empty by default.</summary>
    public string Label { get; init; } = string.Empty;

    /// <summary>The currency of the first account. Required.</summary>
    public Currency Currency { get; init; }

    /// <summary>Prepaid by default.</summary>
    public WalletKind Kind { get; init; }

    /// <summary>How far below zero a postpaid account may go; null: not at all. Must be in <see cref="Currency"/>.</summary>
    public Money? CreditLimit { get; init; }

    /// <summary>The highest balance that credits may reach; null: as the policy says.</summary>
    public Money? MaxBalance { get; init; }

    /// <summary>A number for the first account, unique in the ledger; 1 to 200 characters; null: none.</summary>
    public string? AccountNumber { get; init; }

    /// <summary>The host's key-value pairs, kept with the wallet.</summary>
    public Metadata? WalletMetadata { get; init; }

    internal override string Operation => Operations.OpenWallet;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(OwnerId), OwnerId);
        fields.Add(nameof(ApplicationId), ApplicationId);
        fields.Add(nameof(Label), Label);
        fields.Add(nameof(Currency), Currency.Code);
        fields.Add(nameof(Kind), (int)Kind);
        fields.Add(nameof(CreditLimit), CreditLimit);
        fields.Add(nameof(MaxBalance), MaxBalance);
        fields.Add(nameof(AccountNumber), AccountNumber);
        fields.Add(nameof(WalletMetadata), WalletMetadata?.ToJson());
    }
}
