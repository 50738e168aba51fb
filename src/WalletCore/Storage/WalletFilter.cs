namespace WalletCore.Storage;

/// <summary>Which wallets to list; null means any. All given conditions hold together.</summary>
public sealed record WalletFilter
{
    /// <summary>The owner's id.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The application id.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>The label.</summary>
    public string? Label { get; init; }

    /// <summary>The kind.</summary>
    public WalletKind? Kind { get; init; }

    /// <summary>The state.</summary>
    public WalletState? State { get; init; }

    /// <summary>True: only wallets with a restriction; false: only wallets without.</summary>
    public bool? Restricted { get; init; }

    /// <summary>Only wallets with an account (not removed) in this currency.</summary>
    public string? Currency { get; init; }
}
