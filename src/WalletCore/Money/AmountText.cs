using System.Globalization;

namespace WalletCore;

/// <summary>Writes a count of minor units as a decimal number with exactly as many decimals as the currency has.</summary>
internal static class AmountText
{
    /// <summary>A sign, the 39 digits of the extremes, a point.</summary>
    public const int LengthMax = 41;

    /// <param name="amountMinor">The count of minor units.</param>
    /// <param name="minorUnits">The decimals to write, 0 to 18.</param>
    /// <param name="destination">At least <see cref="LengthMax"/> characters.</param>
    /// <returns>How many characters were written.</returns>
    public static int Write(Int128 amountMinor, int minorUnits, Span<char> destination)
    {
        Span<char> buffer = stackalloc char[LengthMax];
        Magnitude.Of(amountMinor).TryFormat(buffer, out var digitCount, format: default, CultureInfo.InvariantCulture);
        ReadOnlySpan<char> digits = buffer[..digitCount];

        var position = 0;
        if (Int128.IsNegative(amountMinor))
        {
            destination[position++] = '-';
        }

        var wholeCount = digitCount - minorUnits;
        position += Copy(wholeCount > 0 ? digits[..wholeCount] : "0", destination[position..]);
        if (minorUnits == 0)
        {
            return position;
        }

        destination[position++] = '.';
        var padding = Math.Max(0, -wholeCount);
        destination.Slice(position, padding).Fill('0');
        position += padding;
        return position + Copy(digits[Math.Max(0, wholeCount)..], destination[position..]);
    }

    private static int Copy(ReadOnlySpan<char> source, Span<char> destination)
    {
        source.CopyTo(destination);
        return source.Length;
    }
}
