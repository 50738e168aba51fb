using WalletCore.Storage;

namespace WalletCore.Testing;

/// <summary>
/// A store that fails: as often as it was told at the points it was told, or at random from a seed. It can hold its next session back, so
/// that commands pile up and are committed together, and run something at any point: move a clock to be slow, let another process write.
/// </summary>
/// <remarks>
/// Faults that were asked for come first, in their order: each waits until its point is reached. Thread safe. A ledger retries transient failures
/// after <see cref="LedgerOptions.RetryDelay"/> on its clock: with a <see cref="ManualClock"/> set the delay to zero, or the clock's
/// <see cref="ManualClock.WaitsPassAtOnce"/>. What the store behind it may do beside <see cref="IWalletStore"/> is not seen through it: no
/// <see cref="IChangeSignal"/>, no <see cref="IStoreCheck"/>, no enlisting; a ledger on <see cref="Inner"/> has them.
/// </remarks>
public sealed class FaultyWalletStore : IWalletStore
{
    private readonly Lock _gate = new();
    private readonly Queue<(FaultPoint Point, FaultKind Kind, Exception Fault)> _faults = new();
    private readonly SeededRandom _random;
    private TaskCompletionSource? _held;
    private TaskCompletionSource _reached = new();

    /// <summary>A store around another one.</summary>
    /// <param name="inner">The store behind it, which does not fail by itself. Disposing of this disposes of it.</param>
    /// <param name="seed">Where the faults come from that <see cref="Chances"/> lets happen: the same seed and the same calls fail in the same places.</param>
    public FaultyWalletStore(IWalletStore inner, long seed = 1)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
        _random = new SeededRandom(seed);
    }

    /// <summary>The store behind it, which does not fail.</summary>
    public IWalletStore Inner { get; }

    /// <inheritdoc/>
    public string Kind => Inner.Kind;

    /// <summary>How often it fails at random; null: never.</summary>
    public FaultChances? Chances { get; set; }

    /// <summary>Runs at every point, before a fault there: what makes the store slow, or what another process does at the worst time.</summary>
    public Func<FaultPoint, ValueTask>? Meanwhile { get; set; }

    /// <summary>Runs once a commit is written whose answer is about to be lost, and its session is over: what another process would do then.</summary>
    public Func<Task>? AfterLostAnswer { get; set; }

    /// <summary>How many of the faults that were asked for are still to come.</summary>
    public int FaultsLeft
    {
        get
        {
            lock (_gate)
            {
                return _faults.Count;
            }
        }
    }

    /// <summary>How often it has failed.</summary>
    public int FaultCount { get; private set; }

    /// <summary>How many commits were written, those whose answers were lost included.</summary>
    public int Commits { get; private set; }

    /// <summary>Completes when a session is being held back: what is queued from then on goes into a later commit.</summary>
    public Task Held => _reached.Task;

    /// <summary>Fails at that point, as often as said, with a <see cref="WalletStoreException"/>.</summary>
    public void Fail(FaultPoint point, bool isTransient, int times = 1) =>
        Fail(point, isTransient ? FaultKind.Transient : FaultKind.Permanent, times);

    /// <summary>Fails at that point in that way, as often as said.</summary>
    public void Fail(FaultPoint point, FaultKind kind, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            Add(point, kind, Make(point, kind));
        }
    }

    /// <summary>Fails once at that point with that exception.</summary>
    public void Fail(FaultPoint point, Exception fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Add(point, FaultKind.Permanent, fault);
    }

    /// <summary>Holds sessions back until the returned action is run, or <see cref="Release"/>.</summary>
    public Action Hold()
    {
        lock (_gate)
        {
            _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return Release;
    }

    /// <summary>Lets go of what is held back, if anything is: a test that fails in between must not hang.</summary>
    public void Release()
    {
        TaskCompletionSource? held;
        lock (_gate)
        {
            held = _held;
            _held = null;
        }

        held?.TrySetResult();
    }

    /// <inheritdoc/>
    public ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken) =>
        Inner.RegisterLedgerAsync(proposal, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken) => Inner.ListLedgersAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask PublishLedgerAsync(LedgerId ledger, string name, LedgerHead head, CancellationToken cancellationToken) =>
        Inner.PublishLedgerAsync(ledger, name, head, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DiscardLedgerAsync(LedgerId ledger, CancellationToken cancellationToken) => Inner.DiscardLedgerAsync(ledger, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken)
    {
        TaskCompletionSource? held;
        lock (_gate)
        {
            held = _held;
        }

        if (held is not null)
        {
            _reached.TrySetResult();
            await held.Task;
        }

        if (await StrikeAsync(FaultPoint.Begin) is { } fault)
        {
            throw fault.Fault;
        }

        return new FaultySession(this, await Inner.BeginWriteAsync(ledger, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken)
    {
        if (await StrikeAsync(FaultPoint.OpenReader) is { } fault)
        {
            throw fault.Fault;
        }

        return await Inner.OpenReaderAsync(ledger, scope, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Release();
        return Inner.DisposeAsync();
    }

    /// <summary>What happens at a point: something else, and the fault that is due there, if one is.</summary>
    internal async ValueTask<(FaultKind Kind, Exception Fault)?> StrikeAsync(FaultPoint point)
    {
        if (Meanwhile is { } meanwhile)
        {
            await meanwhile(point);
        }

        (FaultKind, Exception)? strikes = null;
        lock (_gate)
        {
            if (_faults.TryPeek(out var next) && next.Point == point)
            {
                _faults.Dequeue();
                strikes = (next.Kind, next.Fault);
            }
            else if (Chances is { Kinds.Count: > 0 } chances && chances.At(point) is > 0 and var chance && _random.Below(1_000) < chance)
            {
                var kind = chances.Kinds[_random.Below(chances.Kinds.Count)];
                strikes = (kind, Make(point, kind));
            }

            FaultCount += strikes is null ? 0 : 1;
        }

        return strikes;
    }

    internal void CountCommit()
    {
        lock (_gate)
        {
            Commits++;
        }
    }

    internal static Exception Make(FaultPoint point, FaultKind kind) => kind == FaultKind.Cancelled
        ? new OperationCanceledException($"Injected at {point}.")
        : new WalletStoreException($"Injected at {point}: {kind}.", isTransient: kind != FaultKind.Permanent);

    private void Add(FaultPoint point, FaultKind kind, Exception fault)
    {
        lock (_gate)
        {
            _faults.Enqueue((point, kind, fault));
        }
    }
}
