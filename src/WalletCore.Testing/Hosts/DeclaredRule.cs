using System.Numerics;

namespace WalletCore.Testing;

/// <summary>
/// A posting rule in the model's words, worked out from what it declares, with whole numbers of any size and roundings of the kit's own: none of the
/// library's arithmetic. For <see cref="ModelBooks"/>, and for what a rule should move when it rounds as declared.
/// </summary>
public static class DeclaredRule
{
    /// <summary>The rule, as if every source had plenty.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="currencies">The currencies of its fixed amounts; null: those of ISO 4217.</param>
    /// <exception cref="NotSupportedException">
    /// Its words leave open what it moves: a further amount is named <c>amount</c> like the principal one, a fixed amount's currency is not among those given,
    /// or the command chooses a system account.
    /// </exception>
    public static ModelRule Of(PostingRule rule, CurrencyRegistry? currencies = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var flows = rule.Flows.Select(flow => new DeclaredFlow(flow, rule, currencies ?? CurrencyRegistry.Iso)).ToArray();
        return post => Move(flows, post);
    }

    private static List<ModelFlow>? Move(DeclaredFlow[] flows, Post post)
    {
        var moved = new List<ModelFlow>();
        var rest = (BigInteger)post.Amount.AmountMinor;
        foreach (var flow in flows)
        {
            if (!flow.Fits(new DeclaredValues(post, flow.Rounding, rest)))
            {
                return null;
            }
        }

        foreach (var flow in flows)
        {
            var amount = flow.Amount.Evaluate(new DeclaredValues(post, flow.Rounding, rest))!.Value;
            rest -= flow.Declared.OnTop ? 0 : amount.Minor;
            if (!flow.Declared.OnTop && (rest < 0 || amount.Minor < 0))
            {
                return [new ModelFlow(flow.Sources[0].Place, flow.Targets[0].Place, Money.FromMinor(-1, amount.Currency))];
            }

            Share(flow, new DeclaredValues(post, flow.Rounding, rest), amount, moved);
        }

        return moved;
    }

    /// <summary>Each end in order up to its cap, the last one the rest.</summary>
    private static void Share(DeclaredFlow flow, DeclaredValues values, DeclaredMoney amount, List<ModelFlow> moved)
    {
        var sources = Shares(flow.Sources, values, amount.Minor);
        var targets = Shares(flow.Targets, values, amount.Minor);
        for (var (s, t) = (0, 0); s < sources.Length && t < targets.Length;)
        {
            var part = BigInteger.Min(sources[s], targets[t]);
            if (part > 0)
            {
                moved.Add(new ModelFlow(flow.Sources[s].Place, flow.Targets[t].Place, (amount with { Minor = part }).ToMoney(), flow.Declared.Role, flow.Declared.OnTop));
            }

            sources[s] -= part;
            targets[t] -= part;
            (s, t) = (s + (sources[s].IsZero ? 1 : 0), t + (targets[t].IsZero ? 1 : 0));
        }
    }

    private static BigInteger[] Shares(IReadOnlyList<DeclaredEnd> ends, DeclaredValues values, BigInteger amount)
    {
        var shares = new BigInteger[ends.Count];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = ends[i].Cap?.Evaluate(values) is { } cap ? BigInteger.Min(amount, cap.Minor) : amount;
            amount -= shares[i];
        }

        return shares;
    }
}
