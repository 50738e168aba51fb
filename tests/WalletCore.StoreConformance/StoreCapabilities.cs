namespace WalletCore.StoreConformance;

/// <summary>What a store says it can do beyond what every store must.</summary>
[Flags]
public enum StoreCapabilities
{
    /// <summary>Nothing beyond.</summary>
    None = 0,

    /// <summary>What was committed is there after the storage is opened again.</summary>
    Durable = 1,

    /// <summary>Sessions of different ledgers do not wait for each other.</summary>
    WritesLedgersInParallel = 2,
}
