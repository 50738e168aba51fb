using System.Numerics;

namespace WalletCore;

/// <summary>
/// amount × numerator × 10^shift ÷ denominator, exact until its one rounding. Whatever fits 64 by 64 bits takes the fast path; the
/// rest is computed in <see cref="BigInteger"/>. Both run the same rule.
/// </summary>
internal static class RoundedProduct
{
    /// <exception cref="OverflowException">The result is outside the range of <see cref="Int128"/>.</exception>
    public static Int128 Of(Int128 amount, Ratio ratio, int shift, Rounding rounding)
    {
        if (rounding is < Rounding.HalfEven or > Rounding.Floor)
        {
            throw new ArgumentOutOfRangeException(nameof(rounding), rounding, "The rounding is not one of the defined modes.");
        }

        var negative = Int128.IsNegative(amount) != Int128.IsNegative(ratio.Numerator);
        var size = Magnitude.Of(amount);
        var numerator = Magnitude.Of(ratio.Numerator);
        var denominator = (UInt128)ratio.Denominator;

        if (size <= ulong.MaxValue && numerator <= ulong.MaxValue && denominator <= ulong.MaxValue)
        {
            // A 64-bit number times at most 10^18 cannot leave 128 bits.
            var scaledNumerator = shift > 0 ? numerator * PowersOfTen.Of(shift) : numerator;
            var scaledDenominator = shift < 0 ? denominator * PowersOfTen.Of(-shift) : denominator;
            if (scaledNumerator <= ulong.MaxValue)
            {
                return Magnitude.Sign(Quotient(size * scaledNumerator, scaledDenominator, negative, rounding), negative);
            }
        }

        var dividend = (BigInteger)size * numerator * (shift > 0 ? PowersOfTen.Of(shift) : UInt128.One);
        var divisor = (BigInteger)denominator * (shift < 0 ? PowersOfTen.Of(-shift) : UInt128.One);
        var quotient = Quotient(dividend, divisor, negative, rounding);
        return quotient <= UInt128.MaxValue
            ? Magnitude.Sign((UInt128)quotient, negative)
            : throw new OverflowException(Magnitude.OutOfRange);
    }

    private static T Quotient<T>(T dividend, T divisor, bool negative, Rounding rounding)
        where T : IBinaryInteger<T>
    {
        var (quotient, remainder) = T.DivRem(dividend, divisor);
        return !T.IsZero(remainder) && GoesAwayFromZero(quotient, remainder, divisor, negative, rounding) ? quotient + T.One : quotient;
    }

    private static bool GoesAwayFromZero<T>(T quotient, T remainder, T divisor, bool negative, Rounding rounding)
        where T : IBinaryInteger<T>
    {
        // Comparing with the rest of the divisor instead of doubling the remainder cannot overflow.
        var toHalf = remainder.CompareTo(divisor - remainder);
        return rounding switch
        {
            Rounding.HalfEven => toHalf > 0 || (toHalf == 0 && T.IsOddInteger(quotient)),
            Rounding.HalfAwayFromZero => toHalf >= 0,
            Rounding.HalfTowardZero => toHalf > 0,
            Rounding.Up => true,
            Rounding.Ceiling => !negative,
            Rounding.Floor => negative,
            _ => false,
        };
    }
}
