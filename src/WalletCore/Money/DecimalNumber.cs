namespace WalletCore;

/// <summary>The way between <see cref="decimal"/> and scaled integers, digit for digit.</summary>
internal static class DecimalNumber
{
    private static readonly UInt128 MantissaLimit = UInt128.One << 96;

    /// <summary>The integer and the power of ten that make up the number, without trailing zeros among its decimals.</summary>
    public static (UInt128 Mantissa, int Scale, bool IsNegative) Read(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var mantissa = unchecked(new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]));
        var (trimmed, scale) = TrimDecimals(mantissa, value.Scale);
        return (trimmed, scale, decimal.IsNegative(value));
    }

    public static MoneyParseError TryScale(decimal value, int scale, out Int128 scaled)
    {
        scaled = default;
        var number = Read(value);
        if (number.Scale > scale)
        {
            return MoneyParseError.PrecisionExceeded;
        }

        var factor = PowersOfTen.Of(scale - number.Scale);
        return number.Mantissa <= UInt128.MaxValue / factor && Magnitude.TrySign(number.Mantissa * factor, number.IsNegative, out scaled)
            ? MoneyParseError.None
            : MoneyParseError.Overflow;
    }

    /// <exception cref="OverflowException">The number has more significant digits than <see cref="decimal"/> holds.</exception>
    public static decimal Write(Int128 scaled, int scale)
    {
        var mantissa = Magnitude.Of(scaled);
        if (mantissa >= MantissaLimit)
        {
            (mantissa, scale) = TrimDecimals(mantissa, scale);
        }

        if (mantissa >= MantissaLimit)
        {
            throw new OverflowException("The amount has more significant digits than decimal holds.");
        }

        var (low, middle, high) = unchecked(((int)(uint)mantissa, (int)(uint)(mantissa >> 32), (int)(uint)(mantissa >> 64)));
        return new decimal(low, middle, high, Int128.IsNegative(scaled), (byte)scale);
    }

    private static (UInt128 Mantissa, int Scale) TrimDecimals(UInt128 mantissa, int scale)
    {
        while (scale > 0)
        {
            var (quotient, digit) = UInt128.DivRem(mantissa, 10);
            if (digit != 0)
            {
                break;
            }

            (mantissa, scale) = (quotient, scale - 1);
        }

        return (mantissa, scale);
    }
}
