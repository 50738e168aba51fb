namespace WalletCore;

/// <summary>Reopens a closed wallet.</summary>
/// <remarks>Refused with <c>wallet_not_found</c>, <c>wallet_not_closed</c>, <c>permission_denied</c>.</remarks>
public sealed record ReopenWallet : Command<WalletReceipt>
{
    /// <summary>Reopens that wallet.</summary>
    public ReopenWallet(WalletRef wallet) => Wallet = wallet;

    /// <summary>The wallet.</summary>
    public WalletRef Wallet { get; }

    /// <summary>Why; at most 1,000 characters.</summary>
    public string? Reason { get; init; }

    internal override string Operation => Operations.ReopenWallet;

    internal override string? ReasonText => Reason;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(Wallet), Wallet);
        fields.Add(nameof(Reason), Reason);
    }
}
