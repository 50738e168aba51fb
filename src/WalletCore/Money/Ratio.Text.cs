using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WalletCore;

/// <content>Reading and writing, the same in every culture.</content>
public readonly partial record struct Ratio
{
    private const int TextLengthMax = (2 * DecimalText.LengthMax) + 1;

    /// <summary>Reads <c>1/8</c>, <c>0.125</c>, <c>12.5%</c> or <c>3</c>, each with an optional leading <c>-</c>.</summary>
    /// <param name="text">ASCII digits only; no plus sign, exponent, separators or white space.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text is no ratio, or one outside the range.</exception>
    public static Ratio Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var ratio)
            ? ratio
            : throw new FormatException("The text is no ratio. Expected a form like 1/8, 0.125, 12.5% or 3.");
    }

    /// <summary>Reads a ratio in one of the forms of <see cref="Parse"/>.</summary>
    /// <param name="text">The text; null is no ratio.</param>
    /// <param name="ratio">The ratio, or zero.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out Ratio ratio)
    {
        ratio = default;
        if (text is null || text.Length > TextLengthMax)
        {
            return false;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            return TryReadFraction(text.AsSpan(0, slash), text.AsSpan(slash + 1), out ratio);
        }

        return text.EndsWith('%')
            ? TryReadDecimal(text.AsSpan(0, text.Length - 1), perDigits: 2, out ratio)
            : TryReadDecimal(text, perDigits: 0, out ratio);
    }

    /// <summary>The ratio in lowest terms: <c>1/8</c>, <c>-3/2</c>; an integer without its denominator: <c>3</c>.</summary>
    public override string ToString() => Denominator == Int128.One
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private static bool TryReadFraction(ReadOnlySpan<char> above, ReadOnlySpan<char> below, out Ratio ratio)
    {
        ratio = default;
        if (!TryReadInteger(above, out var numerator) || !TryReadInteger(below, out var denominator) || denominator < 1)
        {
            return false;
        }

        ratio = Of(numerator, denominator);
        return true;
    }

    private static bool TryReadInteger(ReadOnlySpan<char> text, out Int128 value)
    {
        value = default;
        return !text.Contains('.') && DecimalText.TryRead(text, out var number) && number.TryScale(0, out value) == MoneyParseError.None;
    }

    private static bool TryReadDecimal(ReadOnlySpan<char> text, int perDigits, out Ratio ratio)
    {
        ratio = default;
        if (!DecimalText.TryRead(text, out var number)
            || number.Fraction.Length + perDigits > PowersOfTen.ExponentMax
            || number.TryScale(number.Fraction.Length, out var numerator) != MoneyParseError.None)
        {
            return false;
        }

        ratio = Of(numerator, (Int128)PowersOfTen.Of(number.Fraction.Length + perDigits));
        return true;
    }
}
