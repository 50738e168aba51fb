namespace WalletCore;

/// <summary>
/// What can be known of a posting rule before it runs, worked out once: which parties are needed open on which sides, and which pairs must
/// not be the same wallet.
/// </summary>
internal sealed class PostingPlan
{
    public PostingPlan(IReadOnlyList<Flow> flows)
    {
        Flows = [.. flows.Select(flow => new PlannedFlow(flow))];
        var sides = new List<PartySides>();
        var distinct = new List<(string From, string To)>();
        foreach (var flow in Flows)
        {
            AddDistinct(flow, distinct);
            AddSides(flow.Sources, flow.Targets, RestrictedSides.Debits, flow, sides);
            AddSides(flow.Targets, flow.Sources, RestrictedSides.Credits, flow, sides);
        }

        Distinct = [.. distinct];
        Sides = [.. sides];
        Payers = [.. Flows.Where(flow => !flow.Flow.OnTop).SelectMany(flow => flow.Sources)
            .Select(end => end.Place).OfType<WalletPlace>().Where(place => place.Pocket == Pocket.Available)
            .Select(place => place.Party).Distinct(StringComparer.Ordinal)];
    }

    public PlannedFlow[] Flows { get; }

    /// <summary>
    /// The pairs of parties that must not be the same wallet. Two parties are two wallets; one party's money may go between its own pockets,
    /// which is what freezing is.
    /// </summary>
    public (string From, string To)[] Distinct { get; }

    /// <summary>The sides that parties' wallets must not be frozen for, in the order in which they are checked.</summary>
    public PartySides[] Sides { get; }

    /// <summary>The parties whose available money the principal amount comes from.</summary>
    public string[] Payers { get; }

    private static void AddDistinct(PlannedFlow flow, List<(string From, string To)> distinct)
    {
        foreach (var source in flow.Sources)
        {
            foreach (var target in flow.Targets)
            {
                if (source.Place is WalletPlace from && target.Place is WalletPlace to && (from.Pocket == to.Pocket || from.Party != to.Party)
                    && !distinct.Contains((from.Party, to.Party)))
                {
                    distinct.Add((from.Party, to.Party));
                }
            }
        }
    }

    /// <summary>
    /// Money that stays in its account, going back from frozen to available, passes any restriction; all else is a debit of its source and a
    /// credit of its target.
    /// </summary>
    private static void AddSides(FlowEnd[] ends, FlowEnd[] others, RestrictedSides side, PlannedFlow flow, List<PartySides> sides)
    {
        foreach (var end in ends)
        {
            if (end.Place is not WalletPlace place)
            {
                continue;
            }

            var staysInAccount = others is [{ Place: WalletPlace other }] && other.Party == place.Party;
            var isFreeze = staysInAccount && flow.Sources[0].Place is WalletPlace { Pocket: Pocket.Available };
            var needed = !staysInAccount ? side : isFreeze && side == RestrictedSides.Debits ? RestrictedSides.Debits : RestrictedSides.None;
            var line = new PartySides(place.Party, needed);
            if (needed != RestrictedSides.None && !sides.Contains(line))
            {
                sides.Add(line);
            }
        }
    }
}

/// <summary>A flow with its ends as arrays.</summary>
internal sealed class PlannedFlow(Flow flow)
{
    public Flow Flow { get; } = flow;

    public FlowEnd[] Sources { get; } = [.. flow.Sources];

    public FlowEnd[] Targets { get; } = [.. flow.Targets];

    /// <summary>The caps on its ends; mostly none.</summary>
    public AmountRule[] Caps { get; } = [.. flow.Sources.Concat(flow.Targets).Select(end => end.Cap).OfType<AmountRule>()];
}

/// <summary>The sides that a party's wallet must not be frozen for.</summary>
internal readonly record struct PartySides(string Party, RestrictedSides Sides);
