namespace WalletCore.Testing;

/// <summary>One thing that every store must do.</summary>
/// <param name="Name">A short name, unique among the cases; it does not change.</param>
/// <param name="Shows">What holds when it passes, as a sentence.</param>
/// <param name="Body">Does it on a fresh store; throws where the store fails.</param>
public sealed record StoreCase(string Name, string Shows, Func<StoreUnderTest, Task> Body)
{
    private static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(5);

    /// <summary>What a store must be able to do for the case to apply.</summary>
    public StoreCapabilities Needs { get; init; }

    /// <summary>The name of the row of <see cref="BehaviourRows"/> that the case shows; null for a case of the port.</summary>
    public string? Row { get; init; }

    /// <summary>Whether the case applies to a store with those capabilities.</summary>
    public bool AppliesTo(StoreCapabilities capabilities) => (Needs & ~capabilities) == StoreCapabilities.None;

    /// <summary>
    /// Runs the case on a fresh store and disposes of it; false where the case does not apply to the store, which the caller should report
    /// and never pass over in silence.
    /// </summary>
    /// <exception cref="CheckFailedException">The store does not do what the case shows; the message shows what was expected and what came.</exception>
    public async Task<bool> RunAsync(Func<StoreUnderTest> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        await using var store = create();
        if (!AppliesTo(store.Capabilities))
        {
            return false;
        }

        var body = Body(store);
        try
        {
            await body.WaitAsync(StuckAfter);
        }
        catch (TimeoutException stuck)
        {
            throw new CheckFailedException(body.IsCompleted ? $"{Name}: {stuck.Message}" : $"{Name}: not done after {StuckAfter}.");
        }

        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
