using WalletCore.Storage;

namespace WalletCore.Testing;

/// <summary>
/// Gives a case a fresh store, opens the same storage again, opens a second store on it, and crashes it: what a case needs and only the
/// author of a store can give. One instance serves one case. Not safe for concurrent use.
/// </summary>
public abstract class StoreUnderTest : IAsyncDisposable
{
    private readonly Lock _opening = new();
    private readonly List<IWalletStore> _others = [];
    private IWalletStore? _store;

    /// <summary>What the store says it can do.</summary>
    public abstract StoreCapabilities Capabilities { get; }

    /// <summary>The store; opened at the first use, once, whoever asks.</summary>
    public IWalletStore Store
    {
        get
        {
            lock (_opening)
            {
                return _store ??= Open();
            }
        }
    }

    /// <summary>A further store on the same storage, as another process would open it; disposed of with this instance at the latest.</summary>
    /// <exception cref="NotSupportedException">The store is not <see cref="StoreCapabilities.Shared"/>.</exception>
    public IWalletStore OpenAnother()
    {
        ThrowUnless(StoreCapabilities.Shared);
        var another = Open();
        _others.Add(another);
        return another;
    }

    /// <summary>Disposes of the stores and opens the same storage again.</summary>
    public async Task ReopenAsync()
    {
        await CloseAsync();
        _store = Open();
    }

    /// <summary>Leaves the storage as a killed process leaves it, at this instant and whatever session is open, and opens what is left.</summary>
    /// <exception cref="NotSupportedException">The store does not say <see cref="StoreCapabilities.Crashes"/>.</exception>
    public async Task CrashAsync()
    {
        ThrowUnless(StoreCapabilities.Crashes);
        await CrashStorageAsync();
        await CloseAsync();
        _store = Open();
    }

    /// <summary>Closes the stores and gives the storage a schema version that is newer than the store knows.</summary>
    /// <exception cref="NotSupportedException">The store does not say <see cref="StoreCapabilities.Versioned"/>.</exception>
    public async Task MakeSchemaNewerAsync()
    {
        ThrowUnless(StoreCapabilities.Versioned);
        await CloseAsync();
        await RaiseSchemaVersionAsync();
    }

    /// <summary>Disposes of the stores, then of whatever they stood on.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await DeleteStorageAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A store over this instance's own storage, which is empty at first.</summary>
    protected abstract IWalletStore Open();

    /// <summary>Removes the storage after the last store on it was disposed of.</summary>
    protected virtual ValueTask DeleteStorageAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// Puts in the storage's place what a kill at this instant would leave of it, while the store is still open: for files, a copy of them as they are,
    /// so that nothing the store does when it is disposed of afterwards reaches it. What <see cref="Open"/> opens next is that.
    /// </summary>
    protected virtual ValueTask CrashStorageAsync() => throw new NotSupportedException();

    /// <summary>Gives the storage a schema version that is newer than the store knows. Every store on it is closed.</summary>
    protected virtual ValueTask RaiseSchemaVersionAsync() => throw new NotSupportedException();

    private void ThrowUnless(StoreCapabilities capability)
    {
        if (!Capabilities.HasFlag(capability))
        {
            throw new NotSupportedException($"The store under test does not say that it is {capability}.");
        }
    }

    private async ValueTask CloseAsync()
    {
        foreach (var other in _others)
        {
            await other.DisposeAsync();
        }

        _others.Clear();
        if (_store is { } store)
        {
            _store = null;
            await store.DisposeAsync();
        }
    }
}
