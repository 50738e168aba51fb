using System.Numerics;

namespace WalletCore;

/// <summary>
/// Splits a whole by weights with the largest-remainder method (Hamilton's): everyone gets the quota rounded toward zero, and what is
/// left goes, one unit each, to the largest remainders; equal remainders go to the lower index.
/// </summary>
/// <remarks>
/// The parts add up to the whole; none has the opposite sign; each is less than one unit away from its exact quota; a weight of zero
/// gets nothing. When the whole is not negative and not more than the sum of the weights, no part exceeds its weight: the exact quota
/// does not, and its rounding up is the quota's ceiling, which cannot pass an integer that the quota does not pass.
/// </remarks>
internal static class Apportionment
{
    /// <param name="total">The whole, of any sign.</param>
    /// <param name="weights">At least one; none negative; not all zero. They may add up to more than 128 bits.</param>
    /// <param name="parts">Receives the parts; as long as <paramref name="weights"/>.</param>
    /// <exception cref="ArgumentException">The weights or the length of the parts are not as described.</exception>
    public static void Split(Int128 total, ReadOnlySpan<Int128> weights, Span<Int128> parts)
    {
        if (weights.Length != parts.Length)
        {
            throw new ArgumentException("There must be as many parts as weights.", nameof(parts));
        }

        var weightMax = CheckedMax(weights);
        var size = Magnitude.Of(total);
        var negative = Int128.IsNegative(total);
        if (size <= ulong.MaxValue && weightMax <= ulong.MaxValue)
        {
            // The sum of fewer than 2^31 weights of 64 bits and every product of 64 by 64 bits fit 128 bits.
            Split<UInt128>(size, negative, weights, parts);
        }
        else
        {
            Split<BigInteger>(size, negative, weights, parts);
        }
    }

    private static Int128 CheckedMax(ReadOnlySpan<Int128> weights)
    {
        var max = Int128.Zero;
        foreach (var weight in weights)
        {
            if (Int128.IsNegative(weight))
            {
                throw new ArgumentException("A weight must not be negative.", nameof(weights));
            }

            max = Int128.Max(max, weight);
        }

        return max > 0 ? max : throw new ArgumentException("At least one weight must be positive.", nameof(weights));
    }

    private static void Split<T>(UInt128 total, bool negative, ReadOnlySpan<Int128> weights, Span<Int128> parts)
        where T : IBinaryInteger<T>
    {
        var whole = T.CreateChecked(total);
        var sum = T.Zero;
        foreach (var weight in weights)
        {
            sum += T.CreateChecked(weight);
        }

        var claims = new Claim<T>[weights.Length];
        var left = total;
        for (var index = 0; index < weights.Length; index++)
        {
            var (quota, remainder) = T.DivRem(whole * T.CreateChecked(weights[index]), sum);
            var part = UInt128.CreateChecked(quota);
            left -= part;
            parts[index] = Magnitude.Sign(part, negative);
            claims[index] = new Claim<T>(remainder, index);
        }

        if (left == 0)
        {
            return;
        }

        Array.Sort(claims, Claim<T>.LargestRemainderFirst);
        var unit = negative ? Int128.NegativeOne : Int128.One;
        for (var rank = 0; rank < (int)left; rank++)
        {
            parts[claims[rank].Index] += unit;
        }
    }

    private readonly record struct Claim<T>(T Remainder, int Index)
        where T : IBinaryInteger<T>
    {
        public static readonly Comparison<Claim<T>> LargestRemainderFirst = (left, right) =>
        {
            var byRemainder = right.Remainder.CompareTo(left.Remainder);
            return byRemainder != 0 ? byRemainder : left.Index.CompareTo(right.Index);
        };
    }
}
