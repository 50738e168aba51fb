namespace WalletCore.Storage;

/// <summary>A wallet as it stands.</summary>
public sealed record WalletRow
{
    /// <summary>Its ordinal, gapless from 1 in the ledger.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The owner's id at the host.</summary>
    public required string OwnerId { get; init; }

    /// <summary>The host's application, or empty.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>What tells several wallets of one owner apart, or empty.</summary>
    public required string Label { get; init; }

    /// <summary>Prepaid or postpaid.</summary>
    public required WalletKind Kind { get; init; }

    /// <summary>Open or closed.</summary>
    public required WalletState State { get; init; }

    /// <summary>Why it is frozen; empty when it is not.</summary>
    public required IReadOnlyList<WalletRestriction> Restrictions { get; init; }

    /// <summary>The host's metadata as a JSON object of strings, keys in ordinal order; null when there is none.</summary>
    public string? Metadata { get; init; }

    /// <summary>When it was opened, in microseconds of Unix time.</summary>
    public required long OpenedAt { get; init; }

    /// <summary>When it last changed (not its balances), in microseconds of Unix time.</summary>
    public required long UpdatedAt { get; init; }
}
