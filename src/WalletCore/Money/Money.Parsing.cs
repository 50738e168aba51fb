using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace WalletCore;

/// <content>
/// Reading. There is one spelling and it depends on no culture: an optional <c>-</c>, ASCII digits, optionally a <c>.</c> with more
/// digits, then one space and the code. Format providers are ignored.
/// </content>
public readonly partial record struct Money : ISpanParsable<Money>, IUtf8SpanParsable<Money>
{
    /// <summary>The most characters of an amount without its currency: 64. Longer texts are malformed.</summary>
    public const int AmountLengthMax = DecimalText.LengthMax;

    private const int TextLengthMax = AmountLengthMax + 1 + Currency.CodeLengthMax;

    /// <summary>Reads an amount with its ISO 4217 currency, such as <c>-12.30 EUR</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text is malformed.</exception>
    /// <exception cref="UnknownCurrencyException">The code is not on the ISO 4217 list.</exception>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than the currency.</exception>
    /// <exception cref="OverflowException">The amount in minor units is outside the range.</exception>
    public static Money Parse(string text) => Parse(text, CurrencyRegistry.Iso);

    /// <summary>Reads an amount with its currency, which may be a registered one.</summary>
    /// <param name="text">The text, such as <c>250 POINTS</c>.</param>
    /// <param name="currencies">The currencies to look the code up in.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="FormatException">The text is malformed.</exception>
    /// <exception cref="UnknownCurrencyException">The code is not in the registry.</exception>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than the currency.</exception>
    /// <exception cref="OverflowException">The amount in minor units is outside the range.</exception>
    public static Money Parse(string text, CurrencyRegistry currencies)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ParseOrThrow(text, currencies);
    }

    /// <summary>Reads an amount of a given currency, such as <c>-12.30</c>; the text has no code.</summary>
    /// <param name="amount">The text.</param>
    /// <param name="currency">Any currency but <see cref="Currency.None"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="amount"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="currency"/> is <see cref="Currency.None"/>.</exception>
    /// <exception cref="FormatException">The text is malformed.</exception>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than the currency.</exception>
    /// <exception cref="OverflowException">The amount in minor units is outside the range.</exception>
    public static Money Parse(string amount, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(amount);
        return TryParse(amount, currency, out var money, out var error) ? money : throw Fault(error, currency);
    }

    /// <summary>Reads an amount with its ISO 4217 currency.</summary>
    /// <param name="text">The text; null is malformed.</param>
    /// <param name="money">The amount, or <c>default</c>.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out Money money) =>
        TryParse(text, CurrencyRegistry.Iso, out money, out _);

    /// <summary>Reads an amount with its currency and tells why it cannot.</summary>
    /// <param name="text">The text.</param>
    /// <param name="currencies">The currencies to look the code up in.</param>
    /// <param name="money">The amount, or <c>default</c>.</param>
    /// <param name="error">Why there is none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="currencies"/> is null.</exception>
    public static bool TryParse(ReadOnlySpan<char> text, CurrencyRegistry currencies, out Money money, out MoneyParseError error)
    {
        ArgumentNullException.ThrowIfNull(currencies);
        money = default;
        var space = text.IndexOf(' ');
        if (space < 0 || !DecimalText.TryRead(text[..space], out var number) || !CurrencyCode.IsWellFormed(text[(space + 1)..]))
        {
            error = MoneyParseError.Malformed;
            return false;
        }

        if (!currencies.TryFromCode(text[(space + 1)..], out var currency))
        {
            error = MoneyParseError.UnknownCurrency;
            return false;
        }

        return TryTake(number, currency, out money, out error);
    }

    /// <summary>Reads an amount of a given currency and tells why it cannot.</summary>
    /// <param name="amount">The text, without a code.</param>
    /// <param name="currency">Any currency but <see cref="Currency.None"/>.</param>
    /// <param name="money">The amount, or <c>default</c>.</param>
    /// <param name="error">Why there is none.</param>
    /// <exception cref="ArgumentException"><paramref name="currency"/> is <see cref="Currency.None"/>.</exception>
    public static bool TryParse(ReadOnlySpan<char> amount, Currency currency, out Money money, out MoneyParseError error)
    {
        ThrowIfNone(currency);
        if (DecimalText.TryRead(amount, out var number))
        {
            return TryTake(number, currency, out money, out error);
        }

        money = default;
        error = MoneyParseError.Malformed;
        return false;
    }

    static Money IParsable<Money>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Money>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Money result) =>
        TryParse(s, out result);

    static Money ISpanParsable<Money>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => ParseOrThrow(s, CurrencyRegistry.Iso);

    static bool ISpanParsable<Money>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Money result) =>
        TryParse(s, CurrencyRegistry.Iso, out result, out _);

    static Money IUtf8SpanParsable<Money>.Parse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider)
    {
        Span<char> characters = stackalloc char[TextLengthMax];
        return ParseOrThrow(Widen(utf8Text, characters), CurrencyRegistry.Iso);
    }

    static bool IUtf8SpanParsable<Money>.TryParse(ReadOnlySpan<byte> utf8Text, IFormatProvider? provider, out Money result)
    {
        Span<char> characters = stackalloc char[TextLengthMax];
        return TryParse(Widen(utf8Text, characters), CurrencyRegistry.Iso, out result, out _);
    }

    private static Money ParseOrThrow(ReadOnlySpan<char> text, CurrencyRegistry currencies)
    {
        if (TryParse(text, currencies, out var money, out var error))
        {
            return money;
        }

        // Whatever is not malformed has one space, and whatever is neither that nor unknown has a known code.
        var code = text[(text.IndexOf(' ') + 1)..];
        _ = currencies.TryFromCode(code, out var currency);
        throw error == MoneyParseError.UnknownCurrency ? new UnknownCurrencyException(code.ToString()) : Fault(error, currency);
    }

    private static bool TryTake(DecimalText number, Currency currency, out Money money, out MoneyParseError error)
    {
        error = number.TryScale(currency.MinorUnits, out var amountMinor);
        money = error == MoneyParseError.None ? new Money(amountMinor, currency) : default;
        return error == MoneyParseError.None;
    }

    /// <summary>The characters of an ASCII text, or an empty (malformed) one if it is too long or not ASCII.</summary>
    private static ReadOnlySpan<char> Widen(ReadOnlySpan<byte> utf8Text, Span<char> characters) =>
        utf8Text.Length <= characters.Length && Ascii.ToUtf16(utf8Text, characters, out var count) == System.Buffers.OperationStatus.Done
            ? characters[..count]
            : default;
}
