using System.Buffers;

namespace WalletCore.PostgreSql.Tables;

/// <summary>
/// Ids that begin with the time at which they were made: UUIDs of version 7 (RFC 9562), with dashes or without, and ULIDs, which TypeIDs end with, too. Letters of
/// either case.
/// </summary>
internal static class TimedId
{
    private const int UlidLength = 26;
    private const int UuidDigits = 32;
    private const int UuidLength = 36;
    private const int TimeDigits = 12;
    private const int UlidTimeDigits = 10;

    private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789ABCDEFabcdef"u8);
    private static readonly SearchValues<byte> Base32 = SearchValues.Create("0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz"u8);

    /// <summary>Finds such an id at the end of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="time">The id's time, in milliseconds of Unix time.</param>
    public static bool TryFind(ReadOnlySpan<byte> key, out long time)
    {
        Span<byte> digits = stackalloc byte[UuidDigits];
        if (key.Length >= UuidLength && TryTakeDashes(key[^UuidLength..], digits) && IsUuid(digits, out time))
        {
            return true;
        }

        if (key.Length >= UuidDigits && IsUuid(key[^UuidDigits..], out time))
        {
            return true;
        }

        time = 0;
        return key.Length >= UlidLength && IsUlid(key[^UlidLength..], out time);
    }

    private static bool TryTakeDashes(ReadOnlySpan<byte> id, Span<byte> digits)
    {
        if ((id[8], id[13], id[18], id[23]) != ((byte)'-', (byte)'-', (byte)'-', (byte)'-'))
        {
            return false;
        }

        id[..8].CopyTo(digits);
        id[9..13].CopyTo(digits[8..]);
        id[14..18].CopyTo(digits[12..]);
        id[19..23].CopyTo(digits[16..]);
        id[24..].CopyTo(digits[20..]);
        return true;
    }

    private static bool IsUuid(ReadOnlySpan<byte> digits, out long time)
    {
        time = 0;
        if (digits[12] != '7' || digits.ContainsAnyExcept(Hex) || Digit(digits[16]) >> 2 != 2)
        {
            return false;
        }

        time = Number(digits[..TimeDigits], bits: 4);
        return IsLikely(time);
    }

    private static bool IsUlid(ReadOnlySpan<byte> digits, out long time)
    {
        time = 0;
        if (digits.ContainsAnyExcept(Base32))
        {
            return false;
        }

        time = Number(digits[..UlidTimeDigits], bits: 5);
        return IsLikely(time);
    }

    /// <summary>Whether it is in the years 2004 to 2109: other texts of such letters rarely look like that.</summary>
    private static bool IsLikely(long time) => time >> 40 is >= 1 and <= 3;

    private static long Number(ReadOnlySpan<byte> digits, int bits)
    {
        var number = 0L;
        foreach (var digit in digits)
        {
            number = (number << bits) | (long)Digit(digit);
        }

        return number;
    }

    /// <summary>The value of a digit: ten and more are letters in their order, of which Crockford's base 32 leaves out I, L, O and U.</summary>
    private static int Digit(byte digit)
    {
        if (digit <= '9')
        {
            return digit - '0';
        }

        var letter = digit & ~0x20;
        return letter - 'A' + 10 - (letter > 'I' ? 1 : 0) - (letter > 'L' ? 1 : 0) - (letter > 'O' ? 1 : 0) - (letter > 'U' ? 1 : 0);
    }
}
