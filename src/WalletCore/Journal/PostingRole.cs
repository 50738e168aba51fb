namespace WalletCore;

/// <summary>What a posting is within its transaction; refunds treat the roles differently.</summary>
public enum PostingRole
{
    /// <summary>The money the operation is about.</summary>
    Principal = 0,

    /// <summary>A fee.</summary>
    Fee = 1,

    /// <summary>A tax.</summary>
    Tax = 2,
}
