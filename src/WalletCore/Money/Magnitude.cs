namespace WalletCore;

/// <summary>
/// A signed number as sign and size. Sizes are unsigned, because that of <see cref="Int128.MinValue"/> does not fit <see cref="Int128"/>.
/// </summary>
internal static class Magnitude
{
    private static readonly UInt128 NegativeMax = UInt128.One << 127;

    public static UInt128 Of(Int128 value) => unchecked((UInt128)(Int128.IsNegative(value) ? -value : value));

    public static bool TrySign(UInt128 magnitude, bool negative, out Int128 value)
    {
        value = default;
        if (magnitude > NegativeMax || (magnitude == NegativeMax && !negative))
        {
            return false;
        }

        value = unchecked(negative ? -(Int128)magnitude : (Int128)magnitude);
        return true;
    }

    public static Int128 Sign(UInt128 magnitude, bool negative) =>
        TrySign(magnitude, negative, out var value) ? value : throw new OverflowException(OutOfRange);

    internal const string OutOfRange = "The amount in minor units is outside the range of a 128-bit integer.";
}
