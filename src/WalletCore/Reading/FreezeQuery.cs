namespace WalletCore;

/// <summary>Which freeze records to list, in the order in which they were made. Null means any; all given conditions hold together. Immutable.</summary>
public sealed record FreezeQuery
{
    /// <summary>The wallet whose money they hold. A wallet that does not exist has none.</summary>
    public WalletRef? Wallet { get; init; }

    /// <summary>Where they stand as they read: once its time has passed a record is expired, even before its release is posted.</summary>
    public FreezeStatus? Status { get; init; }

    /// <summary>How many records a page has at most: 1 to <see cref="Limits.PageSizeMax"/>; 50 by default.</summary>
    public int PageSize { get; init; } = WalletCore.PageSize.Default;

    /// <summary>The page before's <see cref="Page{T}.NextCursor"/>; null: the first page.</summary>
    public string? Cursor { get; init; }
}
