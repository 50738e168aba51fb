namespace WalletCore.Storage;

/// <summary>What a command may carry beside its reference. Null where the caller gave nothing.</summary>
public sealed record TransactionNotes
{
    /// <summary>A free text for people.</summary>
    public string? Description { get; init; }

    /// <summary>Where the command came in: <c>app</c>, <c>pos</c>, …</summary>
    public string? Channel { get; init; }

    /// <summary>The host's correlation id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The reason, for verbs that have one (freeze, refund, adjust, …).</summary>
    public string? Reason { get; init; }

    /// <summary>Who asked.</summary>
    public string? ActorId { get; init; }

    /// <summary>The actor's roles, comma-separated in ordinal order.</summary>
    public string? ActorRoles { get; init; }

    /// <summary>The metadata as a JSON object of strings, keys in ordinal order.</summary>
    public string? Metadata { get; init; }
}
