namespace WalletCore;

/// <summary>What a refund does with the fees and taxes that the original took.</summary>
public enum FeeRefund
{
    /// <summary>
    /// Each refund gives them back in proportion, by largest remainder over what is left of every posting: after a full refund exactly
    /// all of them are back.
    /// </summary>
    Proportional = 0,

    /// <summary>They stay where they went; what came out of the principal amount is made up by whoever received the rest of it.</summary>
    Keep = 1,

    /// <summary>The first refund gives them back first, as far as its amount covers them.</summary>
    Full = 2,
}
