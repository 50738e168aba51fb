namespace WalletCore.Tests.Amounts;

public sealed class The_iso_list
{
    [Fact]
    public void has_all_177_active_codes_besides_no_currency() => Assert.Equal(177, CurrencyRegistry.Iso.All.Length);

    [Fact]
    public void is_in_order_of_the_codes()
    {
        var codes = CurrencyRegistry.Iso.All.Select(currency => currency.Code).ToArray();

        Assert.Equal(codes.Order(StringComparer.Ordinal), codes);
    }

    [Fact]
    public void has_each_code_and_each_numeric_code_once()
    {
        var all = CurrencyRegistry.Iso.All;

        Assert.Equal(all.Length, all.Select(currency => currency.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(all.Length, all.Select(currency => currency.NumericCode).Distinct().Count());
        Assert.All(all, currency => Assert.Matches("^[A-Z]{3}$", currency.Code));
        Assert.All(all, currency => Assert.InRange(currency.NumericCode, 1, 998));
        Assert.All(all, currency => Assert.False(string.IsNullOrWhiteSpace(currency.Name)));
    }

    [Fact]
    public void has_two_decimals_except_where_the_standard_says_otherwise()
    {
        const string none =
            "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA";

        Assert.Equal(none.Split(' ').Order(StringComparer.Ordinal), CodesWith(minorUnits: 0));
        Assert.Equal(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], CodesWith(minorUnits: 3));
        Assert.Equal(["CLF", "UYW"], CodesWith(minorUnits: 4));
        Assert.Equal(177 - 29 - 7 - 2, CodesWith(minorUnits: 2).Count());
    }

    [Theory]
    [InlineData("EUR", 978)]
    [InlineData("USD", 840)]
    [InlineData("AUD", 36)]
    [InlineData("ALL", 8)]
    [InlineData("XCG", 532)]
    [InlineData("ZWG", 924)]
    [InlineData("XAD", 396)]
    [InlineData("XAU", 959)]
    [InlineData("UYW", 927)]
    public void has_the_numeric_codes_of_the_standard(string code, int numericCode) =>
        Assert.Equal(numericCode, Currency.FromCode(code).NumericCode);

    [Theory]
    [InlineData("BGN")]
    [InlineData("HRK")]
    [InlineData("ANG")]
    [InlineData("ZWL")]
    [InlineData("CUC")]
    [InlineData("SLL")]
    [InlineData("DEM")]
    public void has_no_withdrawn_code(string code) => Assert.False(Currency.TryFromCode(code, out _));

    [Fact]
    public void backs_every_named_currency()
    {
        var named = typeof(Currency).GetProperties()
            .Where(property => property.GetMethod!.IsStatic && property.PropertyType == typeof(Currency) && property.Name.Length == 3)
            .ToList();

        Assert.Equal(32, named.Count);
        Assert.All(named, property => Assert.Equal(Currency.FromCode(property.Name), (Currency)property.GetValue(null)!));
    }

    private static IEnumerable<string> CodesWith(int minorUnits) =>
        CurrencyRegistry.Iso.All.Where(currency => currency.MinorUnits == minorUnits).Select(currency => currency.Code);
}

public sealed class A_code_that_is_no_currency
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("eur")]
    [InlineData("Eur")]
    [InlineData("EUR ")]
    [InlineData("EU")]
    [InlineData("EURO")]
    [InlineData("978")]
    [InlineData("ЕUR")]
    [InlineData("XXX")]
    public void is_not_found(string? code)
    {
        Assert.False(Currency.TryFromCode(code, out var currency));
        Assert.Equal(Currency.None, currency);
    }

    [Fact]
    public void is_named_by_the_exception() =>
        Assert.Equal("ABC", Assert.Throws<UnknownCurrencyException>(() => Currency.FromCode("ABC")).Code);
}

public sealed class No_currency
{
    [Fact]
    public void is_the_default_and_the_code_xxx_of_the_standard()
    {
        Assert.Equal(Currency.None, default);
        Assert.True(Currency.None.IsNone);
        Assert.Equal(("XXX", 999, 0), (Currency.None.Code, Currency.None.NumericCode, Currency.None.MinorUnits));
        Assert.Equal("No currency", Currency.None.Name);
    }

    [Fact]
    public void is_neither_known_nor_registrable()
    {
        Assert.False(CurrencyRegistry.Iso.Contains(Currency.None));
        Assert.Throws<ArgumentException>(() => CurrencyRegistry.Iso.With(Currency.None));
    }
}

public sealed class A_currency_of_the_host
{
    [Theory]
    [InlineData("PTS", 0)]
    [InlineData("POINTS", 2)]
    [InlineData("A1234567890B", 18)]
    public void has_a_code_of_3_to_12_and_up_to_18_decimals(string code, int minorUnits)
    {
        var currency = Currency.Define(code, minorUnits);

        Assert.Equal((code, minorUnits, 0, code), (currency.Code, currency.MinorUnits, currency.NumericCode, currency.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PT")]
    [InlineData("A1234567890BC")]
    [InlineData("1PT")]
    [InlineData("points")]
    [InlineData("POI NT")]
    [InlineData("PÖINTS")]
    [InlineData("P٣٣")]
    [InlineData("EUR")]
    [InlineData("XXX")]
    public void is_refused_a_code_of_another_shape_or_of_the_standard(string code) =>
        Assert.Throws<ArgumentException>(() => Currency.Define(code, 2));

    [Theory]
    [InlineData(-1)]
    [InlineData(19)]
    public void is_refused_other_numbers_of_decimals(int minorUnits) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Currency.Define("POINTS", minorUnits));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void is_refused_an_empty_name(string name) => Assert.Throws<ArgumentException>(() => Currency.Define("POINTS", 0, name));

    [Fact]
    public void is_refused_a_name_over_the_limit()
    {
        Assert.Equal(100, Currency.Define("POINTS", 0, new string('n', 100)).Name.Length);
        Assert.Throws<ArgumentException>(() => Currency.Define("POINTS", 0, new string('n', 101)));
    }

    [Fact]
    public void equals_another_of_the_same_code_and_decimals_whatever_the_name()
    {
        var one = Currency.Define("POINTS", 0, "Points");
        var other = Currency.Define("POINTS", 0, "Bonus points");

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, Currency.Define("POINTS", 2));
        Assert.NotEqual(one, Currency.Define("POINTZ", 0));
        Assert.NotEqual(one, default);
        Assert.NotEqual(default, one);
    }

    [Fact]
    public void is_found_only_in_a_registry_that_has_it()
    {
        var points = Currency.Define("POINTS", 0);
        var registry = CurrencyRegistry.Iso.With(points);

        Assert.Equal(points, registry.FromCode("POINTS"));
        Assert.Equal(Currency.EUR, registry.FromCode("EUR"));
        Assert.True(registry.Contains(points));
        Assert.False(registry.Contains(Currency.Define("POINTS", 2)));
        Assert.False(CurrencyRegistry.Iso.Contains(points));
        Assert.Equal(178, registry.All.Length);
        Assert.Equal(177, CurrencyRegistry.Iso.All.Length);
    }

    [Fact]
    public void can_be_registered_twice_but_not_with_other_decimals()
    {
        var registry = CurrencyRegistry.Iso.With(Currency.Define("POINTS", 0), Currency.Define("POINTS", 0));

        Assert.Equal(178, registry.All.Length);
        Assert.Throws<ArgumentException>(() => registry.With(Currency.Define("POINTS", 2)));
    }
}
