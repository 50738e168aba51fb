namespace WalletCore;

/// <summary>How wide an amount has to be written.</summary>
internal static class AmountWidth
{
    /// <summary>Whether it fits 64 bits, as nearly every amount does.</summary>
    public static bool IsNarrow(Int128 amount) => unchecked((long)amount) == amount;
}
