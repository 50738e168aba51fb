namespace WalletCore;

/// <summary>What an idempotency key answered: a transaction or a refusal. Immutable.</summary>
public sealed record KeyRecord
{
    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>When it was first answered (UTC).</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The transaction that it posted; null when it was refused.</summary>
    public Transaction? Transaction { get; init; }

    /// <summary>The refusal that it got; null when it posted.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Whether the ledger's <see cref="KeyPolicy"/> has let it run out: a command under it is decided anew.</summary>
    public required bool IsExpired { get; init; }
}
