namespace WalletCore.PostgreSql.Tables;

/// <summary>
/// Where a key stands in the index of keys: 64 bits, such that keys that follow one another in time are neighbours and come to pages that are at hand. All others are
/// spread by their hash. The place is stored, so it never changes. What a key is made of is guessed from its text: a wrong guess costs neighbours and nothing else,
/// since keys that share a place are told apart.
/// </summary>
internal static class KeyPlace
{
    /// <summary>As many digits as fit 64 bits whatever they are.</summary>
    private const int DigitsMax = 18;

    // Times in units of 64 ms, each with 36 bits for those who share it. The 28 bits that are left run out after 198 days, and neighbours are of two times then.
    private const int TimeUnitBits = 6;
    private const int UnitBits = 36;

    public static long Of(long ledgerNumber, ReadOnlySpan<byte> key)
    {
        if (TimedId.TryFind(key, out var time))
        {
            // Whatever stands before the id: hosts put a client's name there, and clients are many.
            return ((time >> TimeUnitBits) << UnitBits) | (StableHash.Of(ledgerNumber, key) >>> (64 - UnitBits));
        }

        var digits = DigitsAtTheEnd(key);
        return digits == 0 ? StableHash.Of(ledgerNumber, key) : OfNumber(ledgerNumber, key[..^digits], key[^digits..]);
    }

    /// <summary>How many digits there are is part of the hash, so that 7 and 07 have places of their own.</summary>
    private static long OfNumber(long ledgerNumber, ReadOnlySpan<byte> stem, ReadOnlySpan<byte> digits)
    {
        var number = 0L;
        foreach (var digit in digits)
        {
            number = (number * 10) + (digit - '0');
        }

        return unchecked(StableHash.Of(StableHash.Of(ledgerNumber, stem), [(byte)digits.Length]) + number);
    }

    private static int DigitsAtTheEnd(ReadOnlySpan<byte> key)
    {
        var count = 0;
        while (count < DigitsMax && count < key.Length && char.IsAsciiDigit((char)key[^(count + 1)]))
        {
            count++;
        }

        return count;
    }
}
