namespace WalletCore;

/// <summary>Money of a wallet held under an id until it is captured, released or expired, as it stood when it was read. Immutable.</summary>
public sealed record FreezeRecord
{
    /// <summary>Its id.</summary>
    public required FreezeId Id { get; init; }

    /// <summary>The wallet whose money it holds.</summary>
    public required WalletId WalletId { get; init; }

    /// <summary>The account whose money it holds.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>All that was ever put under it: the first amount and every raise.</summary>
    public required Money Amount { get; init; }

    /// <summary>What it still holds; zero unless active.</summary>
    public required Money Remaining { get; init; }

    /// <summary>What was captured from it.</summary>
    public required Money Captured { get; init; }

    /// <summary>Where it stands. Once its time has passed it reads as expired, even before its release is posted.</summary>
    public required FreezeStatus Status { get; init; }

    /// <summary>How often it may be captured.</summary>
    public required CaptureMode Mode { get; init; }

    /// <summary>The host's reason; null when none was given.</summary>
    public string? Reason { get; init; }

    /// <summary>When it expires (UTC); null when it does not.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stopped being active (UTC); null while it is.</summary>
    public DateTimeOffset? SettledAt { get; init; }
}
