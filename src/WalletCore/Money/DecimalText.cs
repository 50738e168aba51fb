namespace WalletCore;

/// <summary>
/// A decimal number in its only accepted spelling: an optional <c>-</c>, ASCII digits, and optionally a <c>.</c> with more of them. No
/// exponent, no plus sign, no separators, no white space, no digits of other scripts.
/// </summary>
internal readonly ref struct DecimalText
{
    /// <summary>Int128 has 39 digits; the rest is room for trailing and leading zeros. Longer texts are refused unread.</summary>
    public const int LengthMax = 64;

    private DecimalText(bool isNegative, ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction)
    {
        IsNegative = isNegative;
        Whole = whole;
        Fraction = fraction;
    }

    public bool IsNegative { get; }

    public ReadOnlySpan<char> Whole { get; }

    /// <summary>The decimals without trailing zeros.</summary>
    public ReadOnlySpan<char> Fraction { get; }

    public static bool TryRead(ReadOnlySpan<char> text, out DecimalText number)
    {
        number = default;
        if (text.Length > LengthMax)
        {
            return false;
        }

        var isNegative = text.StartsWith('-');
        var digits = isNegative ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..];
        if (!IsDigits(whole) || (point >= 0 && !IsDigits(fraction)))
        {
            return false;
        }

        number = new DecimalText(isNegative, whole, fraction.TrimEnd('0'));
        return true;
    }

    /// <summary>The number times 10^<paramref name="scale"/>, if that is an integer of 128 bits.</summary>
    public MoneyParseError TryScale(int scale, out Int128 value)
    {
        value = default;
        if (Fraction.Length > scale)
        {
            return MoneyParseError.PrecisionExceeded;
        }

        var magnitude = UInt128.Zero;
        var fits = TryAppend(ref magnitude, Whole) && TryAppend(ref magnitude, Fraction);
        for (var missing = scale - Fraction.Length; fits && missing > 0; missing--)
        {
            fits = TryAppend(ref magnitude, "0");
        }

        return fits && Magnitude.TrySign(magnitude, IsNegative, out value) ? MoneyParseError.None : MoneyParseError.Overflow;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static bool TryAppend(ref UInt128 magnitude, ReadOnlySpan<char> digits)
    {
        foreach (var digit in digits)
        {
            // Beyond this the next step could leave UInt128, and Int128 in any case.
            if (magnitude > UInt128.MaxValue / 20)
            {
                return false;
            }

            magnitude = (magnitude * 10) + (uint)(digit - '0');
        }

        return true;
    }
}
