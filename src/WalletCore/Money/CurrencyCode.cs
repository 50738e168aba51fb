namespace WalletCore;

/// <summary>The shape of a currency code: 3 to 12 of A-Z and 0-9, a letter first. ISO 4217 codes have this shape too.</summary>
internal static class CurrencyCode
{
    public const int LengthMin = 3;
    public const int LengthMax = 12;

    public static bool IsWellFormed(ReadOnlySpan<char> code)
    {
        if (code.Length is < LengthMin or > LengthMax || !char.IsAsciiLetterUpper(code[0]))
        {
            return false;
        }

        foreach (var character in code)
        {
            if (!char.IsAsciiLetterUpper(character) && !char.IsAsciiDigit(character))
            {
                return false;
            }
        }

        return true;
    }
}
