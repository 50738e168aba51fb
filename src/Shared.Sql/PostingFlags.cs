namespace WalletCore.SqlStores;

/// <summary>A posting's small facts in one integer, which costs no byte for the usual posting (0) and one for the rest.</summary>
internal static class PostingFlags
{
    private const int PocketMask = 3;
    private const int CreditShift = 2;
    private const int OnTopBit = 1 << 4;
    private const int RoleShift = 5;

    public static int Pack(in PostingRow posting) =>
        ((int)posting.DebitPocket & PocketMask)
        | (((int)posting.CreditPocket & PocketMask) << CreditShift)
        | (posting.OnTop ? OnTopBit : 0)
        | ((int)posting.Role << RoleShift);

    /// <summary>The stored flags, which have eight bits.</summary>
    /// <exception cref="FormatException">They have more.</exception>
    public static int Checked(long stored) => stored is >= 0 and <= byte.MaxValue
        ? (int)stored
        : throw new FormatException("A posting's flags are no flags.");

    public static Pocket DebitPocket(int flags) => (Pocket)(flags & PocketMask);

    public static Pocket CreditPocket(int flags) => (Pocket)((flags >> CreditShift) & PocketMask);

    public static bool OnTop(int flags) => (flags & OnTopBit) != 0;

    public static PostingRole Role(int flags) => (PostingRole)(flags >> RoleShift);
}
