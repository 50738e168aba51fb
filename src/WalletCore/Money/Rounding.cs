namespace WalletCore;

/// <summary>
/// How an exact result between two minor units becomes one of them. The rules are those of IEEE 754-2019 §4.3 and of
/// <c>java.math.RoundingMode</c>. The examples round to whole units.
/// </summary>
public enum Rounding
{
    /// <summary>To the nearest, a tie to the even neighbour ("banker's rounding"): 2.5 → 2, 3.5 → 4, −2.5 → −2, 2.6 → 3.</summary>
    HalfEven = 0,

    /// <summary>To the nearest, a tie away from zero ("commercial rounding"): 2.5 → 3, −2.5 → −3, 2.4 → 2.</summary>
    HalfAwayFromZero = 1,

    /// <summary>To the nearest, a tie toward zero: 2.5 → 2, −2.5 → −2, 2.6 → 3.</summary>
    HalfTowardZero = 2,

    /// <summary>Away from zero: 2.1 → 3, −2.1 → −3.</summary>
    Up = 3,

    /// <summary>Toward zero, that is, truncated: 2.9 → 2, −2.9 → −2.</summary>
    Down = 4,

    /// <summary>Toward positive infinity: 2.1 → 3, −2.9 → −2.</summary>
    Ceiling = 5,

    /// <summary>Toward negative infinity: 2.9 → 2, −2.1 → −3.</summary>
    Floor = 6,
}
