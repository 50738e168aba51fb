using System.Text.Json;
using System.Text.Json.Serialization;

namespace WalletCore;

/// <summary>
/// Writes <see cref="Money"/> as <c>{"amount":"12.30","currency":"EUR"}</c>. The amount is a string, because JSON numbers pass through
/// floating point in too many readers. Reading is strict: these two properties, once each, in any order, and no others.
/// </summary>
/// <remarks>
/// It reads ISO 4217 currencies; an instance made with a registry, added to the serializer's options, reads the registered ones too.
/// <c>default(Money)</c> is not written, because it could not be read back: use <c>Money?</c>. The names of the properties do not
/// follow a naming policy. Immutable and thread-safe.
/// </remarks>
/// <param name="currencies">The currencies that can be read.</param>
public sealed class MoneyJsonConverter(CurrencyRegistry currencies) : JsonConverter<Money>
{
    private static readonly JsonEncodedText AmountName = JsonEncodedText.Encode("amount");
    private static readonly JsonEncodedText CurrencyName = JsonEncodedText.Encode("currency");

    private readonly CurrencyRegistry _currencies = currencies ?? throw new ArgumentNullException(nameof(currencies));

    /// <summary>A converter that reads the ISO 4217 currencies.</summary>
    public MoneyJsonConverter()
        : this(CurrencyRegistry.Iso)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The JSON is not of the form above, or the amount is not one of the currency.</exception>
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("An amount is a JSON object with an amount and a currency.");
        }

        string? amount = null;
        string? code = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(AmountName.EncodedUtf8Bytes))
            {
                amount = ReadOnce(ref reader, amount);
            }
            else if (reader.ValueTextEquals(CurrencyName.EncodedUtf8Bytes))
            {
                code = ReadOnce(ref reader, code);
            }
            else
            {
                throw new JsonException("An amount has the properties amount and currency, and no others.");
            }
        }

        return amount is not null && code is not null
            ? Combine(amount, code)
            : throw new JsonException("An amount has both an amount and a currency.");
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is <c>default(Money)</c>.</exception>
    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var code = CurrencyJsonConverter.CodeOf(value.Currency);
        Span<char> amount = stackalloc char[AmountText.LengthMax];
        var length = AmountText.Write(value.AmountMinor, value.Currency.MinorUnits, amount);

        writer.WriteStartObject();
        writer.WriteString(AmountName, amount[..length]);
        writer.WriteString(CurrencyName, code);
        writer.WriteEndObject();
    }

    private static string ReadOnce(ref Utf8JsonReader reader, string? before)
    {
        if (before is not null)
        {
            throw new JsonException("A property of an amount is given twice.");
        }

        return reader.Read() && reader.TokenType == JsonTokenType.String
            ? reader.GetString()!
            : throw new JsonException("The properties of an amount are JSON strings, also the amount.");
    }

    private Money Combine(string amount, string code)
    {
        if (!_currencies.TryFromCode(code, out var currency))
        {
            throw new JsonException("The currency of the amount is not known.");
        }

        return Money.TryParse(amount, currency, out var money, out var error)
            ? money
            : throw new JsonException($"The amount is not one of {code}: {error}.");
    }
}
