using System.Text.Json;

namespace WalletCore.Tests.Amounts;

/// <summary>Whoever reads a log has nothing but the message.</summary>
public sealed class An_exception_about_money
{
    private static readonly Dictionary<string, Action> Faults = new(StringComparer.Ordinal)
    {
        ["There must be as many parts as weights. (Parameter 'parts')"] = () => Apportionment.Split(1, [1, 1], new Int128[1]),
        ["A weight must not be negative. (Parameter 'weights')"] = () => Money.EUR(1m).Allocate([-1L]),
        ["At least one weight must be positive. (Parameter 'weights')"] = () => Money.EUR(1m).Allocate([0L]),
        ["An amount is split by 1 to 1000000 weights. (Parameter 'weights')"] = () => Money.EUR(1m).Allocate(Array.Empty<long>()),
        ["A currency code is 3 to 12 of A-Z and 0-9, a letter first. (Parameter 'code')"] = () => Currency.Define("points", 0),
        ["The code EUR belongs to ISO 4217. (Parameter 'code')"] = () => Currency.Define("EUR", 2),
        ["A currency name has 1 to 100 characters. (Parameter 'name')"] = () => Currency.Define("POINTS", 0, " "),
        ["No currency cannot be registered. (Parameter 'currencies')"] = () => CurrencyRegistry.Iso.With(Currency.None),
        ["POINTS is registered with 0 minor-unit digits, not 2. (Parameter 'currencies')"] =
            () => Generate.Registry.With(Currency.Define("POINTS", 2)),
        ["The currency BGN is not known. Register it with CurrencyRegistry.With if it is the host's own."] = () => Currency.FromCode("BGN"),
        ["A currency code is 3 to 12 of A-Z and 0-9, a letter first."] = () => Currency.FromCode("eur"),
        ["Amounts of EUR and USD cannot be combined or compared."] = () => _ = Money.EUR(1m) + Money.USD(1m),
        ["Amounts of EUR and no currency cannot be combined or compared."] = () => _ = Money.EUR(1m) + default(Money),
        ["An amount needs a currency. (Parameter 'currency')"] = () => Money.Zero(default),
        ["The amount has more decimals than EUR, which has 2."] = () => Money.EUR(0.001m),
        ["The amount has more decimals than BHD, which has 3."] = () => Money.Parse("0.0001 BHD"),
        ["The amount in minor units is outside the range of a 128-bit integer."] =
            () => Money.Parse("9999999999999999999999999999999999999999 JPY"),
        ["The amount has more significant digits than decimal holds."] = () => Money.FromMinor(Int128.MaxValue, Currency.JPY).ToDecimal(),
        ["The text is no amount. Expected a form like \"-12.30\", or \"-12.30 EUR\" with its currency."] = () => Money.Parse("12,30 EUR"),
        ["An amount has the formats G (12.30 EUR) and A (12.30)."] = () => Money.EUR(1m).ToString("N2", null),
        ["An exchange rate is more than zero. (Parameter 'rate')"] = () => Money.EUR(1m).Convert(Currency.USD, default, Rounding.HalfEven),
        ["A denominator is at least 1. (Parameter 'denominator')"] = () => Ratio.Of(1, 0),
        ["The text is no ratio. Expected a form like 1/8, 0.125, 12.5% or 3."] = () => Ratio.Parse("half"),
        ["The rounding is not one of the defined modes. (Parameter 'rounding')\nActual value was 7."] =
            () => Money.EUR(1m).Multiply(Ratio.One, (Rounding)7),
    };

    public static TheoryData<string> Messages => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public void says_what_is_wrong(string message) => Assert.Equal(message, Assert.ThrowsAny<Exception>(Faults[message]).Message.ReplaceLineEndings("\n"));

    [Fact]
    public void says_the_same_of_a_product_whatever_leaves_the_range()
    {
        var huge = Money.FromMinor(Int128.MaxValue, Currency.EUR);
        const string message = "The amount in minor units is outside the range of a 128-bit integer.";

        Assert.Equal(message, Assert.Throws<OverflowException>(() => huge.Multiply(Ratio.Of(3, 2), Rounding.Down)).Message);
        Assert.Equal(message, Assert.Throws<OverflowException>(() => huge.Multiply(Ratio.Of(Int128.MaxValue, 1), Rounding.Down)).Message);
    }

    [Theory]
    [InlineData("12.30", "An amount is a JSON object with an amount and a currency.")]
    [InlineData("[]", "An amount is a JSON object with an amount and a currency.")]
    [InlineData("""{"amount":"1","currency":"EUR","scale":3}""", "An amount has the properties amount and currency, and no others.")]
    [InlineData("""{"amount":"12.30"}""", "An amount has both an amount and a currency.")]
    [InlineData("""{"currency":"EUR"}""", "An amount has both an amount and a currency.")]
    [InlineData("""{"amount":"1","amount":"2","currency":"EUR"}""", "A property of an amount is given twice.")]
    [InlineData("""{"amount":12,"currency":"EUR"}""", "The properties of an amount are JSON strings, also the amount.")]
    [InlineData("""{"amount":"12.30","currency":978}""", "The properties of an amount are JSON strings, also the amount.")]
    [InlineData("""{"amount":"12.30","currency":"eur"}""", "The currency of the amount is not known.")]
    [InlineData("""{"amount":"12.345","currency":"EUR"}""", "The amount is not one of EUR: PrecisionExceeded.")]
    public void says_what_is_wrong_with_its_json(string json, string message) => Says(message, () => JsonSerializer.Deserialize<Money>(json));

    [Theory]
    [InlineData("978", "A currency is a JSON string.")]
    [InlineData("null", "A currency is a JSON string.")]
    [InlineData("\"eur\"", "The currency is not known.")]
    public void says_what_is_wrong_with_a_currency_in_json(string json, string message) =>
        Says(message, () => JsonSerializer.Deserialize<Currency>(json));

    [Fact]
    public void says_that_no_currency_has_no_json()
    {
        Says("No currency has no JSON form.", () => JsonSerializer.Serialize(default(Money)));
        Says("No currency has no JSON form.", () => JsonSerializer.Serialize(default(Currency)));
    }

    [Fact]
    public void names_the_argument_that_is_null()
    {
        Names("code", () => Currency.FromCode(null!));
        Names("code", () => Currency.Define(null!, 2));
        Names("weights", () => Money.EUR(1m).Allocate(default(List<long>)!));
        Names("text", () => Money.Parse(null!));
        Names("text", () => Money.Parse(null!, CurrencyRegistry.Iso));
        Names("currencies", () => Money.Parse("1 EUR", null!));
        Names("amount", () => Money.Parse(null!, Currency.EUR));
        Names("text", () => Ratio.Parse(null!));
        Names("currencies", () => _ = new MoneyJsonConverter(null!));
        Names("currencies", () => _ = new CurrencyJsonConverter(null!));
        Names("writer", () => new MoneyJsonConverter().Write(null!, Money.EUR(1m), JsonSerializerOptions.Default));
        Names("writer", () => new CurrencyJsonConverter().Write(null!, Currency.EUR, JsonSerializerOptions.Default));
        Names("writer", () => new CurrencyJsonConverter().WriteAsPropertyName(null!, Currency.EUR, JsonSerializerOptions.Default));
    }

    /// <summary>The reader of JSON adds where in the text it was.</summary>
    private static void Says(string message, Action action) =>
        Assert.StartsWith(message, Assert.Throws<JsonException>(action).Message, StringComparison.Ordinal);

    private static void Names(string argument, Action action) => Assert.Equal(argument, Assert.Throws<ArgumentNullException>(action).ParamName);
}
