using System.Numerics;

namespace WalletCore;

/// <content>Checked arithmetic within one currency.</content>
public readonly partial record struct Money
    : IAdditionOperators<Money, Money, Money>, ISubtractionOperators<Money, Money, Money>, IUnaryNegationOperators<Money, Money>
{
    /// <summary>The sum.</summary>
    /// <param name="left">An amount.</param>
    /// <param name="right">An amount of the same currency.</param>
    /// <exception cref="CurrencyMismatchException">The currencies differ, also where an amount is zero.</exception>
    /// <exception cref="OverflowException">The sum is outside the range.</exception>
    public static Money operator +(Money left, Money right)
    {
        CurrencyMismatchException.ThrowIfDifferent(left.Currency, right.Currency);
        return new Money(checked(left.AmountMinor + right.AmountMinor), left.Currency);
    }

    /// <summary>The difference.</summary>
    /// <param name="left">An amount.</param>
    /// <param name="right">An amount of the same currency.</param>
    /// <exception cref="CurrencyMismatchException">The currencies differ, also where an amount is zero.</exception>
    /// <exception cref="OverflowException">The difference is outside the range.</exception>
    public static Money operator -(Money left, Money right)
    {
        CurrencyMismatchException.ThrowIfDifferent(left.Currency, right.Currency);
        return new Money(checked(left.AmountMinor - right.AmountMinor), left.Currency);
    }

    /// <summary>The amount with the opposite sign.</summary>
    /// <param name="value">An amount.</param>
    /// <exception cref="OverflowException">The amount is −2^127 minor units, which has no opposite.</exception>
    public static Money operator -(Money value) => new(checked(-value.AmountMinor), value.Currency);

    /// <summary>Adds without throwing on overflow, for callers to whom leaving the range is an answer and no fault.</summary>
    /// <param name="other">An amount of the same currency.</param>
    /// <param name="sum">The sum, or <c>default</c> when it is outside the range.</param>
    /// <returns>Whether the sum is in the range.</returns>
    /// <exception cref="CurrencyMismatchException">The currencies differ.</exception>
    public bool TryAdd(Money other, out Money sum)
    {
        CurrencyMismatchException.ThrowIfDifferent(Currency, other.Currency);
        var amountMinor = unchecked(AmountMinor + other.AmountMinor);

        // A sum left the range when both operands have the sign that it has not.
        var isInRange = !Int128.IsNegative((AmountMinor ^ amountMinor) & (other.AmountMinor ^ amountMinor));
        sum = isInRange ? new Money(amountMinor, Currency) : default;
        return isInRange;
    }

    /// <summary>Subtracts without throwing on overflow.</summary>
    /// <param name="other">An amount of the same currency.</param>
    /// <param name="difference">The difference, or <c>default</c> when it is outside the range.</param>
    /// <returns>Whether the difference is in the range.</returns>
    /// <exception cref="CurrencyMismatchException">The currencies differ.</exception>
    public bool TrySubtract(Money other, out Money difference)
    {
        CurrencyMismatchException.ThrowIfDifferent(Currency, other.Currency);
        var amountMinor = unchecked(AmountMinor - other.AmountMinor);

        // A difference left the range when the operands differ in sign and it has not the sign of the left one.
        var isInRange = !Int128.IsNegative((AmountMinor ^ other.AmountMinor) & (AmountMinor ^ amountMinor));
        difference = isInRange ? new Money(amountMinor, Currency) : default;
        return isInRange;
    }

    /// <summary>The amount without its sign.</summary>
    /// <exception cref="OverflowException">The amount is −2^127 minor units.</exception>
    public Money Abs() => IsNegative ? -this : this;
}
