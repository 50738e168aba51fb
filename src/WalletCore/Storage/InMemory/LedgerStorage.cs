using System.Diagnostics.CodeAnalysis;

namespace WalletCore.Storage.InMemory;

/// <summary>One ledger in memory: its journal, its books, the lock that guards them and the turn of its writers.</summary>
/// <remarks>
/// The lock is held for a commit's changing rows and for a reader's look at them, never for a wait. Journal rows are written before it is
/// taken and read after it is left.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore is only awaited, so it never makes the handle that there is to dispose.")]
internal sealed class LedgerStorage
{
    private readonly SemaphoreSlim _writers = new(1, 1);
    private bool _damaged;
    private volatile bool _closed;

    public LedgerStorage(LedgerRow row)
    {
        Row = row;
        Books = new Books(Journal);
    }

    /// <summary>Its registration; its name changes once, when it stops being hidden.</summary>
    public LedgerRow Row { get; set; }

    public Lock Gate { get; } = new();

    public Journal Journal { get; } = new();

    public Books Books { get; }

    public void Close() => _closed = true;

    public void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_closed, typeof(InMemoryWalletStore));

    public async ValueTask<IWalletWriteSession> BeginWriteAsync(CancellationToken cancellationToken)
    {
        await _writers.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_closed || _damaged)
        {
            _writers.Release();
            ThrowIfClosed();
            throw new WalletStoreException("An earlier commit ran out of memory half-way; the ledger takes no more.", isTransient: false);
        }

        return new InMemoryWriteSession(this);
    }

    public void EndWrite() => _writers.Release();

    /// <summary>Writes a change set; the caller has the writers' turn.</summary>
    public void Commit(ChangeSet changes)
    {
        ChangeSetCheck.Verify(changes, Books.Head, Books);
        Journal.Append(changes);
        lock (Gate)
        {
            // Only running out of memory can stop this half-way, and then nobody may build on it.
            _damaged = true;
            Books.Apply(changes);
            _damaged = false;
        }
    }
}
