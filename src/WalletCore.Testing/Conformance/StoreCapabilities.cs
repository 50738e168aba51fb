namespace WalletCore.Testing;

/// <summary>What a store says it can do beyond what every store must. Cases that need more do not apply to it.</summary>
[Flags]
public enum StoreCapabilities
{
    /// <summary>Nothing beyond.</summary>
    None = 0,

    /// <summary>What was committed is there after the storage is opened again.</summary>
    Durable = 1,

    /// <summary>Sessions of different ledgers do not wait for each other.</summary>
    WritesLedgersInParallel = 2,

    /// <summary>Several stores may stand on the same storage at once, as several processes of a host do.</summary>
    Shared = 4,

    /// <summary>The storage can be left as a process that was killed leaves it, and opened again.</summary>
    Crashes = 8,

    /// <summary>The storage has a schema with a version, and the store under test can make it one that is newer than the store knows.</summary>
    Versioned = 16,

    /// <summary>The store is an <see cref="Storage.IOptimisticStore"/>: a commit may be one round trip.</summary>
    Optimistic = 32,

    /// <summary>The store is an <see cref="Storage.IShiftStore"/>: its writers can write in shifts.</summary>
    Shifts = 64,
}
