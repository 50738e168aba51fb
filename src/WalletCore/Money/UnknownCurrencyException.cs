namespace WalletCore;

/// <summary>A currency code is neither on the active ISO 4217 list nor registered.</summary>
public sealed class UnknownCurrencyException : ArgumentException
{
    internal UnknownCurrencyException(string code)
        : base(CurrencyCode.IsWellFormed(code)
            ? $"The currency {code} is not known. Register it with CurrencyRegistry.With if it is the host's own."
            : "A currency code is 3 to 12 of A-Z and 0-9, a letter first.")
        => Code = code;

    /// <summary>The code as it was given.</summary>
    public string Code { get; }
}
