namespace WalletCore;

/// <summary>What a verification found.</summary>
public sealed record VerificationReport
{
    /// <summary>How many transactions were read.</summary>
    public required long TransactionCount { get; init; }

    /// <summary>The last sequence that was read.</summary>
    public required long LastSequence { get; init; }

    /// <summary>The last link of the chain, as 64 hexadecimal digits.</summary>
    public required string ChainHash { get; init; }

    /// <summary>What is wrong, in the order of the journal; at most <see cref="FindingsMax"/>.</summary>
    public required IReadOnlyList<VerificationFinding> Findings { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsClean => Findings.Count == 0;

    /// <summary>After how many findings a verification stops.</summary>
    public const int FindingsMax = 100;
}
