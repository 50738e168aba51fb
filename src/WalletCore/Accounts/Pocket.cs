namespace WalletCore;

/// <summary>A named part of an account's balance. Balance = available + frozen.</summary>
public enum Pocket
{
    /// <summary>What can be spent.</summary>
    Available = 0,

    /// <summary>What freeze records hold.</summary>
    Frozen = 1,
}
