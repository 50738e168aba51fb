namespace WalletCore;

/// <content>Splitting without loss, by the largest-remainder method (Hamilton's).</content>
public readonly partial record struct Money
{
    /// <summary>The most parts that an amount can be split into: 1,000,000.</summary>
    public const int PartsMax = 1_000_000;

    /// <summary>
    /// Splits into equal parts. They add up to the whole and differ by at most one minor unit, the larger first: 10.00 EUR in 3 is
    /// 3.34, 3.33, 3.33. No part has the opposite sign.
    /// </summary>
    /// <param name="parts">1 to <see cref="PartsMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parts"/> is not in that range.</exception>
    public Money[] Allocate(int parts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, PartsMax);

        var (quotient, remainder) = Int128.DivRem(AmountMinor, parts);
        var larger = (int)Int128.Abs(remainder);
        var unit = IsNegative ? Int128.NegativeOne : Int128.One;
        var shares = new Money[parts];
        Array.Fill(shares, new Money(quotient, Currency));
        if (larger > 0)
        {
            Array.Fill(shares, new Money(quotient + unit, Currency), 0, larger);
        }

        return shares;
    }

    /// <summary>
    /// Splits in proportion to weights: each part is its exact share rounded toward zero, and the units left over go one each to the
    /// largest remainders, equal ones to the lower index. The parts add up to the whole, none has the opposite sign, and a weight of
    /// zero gets nothing.
    /// </summary>
    /// <param name="weights">1 to <see cref="PartsMax"/> of them, none negative, not all zero.</param>
    /// <returns>One part for each weight, in their order.</returns>
    /// <exception cref="ArgumentException">The weights are not as described.</exception>
    public Money[] Allocate(ReadOnlySpan<long> weights)
    {
        if (weights.Length is < 1 or > PartsMax)
        {
            throw new ArgumentException($"An amount is split by 1 to {PartsMax} weights.", nameof(weights));
        }

        var wide = new Int128[weights.Length];
        for (var index = 0; index < wide.Length; index++)
        {
            wide[index] = weights[index];
        }

        var amounts = new Int128[weights.Length];
        Apportionment.Split(AmountMinor, wide, amounts);

        var shares = new Money[amounts.Length];
        for (var index = 0; index < shares.Length; index++)
        {
            shares[index] = new Money(amounts[index], Currency);
        }

        return shares;
    }

    /// <inheritdoc cref="Allocate(ReadOnlySpan{long})"/>
    /// <exception cref="ArgumentNullException"><paramref name="weights"/> is null.</exception>
    public Money[] Allocate(IEnumerable<long> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return Allocate(weights.Take(PartsMax + 1).ToArray().AsSpan());
    }
}
