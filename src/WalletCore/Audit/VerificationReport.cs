namespace WalletCore;

/// <summary>What a verification found.</summary>
public sealed record VerificationReport
{
    /// <summary>After how many findings a verification stops: books that are this wrong need a backup rather than a longer list.</summary>
    public const int FindingsMax = 100;

    /// <summary>How many transactions were read.</summary>
    public required long TransactionCount { get; init; }

    /// <summary>The last sequence, as the ledger's head says.</summary>
    public required long LastSequence { get; init; }

    /// <summary>The last link of the chain, as 64 hexadecimal digits. Kept elsewhere, it proves later that nothing up to here was changed.</summary>
    public required string ChainHash { get; init; }

    /// <summary>What is wrong, in the order of the journal, then what is about the state at the end; at most <see cref="FindingsMax"/>.</summary>
    public required IReadOnlyList<VerificationFinding> Findings { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsClean => Findings.Count == 0;

    /// <summary>Whether everything was looked at: it stopped neither for too many findings nor at rows that could not be read.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The first transaction that something is wrong with; null when there is none, or nothing that belongs to one transaction.</summary>
    public long? FirstBadSequence => Findings.Count == 0 ? null : Findings[0].Sequence;
}
