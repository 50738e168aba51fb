using System.Numerics;
using FsCheck.Fluent;
using WalletCore.Tests.Support;

namespace WalletCore.Tests.Amounts;

public sealed class A_ratio
{
    [Fact]
    public void is_zero_by_default()
    {
        Assert.Equal(Ratio.Of(0, 17), default);
        Assert.Equal((Int128)1, default(Ratio).Denominator);
        Assert.True(default(Ratio).IsZero);
        Assert.Equal("0", default(Ratio).ToString());
    }

    [Fact]
    public void is_in_lowest_terms() => Property.Holds(Generate.Int128s.Two(), pair =>
    {
        var denominator = pair.Item2 == Int128.MinValue ? Int128.MaxValue : Int128.Max(1, Int128.Abs(pair.Item2));
        var ratio = Ratio.Of(pair.Item1, denominator);

        Assert.Equal((BigInteger)pair.Item1 * ratio.Denominator, (BigInteger)ratio.Numerator * denominator);
        Assert.True(BigInteger.GreatestCommonDivisor(ratio.Numerator, ratio.Denominator).IsOne);
        Assert.True(ratio.Denominator >= 1);
    });

    [Fact]
    public void has_a_denominator_of_at_least_one()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Ratio.Of(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ratio.Of(1, -2));
    }

    [Fact]
    public void is_exactly_the_decimal_or_the_percentage()
    {
        Assert.Equal(Ratio.Of(1, 8), Ratio.FromDecimal(0.1250m));
        Assert.Equal(Ratio.Of(29, 1000), Ratio.Percent(2.9m));
        Assert.Equal(Ratio.One, Ratio.Percent(100m));
        Assert.Equal(Ratio.Of(-3, 2), Ratio.FromDecimal(-1.5m));
        Assert.Equal(Ratio.Of((Int128)decimal.MaxValue, 1), Ratio.FromDecimal(decimal.MaxValue));
        Assert.Equal(Ratio.Of(1, (Int128)BigInteger.Pow(10, 30)), Ratio.Percent(0.0000000000000000000000000001m));
    }

    [Fact]
    public void Order_agrees_with_cross_multiplication() => Property.Holds(Generate.Ratios.Two(), pair =>
    {
        var (left, right) = pair;
        var expected = ((BigInteger)left.Numerator * right.Denominator).CompareTo((BigInteger)right.Numerator * left.Denominator);

        Assert.Equal(Math.Sign(expected), Math.Sign(left.CompareTo(right)));
        Assert.Equal(expected < 0, left < right);
        Assert.Equal(expected <= 0, left <= right);
        Assert.Equal(expected > 0, left > right);
        Assert.Equal(expected >= 0, left >= right);
        Assert.Equal(expected == 0, left == right);
    });

    [Fact]
    public void Is_neither_less_nor_more_than_an_equal_one()
    {
        var (half, same) = (Ratio.Of(1, 2), Ratio.Of(2, 4));

        Assert.Equal((false, true, false, true), (half < same, half <= same, half > same, half >= same));
        Assert.Equal(0, half.CompareTo(same));
    }

    [Fact]
    public void Reading_undoes_writing() =>
        Property.Holds(Generate.Ratios, ratio => Assert.Equal(ratio, Ratio.Parse(ratio.ToString())));

    [Theory]
    [InlineData("3", 3, 1)]
    [InlineData("-3", -3, 1)]
    [InlineData("2/16", 1, 8)]
    [InlineData("-1/8", -1, 8)]
    [InlineData("0.125", 1, 8)]
    [InlineData("0.12500", 1, 8)]
    [InlineData("12.5%", 1, 8)]
    [InlineData("-2.9%", -29, 1000)]
    [InlineData("3/1", 3, 1)]
    [InlineData("0/1", 0, 1)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001/0000000000000000000000000000000000000000000000000000000000000008", 1, 8)]
    public void is_read_as_fraction_decimal_or_percentage(string text, int numerator, int denominator) =>
        Assert.Equal(Ratio.Of(numerator, denominator), Ratio.Parse(text));

    [Theory]
    [InlineData("0.00000000000000000000000000000000000001")]
    [InlineData("0.000000000000000000000000000000000001%")]
    public void is_read_with_up_to_38_decimals(string text) =>
        Assert.Equal(Ratio.Of(1, (Int128)BigInteger.Pow(10, 38)), Ratio.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("/")]
    [InlineData("1/")]
    [InlineData("/2")]
    [InlineData("1/0")]
    [InlineData("1/-2")]
    [InlineData("1/2/3")]
    [InlineData("1.5/2")]
    [InlineData("1/2.0")]
    [InlineData("1/2%")]
    [InlineData("1 /2")]
    [InlineData("+1")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData("12.5 %")]
    [InlineData("12.5%%")]
    [InlineData("\u0661")]
    [InlineData("170141183460469231731687303715884105728")]
    [InlineData("1/170141183460469231731687303715884105728")]
    [InlineData("0.000000000000000000000000000000000000001")]
    [InlineData("0.0000000000000000000000000000000000001%")]
    public void is_refused_in_any_other_spelling_or_outside_the_range(string? text) => Assert.False(Ratio.TryParse(text, out _));

    [Fact]
    public void is_refused_with_a_format_exception() => Assert.Throws<FormatException>(() => Ratio.Parse("half"));
}
