namespace WalletCore;

/// <summary>Over which time the uses of a limit add up.</summary>
public enum LimitWindow
{
    /// <summary>A calendar day in the policy's time zone.</summary>
    Day = 0,

    /// <summary>A calendar month in the policy's time zone.</summary>
    Month = 1,
}
