namespace WalletCore;

/// <summary>Closes an empty wallet. Every movement is refused until it is reopened.</summary>
/// <remarks>Refused with <c>wallet_not_found</c>, <c>wallet_closed</c> (already), <c>wallet_has_freezes</c>, <c>wallet_not_empty</c>, <c>permission_denied</c>.</remarks>
public sealed record CloseWallet : Command<WalletReceipt>
{
    /// <summary>Closes that wallet.</summary>
    public CloseWallet(WalletRef wallet) => Wallet = wallet;

    /// <summary>The wallet.</summary>
    public WalletRef Wallet { get; }

    /// <summary>Why; at most 1,000 characters.</summary>
    public string? Reason { get; init; }

    internal override string Operation => Operations.CloseWallet;

    internal override string? ReasonText => Reason;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(Wallet), Wallet);
        fields.Add(nameof(Reason), Reason);
    }
}
