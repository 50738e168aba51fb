namespace WalletCore;

/// <summary>What the rate of a tier applies to.</summary>
public enum TierMode
{
    /// <summary>Each tier's rate to its own part of the amount, as in income tax; fixed amounts of all tiers reached add up.</summary>
    Marginal = 0,

    /// <summary>The rate and the fixed amount of the tier in which the amount falls, to the whole of it.</summary>
    Slab = 1,
}
