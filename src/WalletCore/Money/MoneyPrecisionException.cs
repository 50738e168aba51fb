namespace WalletCore;

/// <summary>An amount has more decimals than its currency. It is refused because rounding it would lose or make money.</summary>
public sealed class MoneyPrecisionException : ArgumentException
{
    internal MoneyPrecisionException(Currency currency)
        : base($"The amount has more decimals than {currency.Code}, which has {currency.MinorUnits}.")
        => Currency = currency;

    /// <summary>The currency whose decimals were exceeded.</summary>
    public Currency Currency { get; }
}
