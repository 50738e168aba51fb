namespace WalletCore;

/// <summary>What became of a batch.</summary>
public sealed class BatchOutcome
{
    internal BatchOutcome(Outcome<Receipt>[] outcomes, int? refusedAt)
    {
        Outcomes = outcomes;
        RefusedAt = refusedAt;
        foreach (ref readonly var outcome in outcomes.AsSpan())
        {
            PostedCount += outcome.IsPosted ? 1 : 0;
        }
    }

    /// <summary>The outcome of each command, in the order of the commands.</summary>
    public IReadOnlyList<Outcome<Receipt>> Outcomes { get; }

    /// <summary>The index, from zero, of the command whose refusal undid an all-or-nothing batch; null when nothing was undone.</summary>
    public int? RefusedAt { get; }

    /// <summary>How many were posted, replays included.</summary>
    public int PostedCount { get; }

    /// <summary>How many were refused.</summary>
    public int RefusedCount => Outcomes.Count - PostedCount;

    /// <summary>Whether all were posted.</summary>
    public bool AllPosted => RefusedCount == 0;

    /// <summary>All receipts.</summary>
    /// <exception cref="WalletRefusedException">A command was refused; the one that undid the batch where one did.</exception>
    public IReadOnlyList<Receipt> ValueOrThrow() =>
        RefusedAt is { } index ? [Outcomes[index].ValueOrThrow()] : [.. Outcomes.Select(outcome => outcome.ValueOrThrow())];
}
