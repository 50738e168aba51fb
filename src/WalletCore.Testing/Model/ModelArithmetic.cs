using System.Numerics;

namespace WalletCore.Testing;

/// <summary>Rounding and splitting of amounts that are not negative, with whole numbers of any size, apart from the library's own.</summary>
internal static class ModelArithmetic
{
    public static Money Fraction(Money amount, long numerator, long denominator, Rounding rounding) =>
        Money.FromMinor((Int128)Round((BigInteger)amount.AmountMinor * numerator, denominator, rounding), amount.Currency);

    public static BigInteger Round(BigInteger numerator, BigInteger denominator, Rounding rounding)
    {
        var whole = BigInteger.DivRem(numerator, denominator, out var rest);
        var twice = rest * 2;
        var up = rounding switch
        {
            Rounding.HalfEven => twice > denominator || (twice == denominator && !whole.IsEven),
            Rounding.HalfAwayFromZero => twice >= denominator,
            Rounding.HalfTowardZero => twice > denominator,
            Rounding.Up or Rounding.Ceiling => rest > 0,
            _ => false,
        };
        return up ? whole + 1 : whole;
    }

    /// <summary>Parts in proportion to the weights that add up to the whole: what is left over goes to the largest remainders, ties to the first.</summary>
    public static BigInteger[] Split(BigInteger whole, BigInteger[] weights)
    {
        var sum = weights.Aggregate(BigInteger.Zero, (total, weight) => total + weight);
        if (sum.IsZero)
        {
            return new BigInteger[weights.Length];
        }

        var parts = weights.Select(weight => whole * weight / sum).ToArray();
        var left = whole - parts.Aggregate(BigInteger.Zero, (total, part) => total + part);
        foreach (var index in Enumerable.Range(0, weights.Length).OrderByDescending(index => whole * weights[index] % sum).ThenBy(index => index))
        {
            if (left > 0)
            {
                parts[index]++;
                left--;
            }
        }

        return parts;
    }
}
