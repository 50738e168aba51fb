using System.Numerics;
using FsCheck.Fluent;
using WalletCore.Tests.Support;

namespace WalletCore.Tests.Amounts;

public sealed class The_laws_of_addition
{
    [Fact]
    public void Associativity() => Property.Holds(
        Generate.SmallEuros.Three(),
        terms => Assert.Equal(terms.Item1 + terms.Item2 + terms.Item3, terms.Item1 + (terms.Item2 + terms.Item3)));

    [Fact]
    public void Commutativity() => Property.Holds(
        Generate.SmallEuros.Two(), terms => Assert.Equal(terms.Item1 + terms.Item2, terms.Item2 + terms.Item1));

    [Fact]
    public void Subtraction_undoes_addition() => Property.Holds(
        Generate.SmallEuros.Two(), terms => Assert.Equal(terms.Item1, terms.Item1 - terms.Item2 + terms.Item2));

    [Fact]
    public void Zero_is_neutral_and_the_opposite_cancels() => Property.Holds(Generate.SmallEuros, amount =>
    {
        Assert.Equal(amount, amount + Money.Zero(Currency.EUR));
        Assert.True((amount + -amount).IsZero);
    });

    [Fact]
    public void Sums_and_differences_are_exact_or_throw() => Property.Holds(Generate.Int128s.Two(), pair =>
    {
        var (left, right) = (Money.FromMinor(pair.Item1, Currency.EUR), Money.FromMinor(pair.Item2, Currency.EUR));

        IsExactOrThrows((BigInteger)pair.Item1 + pair.Item2, () => left + right, left.TryAdd(right, out var sum), sum);
        IsExactOrThrows((BigInteger)pair.Item1 - pair.Item2, () => left - right, left.TrySubtract(right, out var difference), difference);
    });

    private static void IsExactOrThrows(BigInteger exact, Func<Money> throwing, bool answered, Money answer)
    {
        Assert.Equal(Generate.IsInRange(exact), answered);
        if (answered)
        {
            Assert.Equal(Money.FromMinor((Int128)exact, Currency.EUR), throwing());
            Assert.Equal(Money.FromMinor((Int128)exact, Currency.EUR), answer);
        }
        else
        {
            Assert.Throws<OverflowException>(() => throwing());
            Assert.Equal(default, answer);
        }
    }
}

public sealed class The_laws_of_order
{
    [Fact]
    public void Order_is_that_of_the_difference() => Property.Holds(Generate.SmallEuros.Two(), pair =>
    {
        var (left, right) = pair;
        var difference = left - right;

        Assert.Equal(difference.IsNegative, left < right);
        Assert.Equal(difference.IsPositive, left > right);
        Assert.Equal(!difference.IsPositive, left <= right);
        Assert.Equal(!difference.IsNegative, left >= right);
        Assert.Equal(difference.IsZero, left == right);
        Assert.Equal(Math.Sign(left.CompareTo(right)), -Math.Sign(right.CompareTo(left)));
    });

    [Fact]
    public void Min_and_max_are_the_two_in_order() => Property.Holds(Generate.SmallEuros.Two(), pair =>
    {
        var (min, max) = (Money.Min(pair.Item1, pair.Item2), Money.Max(pair.Item1, pair.Item2));

        Assert.True(min <= max);
        Assert.Equal(pair.Item1 + pair.Item2, min + max);
        Assert.Contains(min, new[] { pair.Item1, pair.Item2 });
    });

    [Fact]
    public void Equal_amounts_have_equal_hashes() => Property.Holds(
        Generate.Moneys, amount => Assert.Equal(amount.GetHashCode(), Money.FromMinor(amount.AmountMinor, amount.Currency).GetHashCode()));
}

public sealed class Amounts_of_two_currencies
{
    public static TheoryData<string> Operations => [.. All.Keys];

    private static Dictionary<string, Action<Money, Money>> All { get; } = new(StringComparer.Ordinal)
    {
        ["+"] = (left, right) => _ = left + right,
        ["-"] = (left, right) => _ = left - right,
        ["<"] = (left, right) => _ = left < right,
        ["<="] = (left, right) => _ = left <= right,
        [">"] = (left, right) => _ = left > right,
        [">="] = (left, right) => _ = left >= right,
        ["CompareTo"] = (left, right) => _ = left.CompareTo(right),
        ["Min"] = (left, right) => _ = Money.Min(left, right),
        ["Max"] = (left, right) => _ = Money.Max(left, right),
        ["TryAdd"] = (left, right) => left.TryAdd(right, out _),
        ["TrySubtract"] = (left, right) => left.TrySubtract(right, out _),
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public void cannot_be_combined_or_compared_even_when_one_is_zero(string operation)
    {
        var mismatch = Assert.Throws<CurrencyMismatchException>(() => All[operation](Money.EUR(1m), Money.Zero(Currency.USD)));

        Assert.Equal((Currency.EUR, Currency.USD), (mismatch.Left, mismatch.Right));
        Assert.Throws<CurrencyMismatchException>(() => All[operation](Money.EUR(1m), default));
        Assert.Throws<CurrencyMismatchException>(() => All[operation](default, Money.EUR(1m)));
    }

    [Fact]
    public void are_told_apart_by_decimals_when_the_code_is_the_same()
    {
        var mismatch = Assert.Throws<CurrencyMismatchException>(
            () => Money.Zero(Currency.Define("POINTS", 0)) + Money.Zero(Currency.Define("POINTS", 2)));

        Assert.Equal(
            "Amounts of POINTS (0 minor-unit digits) and POINTS (2 minor-unit digits) cannot be combined or compared.", mismatch.Message);
    }

    [Fact]
    public void are_never_equal() => Assert.NotEqual(Money.Zero(Currency.EUR), Money.Zero(Currency.USD));
}

public sealed class The_default_amount
{
    [Fact]
    public void is_zero_of_no_currency()
    {
        Assert.True(default(Money).IsZero);
        Assert.Equal(Currency.None, default(Money).Currency);
        Assert.Equal("0 XXX", default(Money).ToString());
    }

    [Fact]
    public void combines_with_itself_only() => Assert.Equal(default, default(Money) + default(Money));
}

public sealed class An_amount_without_its_sign
{
    [Fact]
    public void is_never_negative()
    {
        Assert.Equal(Money.EUR(1.5m), Money.EUR(-1.5m).Abs());
        Assert.Equal(Money.EUR(1.5m), Money.EUR(1.5m).Abs());
        Assert.Equal(Money.EUR(0m), Money.EUR(0m).Abs());
    }
}

public sealed class The_smallest_amount
{
    private static readonly Money Smallest = Money.FromMinor(Int128.MinValue, Currency.EUR);

    [Fact]
    public void has_no_opposite()
    {
        Assert.Throws<OverflowException>(() => -Smallest);
        Assert.Throws<OverflowException>(() => Smallest.Abs());
    }

    [Fact]
    public void is_one_further_from_zero_than_the_largest()
    {
        var next = Smallest + Money.EUR(0.01m);

        Assert.Equal(Int128.MaxValue, next.Abs().AmountMinor);
        Assert.Equal(Int128.MaxValue, (-next).AmountMinor);
    }
}
