namespace WalletCore;

/// <summary>
/// One movement of a posting rule: an amount, taken from the sources in order and put to the targets in order. It debits and credits the
/// same amount, so no rule can be out of balance.
/// </summary>
public sealed record Flow
{
    internal Flow(string name, IReadOnlyList<FlowEnd> sources, IReadOnlyList<FlowEnd> targets, AmountRule amount, PostingRole role, bool onTop)
    {
        Name = name;
        Sources = sources;
        Targets = targets;
        Amount = amount;
        Role = role;
        OnTop = onTop;
    }

    /// <summary>What it is for, in the host's words.</summary>
    public string Name { get; }

    /// <summary>Where it takes from: each source gives what it has, up to its cap, before the next one is asked.</summary>
    public IReadOnlyList<FlowEnd> Sources { get; }

    /// <summary>Where it puts to: each target is filled up to its cap before the next one gets anything.</summary>
    public IReadOnlyList<FlowEnd> Targets { get; }

    /// <summary>How much. Zero moves nothing.</summary>
    public AmountRule Amount { get; }

    /// <summary>What it is within the transaction.</summary>
    public PostingRole Role { get; }

    /// <summary>Whether it comes on top of the principal amount rather than out of it.</summary>
    public bool OnTop { get; }

    /// <summary>The flow in one line.</summary>
    public override string ToString() =>
        $"{Name}: {string.Join(", then ", Sources)} -> {string.Join(", then ", Targets)}: {Amount}"
        + (Role == PostingRole.Principal ? string.Empty : $" [{(Role == PostingRole.Fee ? "fee" : "tax")}]")
        + (OnTop ? " [on top]" : string.Empty);
}
