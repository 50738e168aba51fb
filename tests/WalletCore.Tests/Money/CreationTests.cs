namespace WalletCore.Tests.Amounts;

public sealed class A_decimal_amount
{
    [Fact]
    public void is_counted_in_minor_units()
    {
        Assert.Equal(1230, Money.EUR(12.30m).AmountMinor);
        Assert.Equal(-1, Money.EUR(-0.01m).AmountMinor);
        Assert.Equal(1230, Money.JPY(1230m).AmountMinor);
        Assert.Equal(12345, Money.Of(12.345m, Currency.BHD).AmountMinor);
    }

    [Fact]
    public void may_have_trailing_zeros() => Assert.Equal(Money.EUR(1.23m), Money.EUR(1.2300000000000000000000000000m));

    [Fact]
    public void is_refused_with_more_decimals_than_the_currency_has_and_never_rounded()
    {
        var refused = Assert.Throws<MoneyPrecisionException>(() => Money.EUR(1.234m));

        Assert.Equal(Currency.EUR, refused.Currency);
        Assert.False(Money.TryOf(0.5m, Currency.JPY, out var money, out var error));
        Assert.Equal((default, MoneyParseError.PrecisionExceeded), (money, error));
        Assert.False(Money.TryOf(0.0000000000000000000000000001m, Currency.EUR, out _));
    }

    [Fact]
    public void is_refused_where_its_minor_units_leave_the_range()
    {
        Assert.False(Money.TryOf(decimal.MaxValue, Generate.Token, out _, out var error));
        Assert.Equal(MoneyParseError.Overflow, error);
        Assert.Throws<OverflowException>(() => Money.Of(decimal.MinValue, Generate.Token));
        Assert.Equal(Int128.Parse("7922816251426433759354395033500"), Money.EUR(decimal.MaxValue).AmountMinor);
    }

    [Fact]
    public void comes_back_as_it_went_in()
    {
        Assert.Equal("12.30", Money.EUR(12.3m).ToDecimal().ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(decimal.MaxValue, Money.EUR(decimal.MaxValue).ToDecimal());
        Assert.Equal(decimal.MinValue, Money.JPY(decimal.MinValue).ToDecimal());
        Assert.Equal(-0.000000000000000001m, Money.FromMinor(-1, Generate.Token).ToDecimal());
    }

    [Fact]
    public void is_not_made_of_more_digits_than_decimal_holds()
    {
        Assert.Throws<OverflowException>(() => Money.FromMinor(Int128.MaxValue, Generate.Token).ToDecimal());
        Assert.Throws<OverflowException>(() => Money.FromMinor(Int128.MinValue, Currency.JPY).ToDecimal());
        Assert.Throws<OverflowException>(() => Money.FromMinor((Int128)decimal.MaxValue + 1, Currency.JPY).ToDecimal());
    }

    [Fact]
    public void gives_up_trailing_zeros_where_only_they_do_not_fit() =>
        Assert.Equal(1_000_000_000_000_000m, Money.Parse("1000000000000000", Generate.Token).ToDecimal());

    [Fact]
    public void of_each_named_currency_has_that_currency()
    {
        var named = typeof(Money).GetMethods()
            .Where(method => method.IsStatic && method.Name.Length == 3)
            .Where(method => method.GetParameters() is [{ ParameterType: var type }] && type == typeof(decimal))
            .ToList();

        Assert.Equal(14, named.Count);
        Assert.All(named, method => Assert.Equal(Money.Of(3m, Currency.FromCode(method.Name)), (Money)method.Invoke(null, [3m])!));
    }
}

public sealed class An_amount_without_a_currency
{
    [Fact]
    public void cannot_be_made()
    {
        Assert.Throws<ArgumentException>(() => Money.FromMinor(1, default));
        Assert.Throws<ArgumentException>(() => Money.Zero(default));
        Assert.Throws<ArgumentException>(() => Money.Of(1m, default));
        Assert.Throws<ArgumentException>(() => Money.TryOf(1m, default, out _));
        Assert.Throws<ArgumentException>(() => Money.Parse("1", default(Currency)));
    }

    [Fact]
    public void cannot_be_converted()
    {
        Assert.Throws<ArgumentException>(() => default(Money).Convert(Currency.EUR, Ratio.One, Rounding.HalfEven));
        Assert.Throws<ArgumentException>(() => Money.EUR(1m).Convert(default, Ratio.One, Rounding.HalfEven));
    }
}
