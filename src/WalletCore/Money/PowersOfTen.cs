namespace WalletCore;

/// <summary>10 to the power of 0 … 38, all that a 128-bit number can hold.</summary>
internal static class PowersOfTen
{
    public const int ExponentMax = 38;

    private static readonly UInt128[] Table = Build();

    public static UInt128 Of(int exponent) => Table[exponent];

    private static UInt128[] Build()
    {
        var table = new UInt128[ExponentMax + 1];
        table[0] = UInt128.One;
        for (var exponent = 1; exponent < table.Length; exponent++)
        {
            table[exponent] = table[exponent - 1] * 10;
        }

        return table;
    }
}
