using System.Numerics;
using System.Runtime.InteropServices;

namespace WalletCore;

/// <summary>
/// An exact rational number: a percentage, a fee rate, an exchange rate. Always in lowest terms with a positive denominator, so equal
/// numbers are equal values.
/// </summary>
/// <remarks>
/// Range: a numerator of −2^127 … 2^127 − 1 over a denominator of 1 … 2^127 − 1. <c>default(Ratio)</c> is zero. Immutable.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly partial record struct Ratio : IComparable<Ratio>, IComparisonOperators<Ratio, Ratio, bool>
{
    // Stored less one, so that default(Ratio) is 0/1 and not 0/0.
    private readonly Int128 _denominatorLessOne;

    private Ratio(Int128 numerator, Int128 denominator)
    {
        Numerator = numerator;
        _denominatorLessOne = denominator - 1;
    }

    /// <summary>Zero, which is also <c>default(Ratio)</c>.</summary>
    public static Ratio Zero => default;

    /// <summary>One.</summary>
    public static Ratio One => new(1, 1);

    /// <summary>The numerator in lowest terms; it carries the sign.</summary>
    public Int128 Numerator { get; }

    /// <summary>The denominator in lowest terms; at least 1.</summary>
    public Int128 Denominator => _denominatorLessOne + 1;

    /// <summary>Whether the number is zero.</summary>
    public bool IsZero => Numerator == Int128.Zero;

    /// <summary>Whether the number is more than zero.</summary>
    public bool IsPositive => Numerator > Int128.Zero;

    /// <summary>Whether the number is less than zero.</summary>
    public bool IsNegative => Int128.IsNegative(Numerator);

    /// <summary>The quotient of two integers.</summary>
    /// <param name="numerator">Of any sign.</param>
    /// <param name="denominator">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="denominator"/> is less than 1.</exception>
    public static Ratio Of(Int128 numerator, Int128 denominator)
    {
        if (denominator < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(denominator), "A denominator is at least 1.");
        }

        var size = Magnitude.Of(numerator);
        var divisor = GreatestCommonDivisor(size, (UInt128)denominator);
        return new Ratio(
            Magnitude.Sign(size / divisor, Int128.IsNegative(numerator)),
            (Int128)((UInt128)denominator / divisor));
    }

    /// <summary>Exactly this number: <c>0.125</c> is 1/8.</summary>
    /// <param name="value">Any decimal.</param>
    public static Ratio FromDecimal(decimal value) => FromDecimal(value, per: 1);

    /// <summary>Exactly this percentage: <c>2.9</c> is 29/1000.</summary>
    /// <param name="value">Any decimal, in percent.</param>
    public static Ratio Percent(decimal value) => FromDecimal(value, per: 100);

    /// <summary>Whether the left number is less.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">A number.</param>
    public static bool operator <(Ratio left, Ratio right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left number is less or equal.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">A number.</param>
    public static bool operator <=(Ratio left, Ratio right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left number is more.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">A number.</param>
    public static bool operator >(Ratio left, Ratio right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left number is more or equal.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">A number.</param>
    public static bool operator >=(Ratio left, Ratio right) => left.CompareTo(right) >= 0;

    /// <summary>Less than zero, zero, or more than zero, as this number is less than, equal to, or more than the other. Exact.</summary>
    /// <param name="other">A number.</param>
    public int CompareTo(Ratio other) =>
        ((BigInteger)Numerator * other.Denominator).CompareTo((BigInteger)other.Numerator * Denominator);

    private static Ratio FromDecimal(decimal value, int per)
    {
        var (mantissa, scale, isNegative) = DecimalNumber.Read(value);
        return Of(Magnitude.Sign(mantissa, isNegative), (Int128)(PowersOfTen.Of(scale) * (uint)per));
    }

    private static UInt128 GreatestCommonDivisor(UInt128 left, UInt128 right)
    {
        while (right != 0)
        {
            (left, right) = (right, left % right);
        }

        return left;
    }
}
