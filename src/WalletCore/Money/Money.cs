using System.Text.Json.Serialization;

namespace WalletCore;

/// <summary>
/// An exact amount of a currency: a 128-bit count of its minor units. Nothing rounds unless a method takes a <see cref="Rounding"/>,
/// and nothing wraps around: what leaves the range throws <see cref="OverflowException"/>.
/// </summary>
/// <remarks>
/// <para>Range: −2^127 … 2^127 − 1 minor units (39 digits).</para>
/// <para><c>default(Money)</c> is zero of no currency. It can be combined and compared only with itself: adding it to an amount of a
/// currency throws <see cref="CurrencyMismatchException"/>. Start sums from <see cref="Zero"/>.</para>
/// <para>Equality is by amount and currency; zero EUR and zero USD differ. Immutable; a variable that several threads write needs a
/// lock as with any struct of more than one word.</para>
/// </remarks>
[JsonConverter(typeof(MoneyJsonConverter))]
public readonly partial record struct Money
{
    private Money(Int128 amountMinor, Currency currency)
    {
        AmountMinor = amountMinor;
        Currency = currency;
    }

    /// <summary>The amount in minor units: 1230 for 12.30 EUR, 1230 for 1230 JPY.</summary>
    public Int128 AmountMinor { get; }

    /// <summary>The currency; <see cref="Currency.None"/> only in <c>default(Money)</c>.</summary>
    public Currency Currency { get; }

    /// <summary>Whether the amount is zero.</summary>
    public bool IsZero => AmountMinor == Int128.Zero;

    /// <summary>Whether the amount is more than zero.</summary>
    public bool IsPositive => AmountMinor > Int128.Zero;

    /// <summary>Whether the amount is less than zero.</summary>
    public bool IsNegative => Int128.IsNegative(AmountMinor);

    /// <summary>Zero of a currency.</summary>
    /// <param name="currency">Any currency but <see cref="Currency.None"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="currency"/> is <see cref="Currency.None"/>.</exception>
    public static Money Zero(Currency currency) => FromMinor(Int128.Zero, currency);

    /// <summary>An amount given in minor units.</summary>
    /// <param name="amountMinor">The count of minor units, of any sign: 1230 is 12.30 EUR.</param>
    /// <param name="currency">Any currency but <see cref="Currency.None"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="currency"/> is <see cref="Currency.None"/>.</exception>
    public static Money FromMinor(Int128 amountMinor, Currency currency)
    {
        ThrowIfNone(currency);
        return new Money(amountMinor, currency);
    }

    /// <summary>An amount given in major units. It is taken exactly or not at all; trailing zeros do not count as decimals.</summary>
    /// <param name="amount">In major units, of any sign: 12.30 is 12.30 EUR.</param>
    /// <param name="currency">Any currency but <see cref="Currency.None"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="currency"/> is <see cref="Currency.None"/>.</exception>
    /// <exception cref="MoneyPrecisionException">The amount has more decimals than the currency.</exception>
    /// <exception cref="OverflowException">The amount in minor units is outside the range.</exception>
    public static Money Of(decimal amount, Currency currency) =>
        TryOf(amount, currency, out var money, out var error) ? money : throw Fault(error, currency);

    /// <summary>Takes an amount given in major units, exactly or not at all.</summary>
    /// <param name="amount">In major units, of any sign.</param>
    /// <param name="currency">Any currency but <see cref="Currency.None"/>.</param>
    /// <param name="money">The amount, or <c>default</c>.</param>
    /// <param name="error">
    /// Why there is none: <see cref="MoneyParseError.PrecisionExceeded"/> or <see cref="MoneyParseError.Overflow"/>.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="currency"/> is <see cref="Currency.None"/>.</exception>
    public static bool TryOf(decimal amount, Currency currency, out Money money, out MoneyParseError error)
    {
        ThrowIfNone(currency);
        error = DecimalNumber.TryScale(amount, currency.MinorUnits, out var amountMinor);
        money = error == MoneyParseError.None ? new Money(amountMinor, currency) : default;
        return error == MoneyParseError.None;
    }

    /// <inheritdoc cref="TryOf(decimal, Currency, out Money, out MoneyParseError)"/>
    public static bool TryOf(decimal amount, Currency currency, out Money money) => TryOf(amount, currency, out money, out _);

    /// <summary>The amount in major units, with as many decimals as the currency has where they fit: 12.30.</summary>
    /// <exception cref="OverflowException">
    /// The amount has more significant digits than <see cref="decimal"/> holds (28 to 29). It is not rounded.
    /// </exception>
    public decimal ToDecimal() => DecimalNumber.Write(AmountMinor, Currency.MinorUnits);

    private static void ThrowIfNone(Currency currency)
    {
        if (currency.IsNone)
        {
            throw new ArgumentException("An amount needs a currency.", nameof(currency));
        }
    }

    private static Exception Fault(MoneyParseError error, Currency currency) => error switch
    {
        MoneyParseError.PrecisionExceeded => new MoneyPrecisionException(currency),
        MoneyParseError.Overflow => new OverflowException(Magnitude.OutOfRange),
        _ => new FormatException("The text is no amount. Expected a form like \"-12.30\", or \"-12.30 EUR\" with its currency."),
    };
}
