using WalletCore.Storage;

namespace WalletCore;

/// <summary>One registered ledger: not open yet, opening, or open.</summary>
internal sealed class LedgerSlot(IWalletStore store, LedgerOptions options)
{
    private readonly Lock _lock = new();
    private Task<Ledger>? _opening;

    public IWalletStore Store { get; } = store;

    public LedgerOptions Options { get; } = options;

    public Ledger? Open => Volatile.Read(ref _opening) is { IsCompletedSuccessfully: true } opened ? opened.Result : null;

    public Task<Ledger> GetAsync(CancellationToken closing)
    {
        lock (_lock)
        {
            // One failure is not for ever: the store may be there the next time.
            if (_opening is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _opening = Task.Run(() => Ledger.OpenAsync(Store, Options, closing).AsTask(), closing);
            }

            return _opening;
        }
    }

    /// <summary>Closes the ledger if it was opened, and waits for its last answers.</summary>
    public async ValueTask CloseAsync()
    {
        Task<Ledger>? opening;
        lock (_lock)
        {
            opening = _opening;
        }

        if (opening is null)
        {
            return;
        }

        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully)
        {
            await opening.Result.DisposeAsync().ConfigureAwait(false);
        }
    }
}
