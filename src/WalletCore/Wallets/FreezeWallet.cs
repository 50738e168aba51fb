namespace WalletCore;

/// <summary>Stops a wallet's debits, credits or both, for a reason. The same reason again replaces its sides.</summary>
/// <remarks>Refused with <c>wallet_not_found</c>, <c>wallet_closed</c>, <c>command_invalid</c>, <c>permission_denied</c>.</remarks>
public sealed record FreezeWallet : Command<WalletReceipt>
{
    /// <summary>Freezes that wallet.</summary>
    /// <param name="wallet">The wallet.</param>
    /// <param name="reason">The reason, unique within the wallet; 1 to 200 characters.</param>
    public FreezeWallet(WalletRef wallet, string reason)
    {
        Wallet = wallet;
        Reason = reason;
    }

    /// <summary>The wallet.</summary>
    public WalletRef Wallet { get; }

    /// <summary>The reason, unique within the wallet.</summary>
    public string Reason { get; }

    /// <summary>Which sides to stop; both by default.</summary>
    public RestrictedSides Sides { get; init; } = RestrictedSides.Both;

    internal override string Operation => Operations.FreezeWallet;

    internal override string? ReasonText => Reason;

    private protected override void AddFields(ref FingerprintBuilder fields)
    {
        fields.Add(nameof(Wallet), Wallet);
        fields.Add(nameof(Reason), Reason);
        fields.Add(nameof(Sides), (int)Sides);
    }
}
