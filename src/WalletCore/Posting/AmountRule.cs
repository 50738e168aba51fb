using System.Globalization;

namespace WalletCore;

/// <summary>How much a flow moves. Immutable values, composed from the members of this class.</summary>
public abstract record AmountRule
{
    private protected AmountRule()
    {
    }

    /// <summary>The principal amount of the command.</summary>
    public static AmountRule Principal { get; } = new PrincipalAmount();

    /// <summary>What is left of the principal amount after the flows before that came out of it.</summary>
    public static AmountRule Remaining { get; } = new RemainingAmount();

    /// <summary>An amount of the command's by name (<see cref="Post.Amounts"/>).</summary>
    public static AmountRule Input(string name) => new InputAmount(name);

    /// <summary>A fixed amount.</summary>
    public static AmountRule Fixed(Money amount) => new FixedAmount(amount);

    /// <summary>A percentage of the principal amount, rounded as the rule says; <c>2.9m</c> is 2.9 %.</summary>
    /// <param name="percent">0 or more.</param>
    public static AmountRule Percent(decimal percent) => new FractionAmount(Ratio.Percent(percent), Principal);

    /// <summary>A percentage of another amount, rounded as the rule says.</summary>
    public static AmountRule Percent(decimal percent, AmountRule of) => new FractionAmount(Ratio.Percent(percent), of);

    /// <summary>A fraction of another amount, rounded as the rule says.</summary>
    public static AmountRule Fraction(Ratio fraction, AmountRule of) => new FractionAmount(fraction, of);

    /// <summary>By the tiers of the principal amount, rounded once as the rule says.</summary>
    /// <param name="mode">Whether a tier's rate is for its own part of the amount or for the whole of it.</param>
    /// <param name="tiers">In rising order; the last has no upper end.</param>
    public static AmountRule Tiered(TierMode mode, params IEnumerable<Tier> tiers) => new TieredAmount(mode, [.. tiers]);

    /// <summary>
    /// The principal amount converted at a rate of the command's by name (<see cref="Post.Rates"/>). A flow of such an amount is on top:
    /// it is the other leg of an exchange.
    /// </summary>
    public static AmountRule Converted(string rate) => new ConvertedAmount(rate);

    /// <summary>The sum of this and another.</summary>
    public AmountRule Plus(AmountRule other) => new SumAmount(this, other);

    /// <summary>This, but no less than the other.</summary>
    public AmountRule AtLeast(AmountRule minimum) => new BoundedAmount(this, minimum, IsMinimum: true);

    /// <summary>This, but no less than that amount.</summary>
    public AmountRule AtLeast(Money minimum) => AtLeast(Fixed(minimum));

    /// <summary>This, but no more than the other.</summary>
    public AmountRule AtMost(AmountRule maximum) => new BoundedAmount(this, maximum, IsMinimum: false);

    /// <summary>This, but no more than that amount.</summary>
    public AmountRule AtMost(Money maximum) => AtMost(Fixed(maximum));

    /// <summary>This and every amount it is made of.</summary>
    internal virtual IEnumerable<AmountRule> SelfAndParts() => [this];
}

internal sealed record PrincipalAmount : AmountRule
{
    public override string ToString() => "amount";
}

internal sealed record RemainingAmount : AmountRule
{
    public override string ToString() => "the rest";
}

internal sealed record InputAmount : AmountRule
{
    public InputAmount(string name)
    {
        Names.ThrowUnlessName(name, nameof(name));
        Name = name;
    }

    public string Name { get; }

    public override string ToString() => Name;
}

internal sealed record FixedAmount : AmountRule
{
    public FixedAmount(Money value)
    {
        if (value.IsNegative || value.Currency.IsNone || value.AmountMinor > Limits.AmountMax)
        {
            throw new ArgumentException("A fixed amount is zero or more, of a currency.", nameof(value));
        }

        Value = value;
    }

    public Money Value { get; }

    public override string ToString() => Value.ToString();
}

internal sealed record FractionAmount : AmountRule
{
    public FractionAmount(Ratio fraction, AmountRule of)
    {
        ArgumentNullException.ThrowIfNull(of);
        if (fraction.IsNegative)
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), "A fraction is zero or more.");
        }

        Share = fraction;
        Of = of;
    }

    public Ratio Share { get; }

    public AmountRule Of { get; }

    public override string ToString() => $"{Share} of {Of}";

    internal override IEnumerable<AmountRule> SelfAndParts() => Of.SelfAndParts().Prepend(this);
}

internal sealed record TieredAmount : AmountRule
{
    public TieredAmount(TierMode mode, IReadOnlyList<Tier> tiers)
    {
        if (tiers.Count == 0 || tiers[^1].UpTo is not null)
        {
            throw new ArgumentException("There is at least one tier, and the last has no upper end.", nameof(tiers));
        }

        for (var i = 0; i + 1 < tiers.Count; i++)
        {
            if (tiers[i].UpTo is not { IsPositive: true } end || (i > 0 && end <= tiers[i - 1].UpTo!.Value))
            {
                throw new ArgumentException("Tiers rise, and only the last has no upper end.", nameof(tiers));
            }
        }

        if (tiers.Any(tier => tier.Rate.IsNegative || tier.Fixed is { IsNegative: true }))
        {
            throw new ArgumentException("A tier's rate and fixed amount are zero or more.", nameof(tiers));
        }

        Mode = mode;
        Tiers = tiers;
    }

    public TierMode Mode { get; }

    public IReadOnlyList<Tier> Tiers { get; }

    public bool Equals(TieredAmount? other) => other is not null && Mode == other.Mode && Tiers.SequenceEqual(other.Tiers);

    public override int GetHashCode() => HashCode.Combine(Mode, Tiers.Count);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Mode == TierMode.Marginal ? "marginal" : "slab")} tiers [{string.Join("; ", Tiers)}] of amount");
}

internal sealed record ConvertedAmount : AmountRule
{
    public ConvertedAmount(string rate)
    {
        Names.ThrowUnlessName(rate, nameof(rate));
        Rate = rate;
    }

    public string Rate { get; }

    public override string ToString() => $"amount converted at {Rate}";
}

internal sealed record SumAmount(AmountRule Left, AmountRule Right) : AmountRule
{
    public override string ToString() => $"({Left} + {Right})";

    internal override IEnumerable<AmountRule> SelfAndParts() => Left.SelfAndParts().Concat(Right.SelfAndParts()).Prepend(this);
}

internal sealed record BoundedAmount(AmountRule Value, AmountRule Bound, bool IsMinimum) : AmountRule
{
    public override string ToString() => $"({Value}, at {(IsMinimum ? "least" : "most")} {Bound})";

    internal override IEnumerable<AmountRule> SelfAndParts() => Value.SelfAndParts().Concat(Bound.SelfAndParts()).Prepend(this);
}
