namespace WalletCore;

/// <content>Short ways to write amounts of common currencies; each is <see cref="Of(decimal, Currency)"/> with its currency.</content>
public readonly partial record struct Money
{
    /// <summary>An amount of Euro.</summary>
    /// <param name="amount">In major units, with at most 2 decimals that are not zero.</param>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than EUR.</exception>
    public static Money EUR(decimal amount) => Of(amount, Currency.EUR);

    /// <summary>An amount of US Dollar.</summary>
    /// <param name="amount">In major units, with at most 2 decimals that are not zero.</param>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than USD.</exception>
    public static Money USD(decimal amount) => Of(amount, Currency.USD);

    /// <summary>An amount of Pound Sterling.</summary>
    /// <param name="amount">In major units, with at most 2 decimals that are not zero.</param>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than GBP.</exception>
    public static Money GBP(decimal amount) => Of(amount, Currency.GBP);

    /// <summary>An amount of Yen.</summary>
    /// <param name="amount">In major units, with at most 0 decimals that are not zero.</param>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than JPY.</exception>
    public static Money JPY(decimal amount) => Of(amount, Currency.JPY);

    /// <summary>An amount of Swiss Franc.</summary>
    /// <param name="amount">In major units, with at most 2 decimals that are not zero.</param>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than CHF.</exception>
    public static Money CHF(decimal amount) => Of(amount, Currency.CHF);

    /// <summary>An amount of Yuan Renminbi.</summary>
    /// <param name="amount">In major units, with at most 2 decimals that are not zero.</param>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than CNY.</exception>
    public static Money CNY(decimal amount) => Of(amount, Currency.CNY);

    /// <summary>An amount of Australian Dollar.</summary>
    /// <param name="amount">In major units, with at most 2 decimals that are not zero.</param>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than AUD.</exception>
    public static Money AUD(decimal amount) => Of(amount, Currency.AUD);

    /// <summary>An amount of Canadian Dollar.</summary>
    /// <param name="amount">In major units, with at most 2 decimals that are not zero.</param>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than CAD.</exception>
    public static Money CAD(decimal amount) => Of(amount, Currency.CAD);

    /// <summary>An amount of Swedish Krona.</summary>
    /// <param name="amount">In major units, with at most 2 decimals that are not zero.</param>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than SEK.</exception>
    public static Money SEK(decimal amount) => Of(amount, Currency.SEK);

    /// <summary>An amount of Norwegian Krone.</summary>
    /// <param name="amount">In major units, with at most 2 decimals that are not zero.</param>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than NOK.</exception>
    public static Money NOK(decimal amount) => Of(amount, Currency.NOK);

    /// <summary>An amount of Danish Krone.</summary>
    /// <param name="amount">In major units, with at most 2 decimals that are not zero.</param>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than DKK.</exception>
    public static Money DKK(decimal amount) => Of(amount, Currency.DKK);

    /// <summary>An amount of Zloty.</summary>
    /// <param name="amount">In major units, with at most 2 decimals that are not zero.</param>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than PLN.</exception>
    public static Money PLN(decimal amount) => Of(amount, Currency.PLN);

    /// <summary>An amount of Indian Rupee.</summary>
    /// <param name="amount">In major units, with at most 2 decimals that are not zero.</param>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than INR.</exception>
    public static Money INR(decimal amount) => Of(amount, Currency.INR);

    /// <summary>An amount of Brazilian Real.</summary>
    /// <param name="amount">In major units, with at most 2 decimals that are not zero.</param>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than BRL.</exception>
    public static Money BRL(decimal amount) => Of(amount, Currency.BRL);
}
