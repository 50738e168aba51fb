namespace WalletCore;

/// <summary>What a <see cref="Currency"/> points at. There is one for each ISO currency, so these compare as references.</summary>
internal sealed class CurrencyDefinition(string code, int numericCode, int minorUnits, string name)
{
    /// <summary>ISO 4217's own code for "no currency is involved"; the default of <see cref="Currency"/>.</summary>
    public static readonly CurrencyDefinition None = new("XXX", 999, 0, "No currency");

    private readonly int _hash = HashCode.Combine(code, minorUnits);

    public string Code { get; } = code;

    public int NumericCode { get; } = numericCode;

    public int MinorUnits { get; } = minorUnits;

    public string Name { get; } = name;

    public bool IsSameAs(CurrencyDefinition other) =>
        ReferenceEquals(this, other) || (MinorUnits == other.MinorUnits && string.Equals(Code, other.Code, StringComparison.Ordinal));

    public int IdentityHash => _hash;
}
