using WalletCore.Storage;
using WalletCore.Storage.InMemory;

namespace WalletCore;

/// <summary>
/// Keeps ledgers in this process's memory: for tests, for simulations, and for hosts that rebuild their wallets from elsewhere. Nothing
/// survives the process.
/// </summary>
/// <remarks>
/// Keeps every promise of <see cref="IWalletStore"/> but durability. A ledger holds at most 2^31 - 1 transactions, postings and accounts.
/// A transfer of one posting with a key takes about 155 bytes beside the key itself. Thread safe. Once disposed, the store, its sessions and its readers
/// throw <see cref="ObjectDisposedException"/>; sessions are still to be disposed.
/// </remarks>
public sealed class InMemoryWalletStore : IWalletStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, LedgerStorage> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<LedgerId, LedgerStorage> _byId = [];
    private bool _disposed;

    /// <inheritdoc/>
    public string Kind => "memory";

    /// <inheritdoc/>
    public ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_byName.TryGetValue(proposal.Name, out var ledger))
            {
                ledger = new LedgerStorage(proposal);
                if (!_byId.TryAdd(proposal.Id, ledger))
                {
                    throw new WalletStoreException($"Another ledger has the id {proposal.Id}.", isTransient: false);
                }

                _byName.Add(proposal.Name, ledger);
            }

            return ValueTask.FromResult(ledger.Row);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return ValueTask.FromResult<IReadOnlyList<LedgerRow>>([.. _byName.Values.Select(static ledger => ledger.Row).Where(static row => !row.IsHidden)]);
        }
    }

    /// <inheritdoc/>
    public async ValueTask PublishLedgerAsync(LedgerId ledger, string name, LedgerHead head, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        cancellationToken.ThrowIfCancellationRequested();
        var storage = Find(ledger);
        var turn = await storage.BeginWriteAsync(cancellationToken).ConfigureAwait(false);
        await using (turn.ConfigureAwait(false))
        {
            lock (_gate)
            {
                if (!storage.Row.IsHidden || !_byId.ContainsKey(ledger) || _byName.ContainsKey(name) || turn.Head != head)
                {
                    throw new WalletStoreException($"Nothing was published: ledger {ledger} is not hidden or stands elsewhere, or the name '{name}' is taken.", isTransient: false);
                }

                _byName.Remove(storage.Row.Name);
                storage.Row = storage.Row with { Name = name };
                _byName.Add(name, storage);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DiscardLedgerAsync(LedgerId ledger, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LedgerStorage? storage;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_byId.TryGetValue(ledger, out storage))
            {
                return;
            }
        }

        var turn = await storage.BeginWriteAsync(cancellationToken).ConfigureAwait(false);
        await using (turn.ConfigureAwait(false))
        {
            lock (_gate)
            {
                if (!storage.Row.IsHidden)
                {
                    throw new WalletStoreException($"Ledger {ledger} is not hidden: it is not removed.", isTransient: false);
                }

                _byName.Remove(storage.Row.Name);
                _byId.Remove(ledger);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Find(ledger).BeginWriteAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IWalletReader>(new InMemoryReader(Find(ledger), scope));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var ledger in _byId.Values)
            {
                ledger.Close();
            }
        }

        return ValueTask.CompletedTask;
    }

    private LedgerStorage Find(LedgerId ledger)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _byId.TryGetValue(ledger, out var storage)
                ? storage
                : throw new WalletStoreException($"The store has no ledger {ledger}.", isTransient: false);
        }
    }
}
