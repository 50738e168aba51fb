using System.Diagnostics.CodeAnalysis;

namespace WalletCore;

/// <summary>
/// The text form every id shares: a lower-case prefix, an underscore, and the 128 bits in Crockford base 32 (26 characters), the layout
/// of the TypeID specification 0.3. Parsing is strict: exact prefix, lower case, no aliases, no value past 128 bits.
/// </summary>
internal static class TypeId
{
    public const int SuffixLength = 26;
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string Format(string prefix, UInt128 value) =>
        string.Create(prefix.Length + 1 + SuffixLength, (prefix, value), static (span, state) =>
        {
            state.prefix.CopyTo(span);
            span[state.prefix.Length] = '_';
            var suffix = span[(state.prefix.Length + 1)..];
            var rest = state.value;
            for (var i = SuffixLength - 1; i >= 0; i--)
            {
                suffix[i] = Alphabet[(int)(rest & 31)];
                rest >>= 5;
            }
        });

    public static bool TryParse(string prefix, ReadOnlySpan<char> text, out UInt128 value)
    {
        value = default;
        if (text.Length != prefix.Length + 1 + SuffixLength || !text.StartsWith(prefix, StringComparison.Ordinal) || text[prefix.Length] != '_')
        {
            return false;
        }

        var suffix = text[(prefix.Length + 1)..];
        if (suffix[0] > '7')
        {
            return false;
        }

        foreach (var c in suffix)
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            value = (value << 5) | (uint)digit;
        }

        return true;
    }

    [DoesNotReturn]
    public static void ThrowMalformed(string prefix) =>
        throw new FormatException($"An id of this kind is '{prefix}_' followed by {SuffixLength} lower-case base 32 characters.");
}
