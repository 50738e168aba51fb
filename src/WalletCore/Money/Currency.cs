using System.Text.Json.Serialization;

namespace WalletCore;

/// <summary>
/// What an amount counts: an ISO 4217 currency, or one that the host defines (points, tokens). Two currencies are equal when their
/// code and their number of minor-unit digits are.
/// </summary>
/// <remarks>
/// <para><c>default(Currency)</c> is <see cref="None"/>: code <c>XXX</c>. No look-up returns it and no ledger accepts it.</para>
/// <para>Immutable and safe to share between threads. The value is one reference; comparing two ISO currencies compares references.</para>
/// <para>Codes are case-sensitive: <c>eur</c> is no currency.</para>
/// </remarks>
[JsonConverter(typeof(CurrencyJsonConverter))]
public readonly partial record struct Currency
{
    /// <summary>The most minor-unit digits a currency can have: 18.</summary>
    public const int MinorUnitsMax = 18;

    /// <summary>The fewest characters of a code: 3.</summary>
    public const int CodeLengthMin = CurrencyCode.LengthMin;

    /// <summary>The most characters of a code: 12.</summary>
    public const int CodeLengthMax = CurrencyCode.LengthMax;

    /// <summary>The most characters of a name: 100.</summary>
    public const int NameLengthMax = 100;

    private readonly CurrencyDefinition? _definition;

    internal Currency(CurrencyDefinition definition) => _definition = definition;

    /// <summary>No currency, <c>default(Currency)</c>: code <c>XXX</c>, as in ISO 4217.</summary>
    public static Currency None => default;

    /// <summary>The code, such as <c>EUR</c>; <c>XXX</c> for <see cref="None"/>. Never null.</summary>
    public string Code => Definition.Code;

    /// <summary>The ISO 4217 numeric code, such as 978, or 36 for what is printed 036; 0 for a currency that the host defined.</summary>
    public int NumericCode => Definition.NumericCode;

    /// <summary>
    /// How many decimal digits the minor unit has, 0 to 18: 2 for EUR, 0 for JPY, 3 for BHD. It is 0 for the codes to which ISO 4217
    /// assigns no minor unit (XAU, XDR and the like), whose amounts are whole units; to keep fractions of them, define a currency.
    /// </summary>
    public int MinorUnits => Definition.MinorUnits;

    /// <summary>The English name. Not part of equality.</summary>
    public string Name => Definition.Name;

    /// <summary>Whether this is <see cref="None"/>.</summary>
    public bool IsNone => _definition is null;

    private CurrencyDefinition Definition => _definition ?? CurrencyDefinition.None;

    /// <summary>The ISO 4217 currency with this code.</summary>
    /// <param name="code">A three-letter code in upper case.</param>
    /// <exception cref="ArgumentNullException"><paramref name="code"/> is null.</exception>
    /// <exception cref="UnknownCurrencyException">The code is not on the active ISO 4217 list, or is <c>XXX</c>.</exception>
    public static Currency FromCode(string code) => CurrencyRegistry.Iso.FromCode(code);

    /// <summary>Looks an ISO 4217 currency up by its code.</summary>
    /// <param name="code">A three-letter code in upper case; null and malformed codes are not found.</param>
    /// <param name="currency">The currency, or <see cref="None"/> when not found.</param>
    /// <returns>Whether the code is on the active ISO 4217 list and is not <c>XXX</c>.</returns>
    public static bool TryFromCode(string? code, out Currency currency) => CurrencyRegistry.Iso.TryFromCode(code, out currency);

    /// <summary>
    /// Makes a currency that ISO 4217 does not list. It is an immutable value and is registered nowhere by this call: give it to
    /// <see cref="CurrencyRegistry.With"/> for look-ups by code.
    /// </summary>
    /// <param name="code">3 to 12 of A-Z and 0-9, a letter first; no code of the active ISO 4217 list, and not <c>XXX</c>.</param>
    /// <param name="minorUnits">Decimal digits of the minor unit, 0 to 18. Part of the identity: amounts once written keep it.</param>
    /// <param name="name">A name for people, 1 to 100 characters; the code when null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="code"/> is null.</exception>
    /// <exception cref="ArgumentException">The code is malformed or belongs to ISO 4217, or the name is empty or too long.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minorUnits"/> is not in 0 to 18.</exception>
    public static Currency Define(string code, int minorUnits, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentOutOfRangeException.ThrowIfNegative(minorUnits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minorUnits, MinorUnitsMax);
        if (!CurrencyCode.IsWellFormed(code))
        {
            throw new ArgumentException("A currency code is 3 to 12 of A-Z and 0-9, a letter first.", nameof(code));
        }

        if (IsoCurrencies.IsReserved(code))
        {
            throw new ArgumentException($"The code {code} belongs to ISO 4217.", nameof(code));
        }

        if (name is not null && (string.IsNullOrWhiteSpace(name) || name.Length > NameLengthMax))
        {
            throw new ArgumentException("A currency name has 1 to 100 characters.", nameof(name));
        }

        return new Currency(new CurrencyDefinition(code, numericCode: 0, minorUnits, name ?? code));
    }

    /// <summary>Whether both have the same code and the same number of minor-unit digits.</summary>
    /// <param name="other">The other currency.</param>
    public bool Equals(Currency other) =>
        ReferenceEquals(_definition, other._definition)
        || (_definition is not null && other._definition is not null && _definition.IsSameAs(other._definition));

    /// <inheritdoc/>
    public override int GetHashCode() => Definition.IdentityHash;

    /// <summary>The code.</summary>
    public override string ToString() => Code;
}
