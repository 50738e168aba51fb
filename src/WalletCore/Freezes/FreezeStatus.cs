namespace WalletCore;

/// <summary>Where a freeze record stands.</summary>
public enum FreezeStatus
{
    /// <summary>Holds money.</summary>
    Active = 0,

    /// <summary>Settled by capture: what it held went where the capture said, the rest, if any, was released.</summary>
    Captured = 1,

    /// <summary>Released: what it held went back to available.</summary>
    Released = 2,

    /// <summary>Ran out: its time passed and what it held went back to available.</summary>
    Expired = 3,
}
