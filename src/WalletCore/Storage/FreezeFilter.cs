namespace WalletCore.Storage;

/// <summary>Which freeze records to list; null means any. All given conditions hold together.</summary>
public sealed record FreezeFilter
{
    /// <summary>The wallet's ordinal.</summary>
    public long? Wallet { get; init; }

    /// <summary>The stored status. A record whose time has passed is still stored as active until its release is posted.</summary>
    public FreezeStatus? Status { get; init; }

    /// <summary>Only records that expire at or before this time, in microseconds of Unix time.</summary>
    public long? ExpiresAtMax { get; init; }
}
