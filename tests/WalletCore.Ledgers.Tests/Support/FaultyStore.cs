using WalletCore.Storage;

namespace WalletCore.Ledgers.Tests.Support;

/// <summary>Where a <see cref="FaultyStore"/> fails.</summary>
public enum FaultPoint
{
    Begin,
    Load,
    BeforeCommit,

    /// <summary>The commit is written, but its answer is lost.</summary>
    AfterCommit,
}

/// <summary>
/// A store that fails as often as it was told, at the points it was told, and that can hold its next session back, so that commands pile up
/// and are committed together.
/// </summary>
public sealed class FaultyStore(IWalletStore inner) : IWalletStore
{
    private readonly Queue<(FaultPoint Point, Exception Fault)> _faults = new();
    private TaskCompletionSource? _gate;
    private TaskCompletionSource _held = new();

    /// <summary>The store behind it, which does not fail.</summary>
    public IWalletStore Inner => inner;

    public string Kind => inner.Kind;

    public int FaultsLeft => _faults.Count;

    public int Commits { get; private set; }

    /// <summary>Runs within a session, before its commit: what another process would do at the worst time.</summary>
    public Func<Task>? AfterLostAnswer { get; set; }

    public void Fail(FaultPoint point, bool isTransient, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _faults.Enqueue((point, new WalletStoreException($"Injected at {point}.", isTransient)));
        }
    }

    public void Fail(FaultPoint point, Exception fault) => _faults.Enqueue((point, fault));

    /// <summary>Completes when a session is being held back: what is queued from then on goes into a later commit.</summary>
    public Task Held => _held.Task;

    /// <summary>Holds sessions back until the returned action is run.</summary>
    public Action Hold()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gate = gate;
        _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Release;
    }

    /// <summary>Lets go of what is held back, if anything is: a test that fails in between must not hang.</summary>
    public void Release()
    {
        var gate = _gate;
        _gate = null;
        gate?.TrySetResult();
    }

    public ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken) =>
        inner.RegisterLedgerAsync(proposal, cancellationToken);

    public ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken) => inner.ListLedgersAsync(cancellationToken);

    public ValueTask PublishLedgerAsync(LedgerId ledger, string name, LedgerHead head, CancellationToken cancellationToken) =>
        inner.PublishLedgerAsync(ledger, name, head, cancellationToken);

    public ValueTask DiscardLedgerAsync(LedgerId ledger, CancellationToken cancellationToken) => inner.DiscardLedgerAsync(ledger, cancellationToken);

    public async ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken)
    {
        if (_gate is { } gate)
        {
            _held.TrySetResult();
            await gate.Task;
        }

        ThrowAt(FaultPoint.Begin);
        return new Session(this, await inner.BeginWriteAsync(ledger, cancellationToken));
    }

    public ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken) =>
        inner.OpenReaderAsync(ledger, scope, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void ThrowAt(FaultPoint point)
    {
        if (_faults.TryPeek(out var next) && next.Point == point)
        {
            _faults.Dequeue();
            throw next.Fault;
        }
    }

    private sealed class Session(FaultyStore store, IWalletWriteSession inner) : IWalletWriteSession
    {
        public LedgerHead Head => inner.Head;

        public async ValueTask<LedgerState> LoadAsync(LoadRequest request, CancellationToken cancellationToken)
        {
            store.ThrowAt(FaultPoint.Load);
            return await inner.LoadAsync(request, cancellationToken);
        }

        public async ValueTask CommitAsync(ChangeSet changes, CancellationToken cancellationToken)
        {
            store.ThrowAt(FaultPoint.BeforeCommit);
            await inner.CommitAsync(changes, cancellationToken);
            store.Commits++;
            if (store._faults.TryPeek(out var next) && next.Point == FaultPoint.AfterCommit && store.AfterLostAnswer is { } then)
            {
                await inner.DisposeAsync();
                await then();
            }

            store.ThrowAt(FaultPoint.AfterCommit);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
