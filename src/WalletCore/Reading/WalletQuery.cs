namespace WalletCore;

/// <summary>Which wallets to list, in the order in which they were opened. Null means any; all given conditions hold together. Immutable.</summary>
public sealed record WalletQuery
{
    /// <summary>The owner's id.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The application id; empty: only wallets of no application.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>The label; empty: only wallets without one.</summary>
    public string? Label { get; init; }

    /// <summary>Prepaid or postpaid.</summary>
    public WalletKind? Kind { get; init; }

    /// <summary>Open or closed.</summary>
    public WalletState? State { get; init; }

    /// <summary>True: only frozen wallets, that is with any restriction; false: only those without.</summary>
    public bool? IsFrozen { get; init; }

    /// <summary>Only wallets with an account, not removed, in the currency of this code.</summary>
    public Currency? Currency { get; init; }

    /// <summary>How many wallets a page has at most: 1 to <see cref="Limits.PageSizeMax"/>; 50 by default.</summary>
    public int PageSize { get; init; } = WalletCore.PageSize.Default;

    /// <summary>The page before's <see cref="Page{T}.NextCursor"/>; null: the first page.</summary>
    public string? Cursor { get; init; }
}
