namespace WalletCore.Storage;

/// <summary>A freeze record as it stands. Amounts are minor units of its account's currency.</summary>
public sealed record FreezeRow
{
    /// <summary>Its ordinal: the sequence of the transaction that made it.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The account whose money it holds.</summary>
    public required long Account { get; init; }

    /// <summary>All that was ever put under it: the first amount and every raise.</summary>
    public required Int128 Amount { get; init; }

    /// <summary>What it still holds; zero unless active.</summary>
    public required Int128 Remaining { get; init; }

    /// <summary>What was captured from it.</summary>
    public required Int128 Captured { get; init; }

    /// <summary>Where it stands.</summary>
    public required FreezeStatus Status { get; init; }

    /// <summary>How often it may be captured.</summary>
    public required CaptureMode Mode { get; init; }

    /// <summary>The host's reason; null when none was given.</summary>
    public string? Reason { get; init; }

    /// <summary>When it expires, in microseconds of Unix time; null when it does not.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>When it was made, in microseconds of Unix time.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>When it stopped being active, in microseconds of Unix time; null while it is.</summary>
    public long? SettledAt { get; init; }
}
