using System.Text.Json;
using System.Text.Json.Serialization;

namespace WalletCore;

/// <summary>
/// Writes a <see cref="Currency"/> as its code, <c>"EUR"</c>, also as the key of a dictionary. It reads ISO 4217 currencies; an
/// instance made with a registry, added to the serializer's options, reads the registered ones too.
/// </summary>
/// <remarks>
/// <see cref="Currency.None"/> is not written, because it could not be read back: use <c>Currency?</c>. Immutable and thread-safe.
/// </remarks>
/// <param name="currencies">The currencies that can be read.</param>
public sealed class CurrencyJsonConverter(CurrencyRegistry currencies) : JsonConverter<Currency>
{
    private readonly CurrencyRegistry _currencies = currencies ?? throw new ArgumentNullException(nameof(currencies));

    /// <summary>A converter that reads the ISO 4217 currencies.</summary>
    public CurrencyJsonConverter()
        : this(CurrencyRegistry.Iso)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The token is no string, or its code is not known.</exception>
    public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Find(reader.GetString()) : throw new JsonException("A currency is a JSON string.");

    /// <inheritdoc/>
    /// <exception cref="JsonException">The code is not known.</exception>
    public override Currency ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Find(reader.GetString());

    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is <see cref="Currency.None"/>.</exception>
    public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(CodeOf(value));
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is <see cref="Currency.None"/>.</exception>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(CodeOf(value));
    }

    internal static string CodeOf(Currency currency) =>
        currency.IsNone ? throw new JsonException("No currency has no JSON form.") : currency.Code;

    private Currency Find(string? code) =>
        _currencies.TryFromCode(code, out var currency) ? currency : throw new JsonException("The currency is not known.");
}
