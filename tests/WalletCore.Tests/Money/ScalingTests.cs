using System.Numerics;
using FsCheck.Fluent;
using WalletCore.Tests.Support;

namespace WalletCore.Tests.Amounts;

public sealed class An_amount_times_a_ratio
{
    private static readonly Rounding[] Modes = Enum.GetValues<Rounding>();

    [Theory]
    //                                  -2.6 -2.5 -2.1 -1.5  1.5  2.1  2.5  2.6
    [InlineData(Rounding.HalfEven, new[] { -3, -2, -2, -2, 2, 2, 2, 3 })]
    [InlineData(Rounding.HalfAwayFromZero, new[] { -3, -3, -2, -2, 2, 2, 3, 3 })]
    [InlineData(Rounding.HalfTowardZero, new[] { -3, -2, -2, -1, 1, 2, 2, 3 })]
    [InlineData(Rounding.Up, new[] { -3, -3, -3, -2, 2, 3, 3, 3 })]
    [InlineData(Rounding.Down, new[] { -2, -2, -2, -1, 1, 2, 2, 2 })]
    [InlineData(Rounding.Ceiling, new[] { -2, -2, -2, -1, 2, 3, 3, 3 })]
    [InlineData(Rounding.Floor, new[] { -3, -3, -3, -2, 1, 2, 2, 2 })]
    public void is_rounded_as_the_mode_says(Rounding rounding, int[] expected)
    {
        int[] tenths = [-26, -25, -21, -15, 15, 21, 25, 26];

        Assert.Equal(expected, tenths.Select(tenth => (int)Money.JPY(tenth).Multiply(Ratio.Of(1, 10), rounding).AmountMinor));
        Assert.Equal(expected, tenths.Select(tenth => (int)Money.JPY(-1m).Multiply(Ratio.Of(-tenth, 10), rounding).AmountMinor));
    }

    [Fact]
    public void Every_mode_agrees_with_unbounded_arithmetic() => Property.Holds(
        from amount in Generate.Int128s from ratio in Generate.Ratios from mode in Gen.Elements(Modes) select (amount, ratio, mode),
        product => IsExpected(
            Expected((BigInteger)product.amount * product.ratio.Numerator, product.ratio.Denominator, product.mode),
            Currency.EUR,
            () => Money.FromMinor(product.amount, Currency.EUR).Multiply(product.ratio, product.mode)),
        caseCount: 5_000);

    [Fact]
    public void Conversion_agrees_with_unbounded_arithmetic() => Property.Holds(
        from amount in Generate.Moneys
        from rate in Generate.Ratios.Where(rate => rate.IsPositive)
        from to in Generate.Currencies
        from mode in Gen.Elements(Modes)
        select (amount, rate, to, mode),
        conversion => IsExpected(
            Expected(
                (BigInteger)conversion.amount.AmountMinor * conversion.rate.Numerator * BigInteger.Pow(10, conversion.to.MinorUnits),
                conversion.rate.Denominator * BigInteger.Pow(10, conversion.amount.Currency.MinorUnits),
                conversion.mode),
            conversion.to,
            () => conversion.amount.Convert(conversion.to, conversion.rate, conversion.mode)),
        caseCount: 5_000);

    [Fact]
    public void Is_refused_an_undefined_mode()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.EUR(1m).Multiply(Ratio.One, (Rounding)7));
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.EUR(1m).Multiply(Ratio.One, (Rounding)(-1)));
    }

    /// <summary>Written from the definitions with floor division, so that it shares nothing with the implementation.</summary>
    private static BigInteger Expected(BigInteger dividend, BigInteger divisor, Rounding rounding)
    {
        var floor = FloorDivide(dividend, divisor);
        var ceiling = -FloorDivide(-dividend, divisor);
        var (truncated, away) = dividend.Sign < 0 ? (ceiling, floor) : (floor, ceiling);
        var toHalf = (2 * (dividend - (floor * divisor))).CompareTo(divisor);
        var nearest = toHalf < 0 ? floor : ceiling;
        return rounding switch
        {
            Rounding.Floor => floor,
            Rounding.Ceiling => ceiling,
            Rounding.Down => truncated,
            Rounding.Up => away,
            _ when toHalf != 0 => nearest,
            Rounding.HalfEven => floor.IsEven ? floor : ceiling,
            Rounding.HalfAwayFromZero => away,
            Rounding.HalfTowardZero => truncated,
            _ => throw new ArgumentOutOfRangeException(nameof(rounding)),
        };
    }

    private static BigInteger FloorDivide(BigInteger dividend, BigInteger divisor)
    {
        var modulus = ((dividend % divisor) + divisor) % divisor;
        return (dividend - modulus) / divisor;
    }

    private static void IsExpected(BigInteger expected, Currency currency, Func<Money> actual)
    {
        if (Generate.IsInRange(expected))
        {
            Assert.Equal(Money.FromMinor((Int128)expected, currency), actual());
        }
        else
        {
            Assert.Throws<OverflowException>(() => actual());
        }
    }
}

public sealed class A_conversion
{
    [Fact]
    public void takes_the_decimals_of_both_currencies_into_account()
    {
        var rate = Ratio.FromDecimal(163.27m);

        Assert.Equal(Money.JPY(1633m), Money.EUR(10m).Convert(Currency.JPY, rate, Rounding.HalfEven));
        Assert.Equal(Money.EUR(163.27m), Money.JPY(1m).Convert(Currency.EUR, rate, Rounding.HalfEven));
        Assert.Equal(Money.Of(0.377m, Currency.BHD), Money.USD(1m).Convert(Currency.BHD, Ratio.FromDecimal(0.3769m), Rounding.HalfEven));
    }

    [Fact]
    public void needs_a_rate_above_zero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.EUR(1m).Convert(Currency.USD, default, Rounding.HalfEven));
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.EUR(1m).Convert(Currency.USD, Ratio.Of(-1, 2), Rounding.HalfEven));
    }
}
