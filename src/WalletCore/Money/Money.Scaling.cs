namespace WalletCore;

/// <content>The two operations that can round, each with its mode named by the caller.</content>
public readonly partial record struct Money
{
    /// <summary>
    /// The amount times a ratio, computed exactly and rounded once to a minor unit. The residue is the caller's to account for; to
    /// split an amount, use <see cref="Allocate(ReadOnlySpan{long})"/>, which has none.
    /// </summary>
    /// <param name="ratio">The factor, of any sign: <c>Ratio.Percent(2.9m)</c>.</param>
    /// <param name="rounding">How a result between two minor units is rounded.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is not a defined mode.</exception>
    /// <exception cref="OverflowException">The result is outside the range.</exception>
    public Money Multiply(Ratio ratio, Rounding rounding) =>
        new(RoundedProduct.Of(AmountMinor, ratio, shift: 0, rounding), Currency);

    /// <summary>The amount in another currency, computed exactly and rounded once to a minor unit of that currency.</summary>
    /// <param name="to">The other currency; its number of minor-unit digits is taken into account.</param>
    /// <param name="rate">Major units of <paramref name="to"/> for one major unit of this currency; more than zero.</param>
    /// <param name="rounding">How a result between two minor units is rounded.</param>
    /// <exception cref="ArgumentException">This amount or <paramref name="to"/> has no currency.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="rate"/> is not positive, or <paramref name="rounding"/> is not a defined mode.
    /// </exception>
    /// <exception cref="OverflowException">The result is outside the range.</exception>
    public Money Convert(Currency to, Ratio rate, Rounding rounding)
    {
        ThrowIfNone(Currency);
        ThrowIfNone(to);
        if (!rate.IsPositive)
        {
            throw new ArgumentOutOfRangeException(nameof(rate), "An exchange rate is more than zero.");
        }

        return new Money(RoundedProduct.Of(AmountMinor, rate, to.MinorUnits - Currency.MinorUnits, rounding), to);
    }
}
