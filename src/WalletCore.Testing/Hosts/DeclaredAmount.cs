using System.Numerics;

namespace WalletCore.Testing;

/// <summary>An amount of any size, in minor units.</summary>
internal readonly record struct DeclaredMoney(BigInteger Minor, Currency Currency)
{
    public Money ToMoney() => Money.FromMinor((Int128)Minor, Currency);
}

/// <summary>What an amount is worked out from.</summary>
internal sealed record DeclaredValues(Post Post, Rounding Rounding, BigInteger Rest);

/// <summary>How much a flow moves, read from its words. Null where currencies do not fit together.</summary>
internal abstract record DeclaredAmount
{
    public abstract DeclaredMoney? Evaluate(DeclaredValues values);
}

internal sealed record DeclaredPrincipal : DeclaredAmount
{
    public override DeclaredMoney? Evaluate(DeclaredValues values) => new((BigInteger)values.Post.Amount.AmountMinor, values.Post.Amount.Currency);
}

internal sealed record DeclaredRest : DeclaredAmount
{
    public override DeclaredMoney? Evaluate(DeclaredValues values) => new(values.Rest, values.Post.Amount.Currency);
}

internal sealed record DeclaredInput(string Name) : DeclaredAmount
{
    public override DeclaredMoney? Evaluate(DeclaredValues values) =>
        values.Post.Amounts.TryGetValue(Name, out var money) ? new((BigInteger)money.AmountMinor, money.Currency) : new(0, values.Post.Amount.Currency);
}

internal sealed record DeclaredFixed(Money Value) : DeclaredAmount
{
    public override DeclaredMoney? Evaluate(DeclaredValues values) => new((BigInteger)Value.AmountMinor, Value.Currency);
}

internal sealed record DeclaredFraction(Ratio Share, DeclaredAmount Of) : DeclaredAmount
{
    public override DeclaredMoney? Evaluate(DeclaredValues values) => Of.Evaluate(values) is not { } whole ? null
        : whole with { Minor = ModelArithmetic.Round(whole.Minor * (BigInteger)Share.Numerator, (BigInteger)Share.Denominator, values.Rounding) };
}

/// <summary>The amount at a rate from one currency's units to another's.</summary>
internal sealed record DeclaredConversion(string Rate) : DeclaredAmount
{
    public override DeclaredMoney? Evaluate(DeclaredValues values)
    {
        var (amount, rate) = (values.Post.Amount, values.Post.Rates[Rate]);
        return new DeclaredMoney(
            ModelArithmetic.Round(
                (BigInteger)amount.AmountMinor * (BigInteger)rate.Rate.Numerator * BigInteger.Pow(10, rate.To.MinorUnits),
                (BigInteger)rate.Rate.Denominator * BigInteger.Pow(10, amount.Currency.MinorUnits),
                values.Rounding),
            rate.To);
    }
}

internal sealed record DeclaredSum(DeclaredAmount Left, DeclaredAmount Right) : DeclaredAmount
{
    public override DeclaredMoney? Evaluate(DeclaredValues values) =>
        Left.Evaluate(values) is { } left && Right.Evaluate(values) is { } right && left.Currency == right.Currency
            ? left with { Minor = left.Minor + right.Minor }
            : null;
}

internal sealed record DeclaredBound(DeclaredAmount Value, DeclaredAmount Bound, bool IsMinimum) : DeclaredAmount
{
    public override DeclaredMoney? Evaluate(DeclaredValues values) =>
        Value.Evaluate(values) is { } value && Bound.Evaluate(values) is { } bound && value.Currency == bound.Currency
            ? value with { Minor = IsMinimum ? BigInteger.Max(value.Minor, bound.Minor) : BigInteger.Min(value.Minor, bound.Minor) }
            : null;
}

/// <summary>Rates by the size of the amount, each for its own part of it, or that of the amount for all of it; rounded once.</summary>
internal sealed record DeclaredTiers(bool IsMarginal, IReadOnlyList<(Money? UpTo, Ratio Rate, Money? Fixed)> Tiers) : DeclaredAmount
{
    public override DeclaredMoney? Evaluate(DeclaredValues values)
    {
        var currency = values.Post.Amount.Currency;
        if (Tiers.SelectMany(tier => new[] { tier.UpTo, tier.Fixed }).Any(money => money is { } known && known.Currency != currency))
        {
            return null;
        }

        var amount = (BigInteger)values.Post.Amount.AmountMinor;
        var (above, below) = (BigInteger.Zero, BigInteger.One);
        var (from, sum) = (BigInteger.Zero, BigInteger.Zero);
        foreach (var (upTo, rate, added) in Tiers)
        {
            var end = upTo is { } money ? BigInteger.Min((BigInteger)money.AmountMinor, amount) : amount;
            var isLast = end == amount;
            if (IsMarginal || isLast)
            {
                above = (above * (BigInteger)rate.Denominator) + ((IsMarginal ? end - from : amount) * (BigInteger)rate.Numerator * below);
                below *= (BigInteger)rate.Denominator;
                sum += added is { } plus ? (BigInteger)plus.AmountMinor : 0;
            }

            if (isLast)
            {
                break;
            }

            from = end;
        }

        return new DeclaredMoney(ModelArithmetic.Round(above, below, values.Rounding) + sum, currency);
    }
}
