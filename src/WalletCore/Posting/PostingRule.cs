using System.Text;

namespace WalletCore;

/// <summary>
/// How a kind of operation becomes entries: a list of flows. Balanced by construction, because every flow debits and credits the same
/// amount. Immutable and thread safe.
/// </summary>
/// <remarks>
/// The journal keeps which rule, in which version, posted each transaction. Change a rule by registering it under a higher version; the
/// same version with another definition is refused when the ledger opens.
/// </remarks>
public sealed class PostingRule
{
    internal PostingRule(
        string name,
        int version,
        IReadOnlyList<Flow> flows,
        Rounding rounding,
        RefundTerms refunds,
        IReadOnlyList<PaymentPermission> permissions,
        bool isFixed)
    {
        Name = name;
        Version = version;
        Flows = flows;
        Rounding = rounding;
        Refunds = refunds;
        Permissions = permissions;
        IsFixed = isFixed;
        Parties = Collect(flows, place => (place as WalletPlace)?.Party);
        SystemParties = Collect(flows, place => (place as SystemPartyPlace)?.Party);
        Inputs = [.. Amounts(flows).OfType<InputAmount>().Select(amount => amount.Name).Distinct(StringComparer.Ordinal)];
        Rates = [.. Amounts(flows).OfType<ConvertedAmount>().Select(amount => amount.Rate).Distinct(StringComparer.Ordinal)];
        Definition = Define();
        Plan = new PostingPlan(flows);
    }

    /// <summary>Its name: the type of its transactions.</summary>
    public string Name { get; }

    /// <summary>Its version, from 1.</summary>
    public int Version { get; }

    /// <summary>Its flows, in the order in which they are posted.</summary>
    public IReadOnlyList<Flow> Flows { get; }

    /// <summary>How computed amounts are rounded to the currency's minor units.</summary>
    public Rounding Rounding { get; }

    /// <summary>On which terms its transactions can be refunded.</summary>
    public RefundTerms Refunds { get; }

    /// <summary>Who may pay whom; empty: anybody.</summary>
    public IReadOnlyList<PaymentPermission> Permissions { get; }

    /// <summary>The wallets a command must name, in the order of their first use.</summary>
    public IReadOnlyList<string> Parties { get; }

    /// <summary>The further amounts a command may name.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>The rates a command must name.</summary>
    public IReadOnlyList<string> Rates { get; }

    /// <summary>The rule in words, as the journal keeps it.</summary>
    public string Definition { get; }

    internal IReadOnlyList<string> SystemParties { get; }

    internal PostingPlan Plan { get; }

    /// <summary>Whether the engine relies on its very flows, so that a host cannot replace it.</summary>
    internal bool IsFixed { get; }

    /// <summary>Defines a rule.</summary>
    /// <param name="name">1 to 100 of a-z, 0-9, <c>_</c>, <c>-</c>, <c>.</c>, <c>:</c>. The name of a built-in operation replaces it; keep its parties.</param>
    /// <param name="version">From 1. Built-in rules have version 1, so a replacement starts at 2.</param>
    /// <param name="build">Adds the flows.</param>
    /// <exception cref="ArgumentException">The rule could not be run: no flow, amounts that cannot add up to the principal amount, a cap on a last end, …</exception>
    public static PostingRule Define(string name, int version, Action<PostingRuleBuilder> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        var builder = new PostingRuleBuilder(name, version);
        build(builder);
        return builder.Build();
    }

    /// <summary>The rule as a table of T-accounts, in symbols.</summary>
    public string Explain() => PostingRuleTable.Write(this);

    /// <summary>The name and version.</summary>
    public override string ToString() => $"{Name} v{Version}";

    /// <summary>A rule for an event without money.</summary>
    internal static PostingRule Event(string name) => new(name, 1, [], Rounding.HalfEven, RefundTerms.None, [], isFixed: true);

    private static IReadOnlyList<string> Collect(IReadOnlyList<Flow> flows, Func<Place, string?> select) =>
        [.. flows.SelectMany(flow => flow.Sources.Concat(flow.Targets)).Select(end => select(end.Place)).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static IEnumerable<AmountRule> Amounts(IReadOnlyList<Flow> flows) => flows
        .SelectMany(flow => flow.Sources.Concat(flow.Targets).Select(end => end.Cap).OfType<AmountRule>().Prepend(flow.Amount))
        .SelectMany(amount => amount.SelfAndParts());

    private string Define()
    {
        var text = new StringBuilder();
        foreach (var flow in Flows)
        {
            text.Append(flow).Append('\n');
        }

        foreach (var permission in Permissions)
        {
            text.Append(permission).Append('\n');
        }

        return text.Append("rounding ").Append(Rounding).Append("; ").Append(Refunds).ToString();
    }
}
