namespace WalletCore;

/// <summary>Why a text or a number is no amount. Where several apply, the one with the lowest number is reported.</summary>
public enum MoneyParseError
{
    /// <summary>There is no error: the amount was read.</summary>
    None = 0,

    /// <summary>The text is not of the form <c>-12.30 EUR</c> (or <c>-12.30</c>, where the currency is given), or is too long.</summary>
    Malformed = 1,

    /// <summary>The code has the shape of a currency code, but no known currency has it.</summary>
    UnknownCurrency = 2,

    /// <summary>The amount has more decimals than the currency; trailing zeros do not count.</summary>
    PrecisionExceeded = 3,

    /// <summary>The amount in minor units is outside the range of <see cref="Int128"/>.</summary>
    Overflow = 4,
}
