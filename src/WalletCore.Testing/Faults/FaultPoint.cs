namespace WalletCore.Testing;

/// <summary>Where a <see cref="FaultyWalletStore"/> fails.</summary>
public enum FaultPoint
{
    /// <summary>Before the right to write is taken.</summary>
    Begin = 0,

    /// <summary>Before anything is loaded.</summary>
    Load = 1,

    /// <summary>Before anything is written.</summary>
    BeforeCommit = 2,

    /// <summary>The commit is written, but its answer is lost.</summary>
    AfterCommit = 3,

    /// <summary>Before a reader is opened.</summary>
    OpenReader = 4,
}

/// <summary>How a <see cref="FaultyWalletStore"/> fails.</summary>
public enum FaultKind
{
    /// <summary>A <see cref="Storage.WalletStoreException"/> that is transient: busy, a time-out.</summary>
    Transient = 0,

    /// <summary>A <see cref="Storage.WalletStoreException"/> that is not transient: a full disk, no rights.</summary>
    Permanent = 1,

    /// <summary>The connection is lost: transient, and the session is of no use any more, whatever is asked of it.</summary>
    Torn = 2,

    /// <summary>An <see cref="OperationCanceledException"/> that no caller asked for, as drivers throw when a command times out.</summary>
    Cancelled = 3,
}

/// <summary>How often, in a thousand, a <see cref="FaultyWalletStore"/> fails at each point, and how. All zero by default.</summary>
public sealed record FaultChances
{
    /// <summary>Before the right to write is taken; 0 to 1,000.</summary>
    public int BeginPerMille { get; init; }

    /// <summary>Before anything is loaded; 0 to 1,000.</summary>
    public int LoadPerMille { get; init; }

    /// <summary>Before anything is written; 0 to 1,000.</summary>
    public int BeforeCommitPerMille { get; init; }

    /// <summary>After it was written, before the answer; 0 to 1,000.</summary>
    public int AfterCommitPerMille { get; init; }

    /// <summary>Before a reader is opened; 0 to 1,000.</summary>
    public int OpenReaderPerMille { get; init; }

    /// <summary>The kinds of fault, equally likely; transient ones and torn connections by default.</summary>
    public IReadOnlyList<FaultKind> Kinds { get; init; } = [FaultKind.Transient, FaultKind.Torn];

    /// <summary>The same chance at each point of writing.</summary>
    public static FaultChances Everywhere(int perMille) => new()
    {
        BeginPerMille = perMille,
        LoadPerMille = perMille,
        BeforeCommitPerMille = perMille,
        AfterCommitPerMille = perMille,
    };

    internal int At(FaultPoint point) => point switch
    {
        FaultPoint.Begin => BeginPerMille,
        FaultPoint.Load => LoadPerMille,
        FaultPoint.BeforeCommit => BeforeCommitPerMille,
        FaultPoint.AfterCommit => AfterCommitPerMille,
        _ => OpenReaderPerMille,
    };
}
