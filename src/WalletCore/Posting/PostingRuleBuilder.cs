namespace WalletCore;

/// <summary>Collects the flows and terms of a <see cref="PostingRule"/>. Not thread safe.</summary>
public sealed class PostingRuleBuilder
{
    private readonly string _name;
    private readonly int _version;
    private readonly List<Flow> _flows = [];
    private readonly List<PaymentPermission> _permissions = [];
    private Rounding _rounding = WalletCore.Rounding.HalfEven;
    private RefundTerms _refunds = RefundTerms.Default;
    private bool _isFixed;

    internal PostingRuleBuilder(string name, int version)
    {
        Names.ThrowUnlessName(name, nameof(name));
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        _name = name;
        _version = version;
    }

    /// <summary>Adds a flow from one place to another, out of the principal amount.</summary>
    public PostingRuleBuilder Move(string name, Place from, Place to, AmountRule amount, PostingRole role = PostingRole.Principal) =>
        Move(name, [from], [to], amount, role);

    /// <summary>Adds a flow from several sources in order to several targets in order, out of the principal amount.</summary>
    public PostingRuleBuilder Move(
        string name, IEnumerable<FlowEnd> from, IEnumerable<FlowEnd> to, AmountRule amount, PostingRole role = PostingRole.Principal) =>
        Add(name, from, to, amount, role, onTop: false);

    /// <summary>Adds a flow on top of the principal amount, such as a surcharge or the other leg of an exchange.</summary>
    public PostingRuleBuilder MoveOnTop(string name, Place from, Place to, AmountRule amount, PostingRole role = PostingRole.Fee) =>
        MoveOnTop(name, [from], [to], amount, role);

    /// <summary>Adds a flow from several sources in order to several targets in order, on top of the principal amount.</summary>
    public PostingRuleBuilder MoveOnTop(
        string name, IEnumerable<FlowEnd> from, IEnumerable<FlowEnd> to, AmountRule amount, PostingRole role = PostingRole.Fee) =>
        Add(name, from, to, amount, role, onTop: true);

    /// <summary>How computed amounts are rounded; half to even by default.</summary>
    public PostingRuleBuilder Round(Rounding rounding)
    {
        if (!Enum.IsDefined(rounding))
        {
            throw new ArgumentOutOfRangeException(nameof(rounding));
        }

        _rounding = rounding;
        return this;
    }

    /// <summary>On which terms its transactions can be refunded.</summary>
    public PostingRuleBuilder Refundable(RefundTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        _refunds = terms;
        return this;
    }

    /// <summary>Adds a line to the allow-list. With no line anybody may pay anybody; with one, only who is on a line.</summary>
    public PostingRuleBuilder Allow(PaymentPermission permission)
    {
        ArgumentNullException.ThrowIfNull(permission);
        _permissions.Add(permission);
        return this;
    }

    internal PostingRuleBuilder Fixed()
    {
        _isFixed = true;
        return this;
    }

    internal PostingRule Build()
    {
        CheckPrincipal();
        CheckLength();
        var rule = new PostingRule(_name, _version, [.. _flows], _rounding, _refunds, [.. _permissions], _isFixed);
        foreach (var permission in _permissions)
        {
            if (!rule.Parties.Contains(permission.Payer, StringComparer.Ordinal) || !rule.Parties.Contains(permission.Payee, StringComparer.Ordinal))
            {
                throw new ArgumentException($"The allow-list of '{_name}' names a party that no flow has: {permission}.");
            }
        }

        return rule;
    }

    private PostingRuleBuilder Add(
        string name, IEnumerable<FlowEnd> from, IEnumerable<FlowEnd> to, AmountRule amount, PostingRole role, bool onTop)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(amount);
        Text.ThrowUnlessFits(name, Names.LengthMax, nameof(name));
        FlowEnd[] sources = [.. from];
        FlowEnd[] targets = [.. to];
        CheckEnds(name, sources, nameof(from));
        CheckEnds(name, targets, nameof(to));
        if (!onTop && amount.SelfAndParts().Any(part => part is ConvertedAmount))
        {
            throw new ArgumentException($"Flow '{name}' is in another currency than the principal amount: add it on top.", nameof(amount));
        }

        if (onTop && amount.SelfAndParts().Any(part => part is RemainingAmount))
        {
            throw new ArgumentException($"Flow '{name}' is on top, so nothing is left for it of the principal amount.", nameof(amount));
        }

        _flows.Add(new Flow(name, sources, targets, amount, role, onTop));
        return this;
    }

    private static void CheckEnds(string name, FlowEnd[] ends, string parameter)
    {
        if (ends.Length == 0)
        {
            throw new ArgumentException($"Flow '{name}' has no end on this side.", parameter);
        }

        if (ends[^1].Cap is not null)
        {
            throw new ArgumentException($"The last end of flow '{name}' must take whatever is left, so it has no cap.", parameter);
        }
    }

    /// <summary>A flow makes at most one posting fewer than it has ends.</summary>
    private void CheckLength()
    {
        var postings = _flows.Sum(flow => flow.Sources.Count + flow.Targets.Count - 1);
        if (postings > Limits.PostingsPerTransactionMax)
        {
            throw new ArgumentException(
                $"Posting rule '{_name}' could make {postings} postings of one command; the most is {Limits.PostingsPerTransactionMax}.");
        }
    }

    /// <summary>The flows out of the principal amount must add up to it: one flow of all of it, or a last one of the rest.</summary>
    private void CheckPrincipal()
    {
        var inside = _flows.FindAll(flow => !flow.OnTop);
        if (inside.Count == 0)
        {
            throw new ArgumentException($"Posting rule '{_name}' moves nothing of its principal amount.");
        }

        var last = inside[^1];
        var addsUp = inside.Count == 1 ? last.Amount is PrincipalAmount or RemainingAmount : last.Amount is RemainingAmount;
        if (!addsUp)
        {
            throw new ArgumentException(
                $"The flows of posting rule '{_name}' do not add up to its principal amount: the last one of those not on top must move "
                + "AmountRule.Remaining (or a single one AmountRule.Principal).");
        }
    }
}
