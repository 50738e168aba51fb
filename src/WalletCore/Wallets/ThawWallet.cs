namespace WalletCore;

/// <summary>Lifts one reason for which a wallet is frozen. The wallet thaws when the last one is lifted.</summary>
/// <remarks>Refused with <c>wallet_not_found</c>, <c>wallet_closed</c>, <c>wallet_not_frozen</c> (not for that reason), <c>permission_denied</c>.</remarks>
public sealed record ThawWallet : Command<WalletReceipt>
{
    /// <summary>Lifts that reason.</summary>
    public ThawWallet(WalletRef wallet, string reason)
    {
        Wallet = wallet;
        Reason = reason;
    }

    /// <summary>The wallet.</summary>
    public WalletRef Wallet { get; }

    /// <summary>The reason to lift.</summary>
    public string Reason { get; }

    internal override string Operation => Operations.ThawWallet;

    internal override string? ReasonText => Reason;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(Wallet), Wallet);
        fields.Add(nameof(Reason), Reason);
    }
}
