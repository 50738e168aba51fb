using System.Diagnostics.CodeAnalysis;

namespace WalletCore;

/// <summary>Amounts of two currencies were added, subtracted or compared. Nothing converts silently, and zero is no exception.</summary>
public sealed class CurrencyMismatchException : InvalidOperationException
{
    internal CurrencyMismatchException(Currency left, Currency right)
        : base($"Amounts of {Describe(left, right)} and {Describe(right, left)} cannot be combined or compared.")
    {
        Left = left;
        Right = right;
    }

    /// <summary>The currency of the left operand.</summary>
    public Currency Left { get; }

    /// <summary>The currency of the right operand.</summary>
    public Currency Right { get; }

    internal static void ThrowIfDifferent(Currency left, Currency right)
    {
        if (left != right)
        {
            Throw(left, right);
        }
    }

    [DoesNotReturn]
    private static void Throw(Currency left, Currency right) => throw new CurrencyMismatchException(left, right);

    private static string Describe(Currency currency, Currency other)
    {
        if (currency.IsNone)
        {
            return "no currency";
        }

        return string.Equals(currency.Code, other.Code, StringComparison.Ordinal)
            ? $"{currency.Code} ({currency.MinorUnits} minor-unit digits)"
            : currency.Code;
    }
}
