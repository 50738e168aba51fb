namespace WalletCore.StoreConformance;

/// <summary>One thing that every store must do.</summary>
/// <param name="Name">A short name, unique among the cases.</param>
/// <param name="Shows">What holds when it passes, as a sentence.</param>
/// <param name="Body">Does it on a fresh store; throws where the store fails.</param>
public sealed record StoreCase(string Name, string Shows, Func<StoreUnderTest, Task> Body)
{
    /// <summary>What a store must be able to do for the case to apply.</summary>
    public StoreCapabilities Needs { get; init; }

    /// <summary>Whether the case applies to a store with those capabilities.</summary>
    public bool AppliesTo(StoreCapabilities capabilities) => (Needs & ~capabilities) == StoreCapabilities.None;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
