namespace WalletCore;

/// <summary>How a wallet may be spent.</summary>
public enum WalletKind
{
    /// <summary>Only what was paid in can be spent: the available balance never goes below zero.</summary>
    Prepaid = 0,

    /// <summary>May be spent down to minus its credit limit.</summary>
    Postpaid = 1,
}
