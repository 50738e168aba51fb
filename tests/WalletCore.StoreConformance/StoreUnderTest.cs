using WalletCore.Storage;

namespace WalletCore.StoreConformance;

/// <summary>Gives a case a fresh store, and opens the same storage again. One instance serves one case.</summary>
public abstract class StoreUnderTest : IAsyncDisposable
{
    private IWalletStore? _store;

    /// <summary>What the store says it can do.</summary>
    public abstract StoreCapabilities Capabilities { get; }

    /// <summary>The store; opened at the first use.</summary>
    public IWalletStore Store => _store ??= Open();

    /// <summary>Disposes the store and opens the same storage again.</summary>
    public async Task ReopenAsync()
    {
        await CloseAsync();
        _store = Open();
    }

    /// <summary>Disposes the store, then whatever it stood on.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await DeleteStorageAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A store over this instance's own storage, which is empty at first.</summary>
    protected abstract IWalletStore Open();

    /// <summary>Removes the storage after the last store on it was disposed.</summary>
    protected virtual ValueTask DeleteStorageAsync() => ValueTask.CompletedTask;

    private async ValueTask CloseAsync()
    {
        if (_store is { } store)
        {
            _store = null;
            await store.DisposeAsync();
        }
    }
}
