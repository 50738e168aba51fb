namespace WalletCore.Storage;

/// <summary>How much of a transaction was given back so far. There is a row only once something was.</summary>
public sealed record RefundRow
{
    /// <summary>The sequence of the original.</summary>
    public required long Original { get; init; }

    /// <summary>What was given back of the principal amount, in minor units.</summary>
    public required Int128 Refunded { get; init; }

    /// <summary>How many refunds there were.</summary>
    public required int Count { get; init; }

    /// <summary>Whether the original was cancelled.</summary>
    public required bool Cancelled { get; init; }

    /// <summary>What was given back of each posting of the original, in their order, in minor units.</summary>
    public required IReadOnlyList<Int128> ByPosting { get; init; }
}
