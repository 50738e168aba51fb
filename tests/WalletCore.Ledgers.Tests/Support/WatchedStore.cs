using System.Collections.Concurrent;
using System.Reflection;
using WalletCore.Storage;

namespace WalletCore.Ledgers.Tests.Support;

/// <summary>A store that tells which reads it answered and how many readers are open, and whose reads fail as often as they were told.</summary>
public class WatchedStore(IWalletStore inner) : IWalletStore
{
    private readonly ConcurrentQueue<Exception> _faults = new();
    private int _openReaders;

    public string Kind => inner.Kind;

    /// <summary>The calls of readers, by name, in order.</summary>
    public ConcurrentQueue<string> Reads { get; } = new();

    public int OpenReaders => Volatile.Read(ref _openReaders);

    public int FaultsLeft => _faults.Count;

    public void FailNextRead(Exception fault) => _faults.Enqueue(fault);

    public ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken) =>
        inner.RegisterLedgerAsync(proposal, cancellationToken);

    public ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken) => inner.ListLedgersAsync(cancellationToken);

    public ValueTask PublishLedgerAsync(LedgerId ledger, string name, LedgerHead head, CancellationToken cancellationToken) =>
        inner.PublishLedgerAsync(ledger, name, head, cancellationToken);

    public ValueTask DiscardLedgerAsync(LedgerId ledger, CancellationToken cancellationToken) => inner.DiscardLedgerAsync(ledger, cancellationToken);

    public ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        inner.BeginWriteAsync(ledger, cancellationToken);

    public async ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken)
    {
        var reader = await inner.OpenReaderAsync(ledger, scope, cancellationToken);
        Interlocked.Increment(ref _openReaders);
        var watched = DispatchProxy.Create<IWalletReader, WatchedReader>();
        ((WatchedReader)watched).Begin(this, reader);
        return watched;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return inner.DisposeAsync();
    }

    /// <summary>Public because a proxy derives from it.</summary>
    public class WatchedReader : DispatchProxy
    {
        private WatchedStore _store = null!;
        private IWalletReader _inner = null!;

        internal void Begin(WatchedStore store, IWalletReader inner) => (_store, _inner) = (store, inner);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == nameof(IAsyncDisposable.DisposeAsync))
            {
                Interlocked.Decrement(ref _store._openReaders);
            }
            else
            {
                _store.Reads.Enqueue(targetMethod.Name);
                if (_store._faults.TryDequeue(out var fault))
                {
                    throw fault;
                }
            }

            return targetMethod.Invoke(_inner, args);
        }
    }
}

/// <summary>The same, of a store that can tell of others' commits: a test says when.</summary>
public sealed class SignallingStore(IWalletStore inner) : WatchedStore(inner), IChangeSignal
{
    private readonly SemaphoreSlim _signals = new(0);

    /// <summary>How often it was waited for.</summary>
    public int Waits { get; private set; }

    /// <summary>Fails instead of signalling.</summary>
    public bool IsBroken { get; set; }

    public void Signal() => _signals.Release();

    public async ValueTask WaitForChangeAsync(LedgerId ledger, long knownSequence, CancellationToken cancellationToken)
    {
        Waits++;
        if (IsBroken)
        {
            throw new WalletStoreException("The listening connection is gone.", isTransient: true);
        }

        await _signals.WaitAsync(cancellationToken);
    }
}
