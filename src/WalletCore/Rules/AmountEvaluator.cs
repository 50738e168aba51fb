namespace WalletCore.Rules;

/// <summary>Works out amounts. Everything is exact until a rule rounds, once, in its own mode.</summary>
internal static class AmountEvaluator
{
    private static readonly IReadOnlyDictionary<string, Money> NoAmounts = new Dictionary<string, Money>(0, StringComparer.Ordinal);

    /// <summary>The amount; throws <see cref="OverflowException"/> past the range.</summary>
    /// <param name="amount">What to work out.</param>
    /// <param name="decision">The command being decided.</param>
    /// <param name="rest">What is left of the principal amount.</param>
    public static Money Evaluate(AmountRule amount, Decision decision, Money rest) => amount switch
    {
        PrincipalAmount => decision.Principal,
        RemainingAmount => rest,
        FixedAmount value => value.Value,
        InputAmount input => (decision.Command is Post post ? post.Amounts : NoAmounts).GetValueOrDefault(input.Name, Money.Zero(decision.Principal.Currency)),
        FractionAmount part => Evaluate(part.Of, decision, rest).Multiply(part.Share, decision.Rule.Rounding),
        TieredAmount tiers => EvaluateTiers(tiers, decision),
        ConvertedAmount converted => Convert(decision, RateOf(converted, decision)),
        SumAmount sum => Evaluate(sum.Left, decision, rest) + Evaluate(sum.Right, decision, rest),
        BoundedAmount { IsMinimum: true } bounded => Money.Max(Evaluate(bounded.Value, decision, rest), Evaluate(bounded.Bound, decision, rest)),
        BoundedAmount bounded => Money.Min(Evaluate(bounded.Value, decision, rest), Evaluate(bounded.Bound, decision, rest)),
        _ => throw new InvalidOperationException($"No amount is known of {amount.GetType().Name}."),
    };

    /// <summary>
    /// The currency that a flow moves: that of its amount, which for a flow out of the principal amount is the principal's. Null when the
    /// amount, or a cap on it, mixes currencies.
    /// </summary>
    public static Currency? CurrencyOf(PlannedFlow planned, Decision decision)
    {
        var currency = CurrencyOf(planned.Flow.Amount, decision);
        if (currency is not { } known || !(planned.Flow.OnTop || known == decision.Principal.Currency))
        {
            return null;
        }

        foreach (var cap in planned.Caps)
        {
            if (CurrencyOf(cap, decision) != known)
            {
                return null;
            }
        }

        return known;
    }

    private static Currency? CurrencyOf(AmountRule amount, Decision decision)
    {
        return amount switch
        {
            FixedAmount value => value.Value.Currency,
            FractionAmount part => CurrencyOf(part.Of, decision),
            ConvertedAmount converted => RateOf(converted, decision).To,
            TieredAmount tiers => CurrencyOf(tiers, decision.Principal.Currency),
            SumAmount sum => Same(CurrencyOf(sum.Left, decision), CurrencyOf(sum.Right, decision)),
            BoundedAmount bounded => Same(CurrencyOf(bounded.Value, decision), CurrencyOf(bounded.Bound, decision)),
            _ => decision.Principal.Currency,
        };

        static Currency? Same(Currency? left, Currency? right) => left == right ? left : null;
    }

    // Apart from its caller, which every flow passes: a closure is allocated on entry, whether or not it is needed.
    private static Currency? CurrencyOf(TieredAmount tiers, Currency principal)
    {
        return tiers.Tiers.All(tier => IsIn(tier.UpTo) && IsIn(tier.Fixed)) ? principal : null;

        bool IsIn(Money? part) => part is not { } money || money.Currency == principal;
    }

    private static ExchangeRate RateOf(ConvertedAmount converted, Decision decision) => ((Post)decision.Command).Rates[converted.Rate];

    private static Money Convert(Decision decision, ExchangeRate rate) => decision.Principal.Convert(rate.To, rate.Rate, decision.Rule.Rounding);

    private static Money EvaluateTiers(TieredAmount tiers, Decision decision)
    {
        var amount = decision.Principal;
        var currency = amount.Currency;
        var numerator = System.Numerics.BigInteger.Zero;
        var denominator = System.Numerics.BigInteger.One;
        var fixedSum = Money.Zero(currency);
        var from = Money.Zero(currency);
        foreach (var tier in tiers.Tiers)
        {
            var isLast = tier.UpTo is not { } end || amount <= end;
            if (tiers.Mode == TierMode.Marginal || isLast)
            {
                var part = tiers.Mode == TierMode.Slab ? amount : (isLast ? amount : tier.UpTo!.Value) - from;
                numerator = (numerator * (System.Numerics.BigInteger)tier.Rate.Denominator)
                    + ((System.Numerics.BigInteger)part.AmountMinor * (System.Numerics.BigInteger)tier.Rate.Numerator * denominator);
                denominator *= (System.Numerics.BigInteger)tier.Rate.Denominator;
                fixedSum += tier.Fixed ?? Money.Zero(currency);
            }

            if (isLast)
            {
                break;
            }

            from = tier.UpTo!.Value;
        }

        var common = System.Numerics.BigInteger.GreatestCommonDivisor(numerator, denominator);
        return Money.FromMinor(1, currency).Multiply(Ratio.Of((Int128)(numerator / common), (Int128)(denominator / common)), decision.Rule.Rounding) + fixedSum;
    }
}
