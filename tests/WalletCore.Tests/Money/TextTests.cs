using System.Globalization;
using System.Text;
using WalletCore.Tests.Support;

namespace WalletCore.Tests.Amounts;

public sealed class A_written_amount
{
    [Fact]
    public void Reading_undoes_writing() => Property.Holds(Generate.Moneys, amount =>
    {
        Assert.Equal(amount, Money.Parse(amount.ToString(), Generate.Registry));
        Assert.Equal(amount, Money.Parse(amount.ToAmountString(), amount.Currency));
    });

    [Theory]
    [InlineData("170141183460469231731687303715884105727 POINTS")]
    [InlineData("-170141183460469231731687303715884105728 POINTS")]
    [InlineData("170141183460469231731.687303715884105727 TOKEN18")]
    [InlineData("-170141183460469231731.687303715884105728 TOKEN18")]
    [InlineData("-0.000000000000000001 TOKEN18")]
    [InlineData("0.000000000000000000 TOKEN18")]
    [InlineData("1.000000000000000000 TOKEN18")]
    [InlineData("0.10 EUR")]
    [InlineData("-0.01 EUR")]
    [InlineData("12.30 EUR")]
    [InlineData("0.0001 CLF")]
    [InlineData("1230 JPY")]
    public void is_written_with_the_decimals_of_its_currency(string text)
    {
        var money = Money.Parse(text, Generate.Registry);

        Assert.Equal(text, money.ToString());
        Assert.Equal(text, $"{money}");
        Assert.Equal(text, money.ToString("G", CultureInfo.InvariantCulture));
        Assert.Equal(text[..text.IndexOf(' ')], money.ToString("A", CultureInfo.InvariantCulture));
        Assert.Equal(text[..text.IndexOf(' ')], money.ToAmountString());
    }

    [Fact]
    public void does_not_depend_on_the_culture()
    {
        var comma = new CultureInfo("", useUserOverride: false) { NumberFormat = { NegativeSign = "~", NumberDecimalSeparator = "," } };
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = comma;
        try
        {
            Assert.Equal("-12.30 EUR", Money.EUR(-12.3m).ToString());
            Assert.Equal("-12.30 EUR", string.Create(comma, $"{Money.EUR(-12.3m)}"));
            Assert.Equal(Money.EUR(-12.3m), Money.Parse("-12.30 EUR"));
            Assert.Equal("-1/8", Ratio.Of(-1, 8).ToString());
            Assert.Equal("-8", Ratio.Of(-8, 1).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void has_no_other_formats() =>
        Assert.Throws<FormatException>(() => Money.EUR(1m).ToString("N2", CultureInfo.InvariantCulture));

    [Fact]
    public void fits_a_span_of_its_length_and_no_shorter_one()
    {
        var money = Money.EUR(-12.3m);
        Span<char> characters = stackalloc char[10];
        Span<byte> bytes = stackalloc byte[10];

        Assert.True(money.TryFormat(characters, out var charCount, default, null));
        Assert.Equal("-12.30 EUR", characters[..charCount].ToString());
        Assert.True(money.TryFormat(bytes, out var byteCount, default, null));
        Assert.Equal("-12.30 EUR", Encoding.UTF8.GetString(bytes[..byteCount]));
        Assert.True(money.TryFormat(bytes, out byteCount, "A", null));
        Assert.Equal("-12.30", Encoding.UTF8.GetString(bytes[..byteCount]));
        Assert.False(money.TryFormat(characters[..9], out charCount, default, null));
        Assert.False(money.TryFormat(bytes[..9], out byteCount, default, null));
        Assert.Equal((0, 0), (charCount, byteCount));
    }

    [Fact]
    public void of_the_greatest_length_fits_the_documented_54_characters()
    {
        var longest = Money.FromMinor(Int128.MinValue, Currency.Define("A1234567890B", 18));

        Assert.True(longest.TryFormat(new char[54], out var count, default, null));
        Assert.Equal(54, count);
    }
}

public sealed class A_text_of_an_amount
{
    [Theory]
    [InlineData("12.3 EUR", 1230)]
    [InlineData("12 EUR", 1200)]
    [InlineData("12.3000000000000000 EUR", 1230)]
    [InlineData("0012.30 EUR", 1230)]
    [InlineData("-0 EUR", 0)]
    [InlineData("-0.00 EUR", 0)]
    public void may_have_fewer_decimals_more_zeros_and_a_minus(string text, int amountMinor) =>
        Assert.Equal(Money.FromMinor(amountMinor, Currency.EUR), Money.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("EUR")]
    [InlineData(" EUR")]
    [InlineData("- EUR")]
    [InlineData("12.30")]
    [InlineData("12.30EUR")]
    [InlineData("12.30  EUR")]
    [InlineData(" 12.30 EUR")]
    [InlineData("12.30 EUR ")]
    [InlineData("12.30 EUR\n")]
    [InlineData("12.30\tEUR")]
    [InlineData("12.30\u00A0EUR")]
    [InlineData("EUR 12.30")]
    [InlineData("12.30 eur")]
    [InlineData("12.30 E")]
    [InlineData("12.30 €")]
    [InlineData("+12.30 EUR")]
    [InlineData("--12.30 EUR")]
    [InlineData("-+12.30 EUR")]
    [InlineData("\u221212.30 EUR")]
    [InlineData("12.30- EUR")]
    [InlineData("(12.30) EUR")]
    [InlineData("1e3 EUR")]
    [InlineData("1E3 EUR")]
    [InlineData("0x10 EUR")]
    [InlineData("1,000.00 EUR")]
    [InlineData("1_000 EUR")]
    [InlineData("1 000 EUR")]
    [InlineData("1'000 EUR")]
    [InlineData("12,30 EUR")]
    [InlineData("12. EUR")]
    [InlineData(".30 EUR")]
    [InlineData(". EUR")]
    [InlineData("-.5 EUR")]
    [InlineData("1.2.3 EUR")]
    [InlineData("1..2 EUR")]
    [InlineData("\u0661\u0662 EUR")]
    [InlineData("\uFF11\uFF12 EUR")]
    [InlineData("1\u00B2 EUR")]
    [InlineData("12\0 EUR")]
    [InlineData("NaN EUR")]
    [InlineData("Infinity EUR")]
    [InlineData("\uFEFF12.30 EUR")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000001 EUR")]
    [InlineData("12.30 A1234567890BC")]
    public void is_malformed_in_any_other_spelling(string text)
    {
        IsRefused(text, MoneyParseError.Malformed);
        Assert.Throws<FormatException>(() => Money.Parse(text));
        Assert.False(Money.TryParse(text, out _));
    }

    [Theory]
    [InlineData("1", MoneyParseError.None)]
    [InlineData("1 EUR", MoneyParseError.Malformed)]
    [InlineData("", MoneyParseError.Malformed)]
    [InlineData("1e3", MoneyParseError.Malformed)]
    [InlineData("1.001", MoneyParseError.PrecisionExceeded)]
    [InlineData("1000000000000000000000000000000000000000", MoneyParseError.Overflow)]
    public void has_no_code_where_the_currency_is_given(string text, MoneyParseError expected)
    {
        Assert.Equal(expected == MoneyParseError.None, Money.TryParse(text, Currency.EUR, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("12.30 BGN")]
    [InlineData("12.3456 NOPE")]
    [InlineData("0 XXX")]
    public void of_an_unknown_currency_is_told_apart(string text)
    {
        IsRefused(text, MoneyParseError.UnknownCurrency);
        Assert.Equal(text.Split(' ')[1], Assert.Throws<UnknownCurrencyException>(() => Money.Parse(text)).Code);
    }

    [Theory]
    [InlineData("12.345 EUR")]
    [InlineData("0.5 JPY")]
    [InlineData("0.00001 CLF")]
    [InlineData("0.0000000000000000001 TOKEN18")]
    [InlineData("170141183460469231731687303715884105728.001 EUR")]
    public void with_too_many_decimals_is_told_apart_and_never_rounded(string text)
    {
        IsRefused(text, MoneyParseError.PrecisionExceeded);
        Assert.Throws<MoneyPrecisionException>(() => Money.Parse(text, Generate.Registry));
    }

    [Theory]
    [InlineData("170141183460469231731687303715884105728 POINTS")]
    [InlineData("-170141183460469231731687303715884105729 POINTS")]
    [InlineData("1701411834604692317316873037158841057.28 EUR")]
    [InlineData("170141183460469231732 TOKEN18")]
    [InlineData("340282366920938463463374607431768211456 POINTS")]
    [InlineData("9999999999999999999999999999999999999999999999999999999999999999 EUR")]
    public void outside_the_range_is_told_apart_and_never_wraps(string text)
    {
        IsRefused(text, MoneyParseError.Overflow);
        Assert.Throws<OverflowException>(() => Money.Parse(text, Generate.Registry));
    }

    [Fact]
    public void is_read_by_the_parsing_interfaces_of_the_platform()
    {
        Assert.Equal(Money.EUR(12.3m), ParseSpan<Money>("12.30 EUR"));
        Assert.Equal(Money.EUR(12.3m), ParseUtf8<Money>("12.30 EUR"u8));
        Assert.Throws<FormatException>(() => ParseUtf8<Money>("12.30 €"u8));
        Assert.Throws<FormatException>(() => ParseUtf8<Money>(new byte[78]));
        Assert.Throws<UnknownCurrencyException>(() => ParseUtf8<Money>("0000000000000000000000000000000000000000000000000000000000000001 A1234567890B"u8));
        Assert.False(Money.TryParse(null, out _));
        Assert.Throws<ArgumentNullException>(() => Money.Parse(null!));
    }

    [Theory]
    [InlineData("12.30 EUR", true)]
    [InlineData("12,30 EUR", false)]
    public void is_tried_by_the_parsing_interfaces_of_the_platform(string text, bool isAmount)
    {
        var expected = (isAmount, isAmount ? Money.EUR(12.3m) : default);

        Assert.Equal(expected, Try<Money>(text));
        Assert.Equal(expected, TrySpan<Money>(text));
        Assert.Equal(expected, TryUtf8<Money>(Encoding.UTF8.GetBytes(text)));
    }

    private static void IsRefused(string text, MoneyParseError expected)
    {
        Assert.False(Money.TryParse(text, Generate.Registry, out var money, out var error));
        Assert.Equal((default, expected), (money, error));
    }

    private static (bool Done, T Value) Try<T>(string text)
        where T : IParsable<T> => (T.TryParse(text, provider: null, out var value), value!);

    private static (bool Done, T Value) TrySpan<T>(ReadOnlySpan<char> text)
        where T : ISpanParsable<T> => (T.TryParse(text, provider: null, out var value), value!);

    private static (bool Done, T Value) TryUtf8<T>(ReadOnlySpan<byte> text)
        where T : IUtf8SpanParsable<T> => (T.TryParse(text, provider: null, out var value), value!);

    private static T ParseSpan<T>(ReadOnlySpan<char> text)
        where T : ISpanParsable<T> => T.Parse(text, provider: null);

    private static T ParseUtf8<T>(ReadOnlySpan<byte> text)
        where T : IUtf8SpanParsable<T> => T.Parse(text, provider: null);
}
