namespace WalletCore.Storage.InMemory;

/// <summary>The writers' turn on one ledger in memory.</summary>
internal sealed class InMemoryWriteSession(LedgerStorage ledger) : IWalletWriteSession
{
    private bool _committed;
    private bool _disposed;

    public LedgerHead Head { get; } = ledger.Books.Head;

    public ValueTask<LedgerState> LoadAsync(LoadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ThrowIfOver();
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(new StateLoader(ledger.Journal, ledger.Books).Load(request));
    }

    public ValueTask CommitAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ThrowIfOver();
        cancellationToken.ThrowIfCancellationRequested();
        ledger.Commit(changes);
        _committed = true;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            ledger.EndWrite();
        }

        return ValueTask.CompletedTask;
    }

    private void ThrowIfOver()
    {
        ledger.ThrowIfClosed();
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_committed)
        {
            throw new InvalidOperationException("The session has committed; begin another.");
        }
    }
}
