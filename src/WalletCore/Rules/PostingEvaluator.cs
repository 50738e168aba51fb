using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WalletCore.Rules;

/// <summary>Runs the flows of a posting rule: existence, state, policy and limits first, then the postings with their funds.</summary>
internal sealed class PostingEvaluator(Decision decision)
{
    private readonly List<Leg> _sources = [];
    private readonly List<Leg> _targets = [];

    /// <summary>Runs the decision's rule over its principal amount and parties.</summary>
    /// <param name="ownState">What the command checks of the state besides its wallets, after them; null: nothing.</param>
    public Refusal? Run(Func<Refusal?>? ownState = null)
    {
        if ((CheckSystemAccounts() ?? CheckCurrencies() ?? CheckPairs() ?? CheckOpen() ?? CheckRestrictions() ?? ownState?.Invoke()
            ?? PolicyRules.Check(decision) ?? PolicyRules.CheckLimits(decision)) is { } refused)
        {
            return refused;
        }

        if (decision.NeedsMore)
        {
            return null;
        }

        var stopped = PostFlows();
        return stopped?.Code == RefusalCode.AmountOverflow ? stopped : decision.FoundLimit ?? stopped ?? decision.Found;
    }

    /// <summary>Moves an amount, checking the source's funds and the target's maximum. For what is no flow: refunds and releases.</summary>
    public Refusal? Move(
        CachedAccount source, Pocket sourcePocket, CachedAccount target, Pocket targetPocket, Int128 amount, PostingRole role, bool onTop, bool checkFunds, bool checkMaximum)
    {
        if (checkFunds)
        {
            CheckFunds(source, sourcePocket, amount);
        }

        if (!PostingWriter.Write(decision, source, sourcePocket, target, targetPocket, amount, role, onTop))
        {
            return Refusals.AmountOverflow();
        }

        if (checkMaximum && !ReferenceEquals(source, target) && PolicyRules.MaxBalanceOf(target) is { } maximum
            && target.Balance.Available + target.Balance.Frozen > maximum)
        {
            decision.FindLimit(Refusals.MaxBalanceExceeded(target, maximum, amount));
        }

        return null;
    }

    private Refusal? CheckSystemAccounts() =>
        decision.Rule.SystemParties.Count > 0 && decision.Set.Ledger.Options.Chart.Find(decision.OutsideCode!) is null
            ? Refusals.AccountNotFound(decision.OutsideCode!)
            : null;

    private Refusal? CheckCurrencies()
    {
        foreach (var flow in decision.Rule.Plan.Flows)
        {
            if (AmountEvaluator.CurrencyOf(flow, decision) is not { } currency)
            {
                return Refusals.CurrencyMismatch(flow.Flow.Name, decision.Principal.Currency);
            }

            if ((CheckCurrency(flow.Sources, currency) ?? CheckCurrency(flow.Targets, currency)) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private Refusal? CheckCurrency(FlowEnd[] ends, Currency currency)
    {
        foreach (var end in ends)
        {
            if (end.Place is WalletPlace place && decision.PartyOf(place.Party).Find(currency) is not { IsRemoved: false })
            {
                return Refusals.CurrencyMismatch(place.Party, currency);
            }
        }

        return null;
    }

    private Refusal? CheckPairs()
    {
        foreach (var (from, to) in decision.Rule.Plan.Distinct)
        {
            if (ReferenceEquals(decision.PartyOf(from), decision.PartyOf(to)))
            {
                return Refusals.SameWallet();
            }
        }

        return null;
    }

    private Refusal? CheckOpen()
    {
        foreach (var (name, wallet) in decision.Parties)
        {
            if (StateRules.CheckOpen(name, wallet) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private Refusal? CheckRestrictions()
    {
        foreach (var (party, sides) in decision.Rule.Plan.Sides)
        {
            if (StateRules.CheckSides(party, decision.PartyOf(party), sides) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private Refusal? PostFlows()
    {
        try
        {
            var rest = decision.Principal;
            foreach (var planned in decision.Rule.Plan.Flows)
            {
                var flow = planned.Flow;
                var amount = AmountEvaluator.Evaluate(flow.Amount, decision, rest);
                if (!flow.OnTop)
                {
                    rest -= amount;
                    if (rest.IsNegative || amount.IsNegative)
                    {
                        return Refusals.FeesExceedAmount(flow.Name, decision.Principal);
                    }
                }

                if (!amount.IsZero && PostFlow(planned, amount, rest) is { } refusal)
                {
                    return refusal;
                }
            }

            return null;
        }
        catch (OverflowException)
        {
            return Refusals.AmountOverflow();
        }
    }

    private Refusal? PostFlow(PlannedFlow flow, Money amount, Money rest)
    {
        return flow.Sources.Length == 1 && flow.Targets.Length == 1
            ? PostLeg(flow.Flow, flow.Sources[0], flow.Targets[0], amount)
            : PostShares(flow, amount, rest);
    }

    // Never inlined: what it keeps of amounts would have to be zeroed for every plain flow too, which costs as much as the posting.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Refusal? PostShares(PlannedFlow flow, Money amount, Money rest)
    {
        Share(flow.Sources, _sources, amount, rest, isSource: true);
        Share(flow.Targets, _targets, amount, rest, isSource: false);
        var (s, t) = (0, 0);
        while (s < _sources.Count && t < _targets.Count)
        {
            var part = Int128.Min(_sources[s].Amount, _targets[t].Amount);
            if (part > 0 && PostLeg(flow.Flow, _sources[s].End, _targets[t].End, Money.FromMinor(part, amount.Currency)) is { } refusal)
            {
                return refusal;
            }

            _sources[s] = _sources[s] with { Amount = _sources[s].Amount - part };
            _targets[t] = _targets[t] with { Amount = _targets[t].Amount - part };
            s += _sources[s].Amount == 0 ? 1 : 0;
            t += _targets[t].Amount == 0 ? 1 : 0;
        }

        return null;
    }

    /// <summary>Splits an amount over ends in order: each up to its cap (a source also up to what it has), the last one the rest.</summary>
    private void Share(FlowEnd[] ends, List<Leg> legs, Money amount, Money rest, bool isSource)
    {
        legs.Clear();
        var left = amount.AmountMinor;
        for (var i = 0; i < ends.Length; i++)
        {
            var part = left;
            if (ends[i].Cap is { } cap)
            {
                part = Int128.Min(part, AmountEvaluator.Evaluate(cap, decision, rest).AmountMinor);
            }

            if (isSource && i < ends.Length - 1)
            {
                var account = Resolve(ends[i].Place, amount.Currency);
                part = Int128.Min(part, SpendableOf(account, PocketOf(ends[i].Place), part) ?? part);
            }

            legs.Add(new Leg(ends[i], part));
            left -= part;
        }
    }

    private Refusal? PostLeg(Flow flow, FlowEnd from, FlowEnd to, Money amount)
    {
        var source = Resolve(from.Place, amount.Currency);
        var target = Resolve(to.Place, amount.Currency);
        if (ReferenceEquals(source, target) && PocketOf(from.Place) == PocketOf(to.Place))
        {
            return Refusals.SameWallet();
        }

        return Move(
            source, PocketOf(from.Place), target, PocketOf(to.Place), amount.AmountMinor, flow.Role, flow.OnTop, checkFunds: true, checkMaximum: true);
    }

    private void CheckFunds(CachedAccount source, Pocket pocket, Int128 amount)
    {
        // A credit limit only adds to what is available, so whoever has enough without it is not asked for it.
        if (pocket == Pocket.Available && source.Balance.Available >= amount)
        {
            return;
        }

        if (SpendableOf(source, pocket, amount) is { } spendable && spendable < amount)
        {
            decision.FindShortage(Refusals.InsufficientFunds(source, pocket, amount));
        }
    }

    /// <summary>
    /// What can be taken from a pocket; null when there is no bound. Where that is less than wanted while money is frozen, the freeze records
    /// whose time has passed are asked for first.
    /// </summary>
    public Int128? SpendableOf(CachedAccount source, Pocket pocket, Int128 wanted)
    {
        var spendable = source.Spendable(pocket);
        if (spendable < wanted && source.Wallet is not null && pocket == Pocket.Available && source.Balance.Frozen > 0
            && decision.Needs.DueFreezes(source, decision.Now))
        {
            decision.NeedsMore = true;
        }

        return spendable;
    }

    private CachedAccount Resolve(Place place, Currency currency) => place switch
    {
        WalletPlace wallet => decision.PartyOf(wallet.Party).Find(currency)!,
        SystemPlace system => decision.FindSystemAccount(system.Code, currency)!,
        _ => decision.FindSystemAccount(decision.OutsideCode!, currency)!,
    };

    private static Pocket PocketOf(Place place) => place is WalletPlace wallet ? wallet.Pocket : Pocket.Available;

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Leg(FlowEnd End, Int128 Amount);
}
