using System.Text.Json;
using System.Text.Json.Serialization;
using WalletCore.Tests.Support;

namespace WalletCore.Tests.Amounts;

public sealed class An_amount_in_json
{
    private static readonly JsonSerializerOptions WithRegistry = new()
    {
        Converters = { new MoneyJsonConverter(Generate.Registry), new CurrencyJsonConverter(Generate.Registry) },
    };

    [Fact]
    public void has_its_amount_as_a_string()
    {
        Assert.Equal("""{"amount":"-12.30","currency":"EUR"}""", JsonSerializer.Serialize(Money.EUR(-12.3m)));
        Assert.Equal("\"EUR\"", JsonSerializer.Serialize(Currency.EUR));
    }

    [Fact]
    public void Reading_undoes_writing() => Property.Holds(Generate.Moneys, amount =>
        Assert.Equal(amount, JsonSerializer.Deserialize<Money>(JsonSerializer.Serialize(amount, WithRegistry), WithRegistry)));

    [Theory]
    [InlineData("""{"currency":"EUR","amount":"12.3"}""")]
    [InlineData(""" { "amount" : "12.300" , "currency" : "EUR" } """)]
    [InlineData("""{"\u0061mount":"\u0031\u0032.3","currency":"EUR"}""")]
    public void is_read_in_any_order_and_escaping(string json) =>
        Assert.Equal(Money.EUR(12.3m), JsonSerializer.Deserialize<Money>(json));

    [Theory]
    [InlineData("null")]
    [InlineData("12.30")]
    [InlineData("\"12.30 EUR\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"amount":"12.30"}""")]
    [InlineData("""{"currency":"EUR"}""")]
    [InlineData("""{"amount":12.30,"currency":"EUR"}""")]
    [InlineData("""{"amount":12,"currency":"EUR"}""")]
    [InlineData("""{"amount":null,"currency":"EUR"}""")]
    [InlineData("""{"amount":"12.30","currency":978}""")]
    [InlineData("""{"amount":"12.30","currency":null}""")]
    [InlineData("""{"amount":"12.30","currency":"eur"}""")]
    [InlineData("""{"amount":"12.30","currency":"XXX"}""")]
    [InlineData("""{"amount":"12.30","currency":"POINTS"}""")]
    [InlineData("""{"amount":"12.345","currency":"EUR"}""")]
    [InlineData("""{"amount":"1e3","currency":"EUR"}""")]
    [InlineData("""{"amount":"","currency":"EUR"}""")]
    [InlineData("""{"amount":"9999999999999999999999999999999999999999","currency":"EUR"}""")]
    [InlineData("""{"amount":"1","amount":"2","currency":"EUR"}""")]
    [InlineData("""{"amount":"1","currency":"EUR","currency":"USD"}""")]
    [InlineData("""{"amount":"1","currency":"EUR","scale":3}""")]
    [InlineData("""{"Amount":"1","Currency":"EUR"}""")]
    [InlineData("""{"amount":{"a":"1"},"currency":"EUR"}""")]
    [InlineData("""{"amount":"1","currency":"EUR" """)]
    public void is_refused_in_any_other_form(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Money>(json));

    [Fact]
    public void of_no_currency_is_not_written()
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(default(Money)));
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(default(Currency)));
        Assert.Equal("null", JsonSerializer.Serialize(default(Money?)));
        Assert.Null(JsonSerializer.Deserialize<Money?>("null"));
    }

    [Theory]
    [InlineData("978")]
    [InlineData("null")]
    [InlineData("\"eur\"")]
    [InlineData("\"POINTS\"")]
    [InlineData("{}")]
    public void has_no_other_form_of_currency(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Currency>(json));

    [Fact]
    public void of_a_registered_currency_needs_the_registry() =>
        Assert.Equal(Generate.Points, JsonSerializer.Deserialize<Currency>("\"POINTS\"", WithRegistry));

    [Fact]
    public void can_be_kept_by_currency_through_generated_code()
    {
        var balances = new Dictionary<Currency, Money> { [Currency.EUR] = Money.EUR(1m), [Currency.JPY] = Money.JPY(2m) };

        var json = JsonSerializer.Serialize(balances, AmountsJsonContext.Default.DictionaryCurrencyMoney);

        Assert.Equal("""{"EUR":{"amount":"1.00","currency":"EUR"},"JPY":{"amount":"2","currency":"JPY"}}""", json);
        Assert.Equal(balances, JsonSerializer.Deserialize(json, AmountsJsonContext.Default.DictionaryCurrencyMoney));
    }
}

[JsonSerializable(typeof(Dictionary<Currency, Money>))]
internal sealed partial class AmountsJsonContext : JsonSerializerContext;
