using System.Threading.Channels;
using WalletCore.Diagnostics;
using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Engine;

/// <summary>
/// The one writer of a ledger in this process. Commands queue; whatever waits is taken together, up to a limit, and committed at once, so
/// that a lone command commits immediately and a crowd shares the cost. Idle, it holds no thread, timer or connection.
/// </summary>
internal sealed class LedgerEngine : IThreadPoolWorkItem, IAsyncDisposable
{
    /// <summary>Up to how many a crowd is small where a commit costs a flush and no more than that: its flush costs more than its transfers.</summary>
    private const int CrowdMax = 128;

    /// <summary>How long a shift is held for nothing: what callers who were just answered need to ask again.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly LedgerContext _ledger;
    private readonly IWalletStore _store;
    private readonly Committer _committer;
    private readonly Channel<WorkItem> _queue;
    private readonly List<WorkItem> _taken = [];
    private readonly LedgerTelemetry _telemetry;
    private readonly JournalSignal _signal;
    private readonly int _crowdMax;
    private readonly bool _isFarAway;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _broken;
    private int _isRunning;

    // How many items the last commit took; zero once nobody came after it.
    private volatile int _lastCount;

    // How many items commits took of late: a crowd does not become a lone caller by being idle once.
    private int _crowd;

    private int _isClosed;

    public LedgerEngine(LedgerContext ledger, IWalletStore store, LedgerTelemetry telemetry, JournalSignal signal)
    {
        _ledger = ledger;
        _store = store;
        _telemetry = telemetry;
        _signal = signal;
        _committer = new Committer(ledger, store);
        _isFarAway = store is IOptimisticStore;
        _crowdMax = _isFarAway ? int.MaxValue : CrowdMax;
        _queue = Channel.CreateBounded<WorkItem>(new BoundedChannelOptions(ledger.Options.QueueLength) { SingleReader = true });
    }

    /// <summary>How many items wait.</summary>
    public int QueueCount => _queue.Reader.Count;

    /// <summary>Whether it has stopped writing for good.</summary>
    public bool IsBroken => Volatile.Read(ref _broken) is not null;

    /// <summary>Queues an item; waits for a place when the queue is full.</summary>
    /// <exception cref="ObjectDisposedException">The ledger is closed.</exception>
    public ValueTask EnqueueAsync(WorkItem item, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromException(new OperationCanceledException(cancellationToken));
        }

        item.CancelBy(cancellationToken);
        if (_queue.Writer.TryWrite(item))
        {
            Start(mayWriteHere: item.Count == 1);
            return ValueTask.CompletedTask;
        }

        return EnqueueSlowlyAsync(item, cancellationToken);
    }

    /// <summary>Takes no more commands, finishes those it has, and returns when the last is answered.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _queue.Writer.Complete();
            Start(mayWriteHere: false);
        }

        await _drained.Task.ConfigureAwait(false);
    }

    void IThreadPoolWorkItem.Execute() => _ = PumpAsync(isCaller: false);

    private async ValueTask EnqueueSlowlyAsync(WorkItem item, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(item, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(WalletCore.Ledger), "The ledger is closed.");
        }

        Start(mayWriteHere: false);
    }

    /// <summary>
    /// Starts the writer if it is idle. A lone caller, who finds it idle after a commit of one, writes by itself: no other thread could do
    /// it sooner, and its answer is there before it waits for it.
    /// </summary>
    private void Start(bool mayWriteHere)
    {
        if (Interlocked.CompareExchange(ref _isRunning, 1, 0) != 0)
        {
            return;
        }

        if (mayWriteHere && _lastCount <= 1)
        {
            _ = PumpAsync(isCaller: true);
        }
        else
        {
            Continue();
        }
    }

    /// <summary>Goes on with the queue from the thread pool, behind the work that is there already.</summary>
    private void Continue() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private async Task PumpAsync(bool isCaller)
    {
        do
        {
            while (_queue.Reader.TryPeek(out _))
            {
                // A crowd is written in shifts where others write too; what comes while it waits for its shift goes with it. A lone caller's command is
                // not worth the wait.
                if (_crowd > 1 || _queue.Reader.Count > 1)
                {
                    await _committer.TakeShiftAsync().ConfigureAwait(false);
                }

                if (!Take())
                {
                    break;
                }

                _lastCount = _taken.Count;
                _crowd = Math.Max(_taken.Count, _crowd / 2);
                await RunAsync().ConfigureAwait(false);
                var hasMore = _queue.Reader.TryPeek(out _);

                // A caller writes its own command and no more. And a small crowd that was just answered gets to ask again before the next
                // commit begins, so that it is not split into halves that take turns, each paying for a whole flush. So does one of any size
                // where a commit costs round trips beside, or while another process writes: that one's turn is next, and nothing is won by
                // being early.
                if (isCaller ? hasMore : _lastCount > 1 && (!hasMore || _lastCount <= _crowdMax || _committer.IsShared))
                {
                    Continue();
                    return;
                }
            }

            if (_committer.HasShift && await IsCrowdBackAsync().ConfigureAwait(false))
            {
                Continue();
                return;
            }

            _lastCount = 0;
            await _committer.EndShiftAsync().ConfigureAwait(false);
        }
        while (!TryStop());
    }

    /// <summary>Gives a crowd that was just answered a moment to ask again, so that its shift does not end with every commit.</summary>
    private async ValueTask<bool> IsCrowdBackAsync()
    {
        using var patience = new CancellationTokenSource(Moment);
        try
        {
            return await _queue.Reader.WaitToReadAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Makes the writer idle; false when something was queued meanwhile that nobody else goes on with.</summary>
    private bool TryStop()
    {
        if (_queue.Reader.Completion.IsCompleted)
        {
            _drained.TrySetResult();
        }

        Volatile.Write(ref _isRunning, 0);
        if (_queue.Reader.TryPeek(out _) && Interlocked.CompareExchange(ref _isRunning, 1, 0) == 0)
        {
            return false;
        }

        if (_queue.Reader.Completion.IsCompleted)
        {
            _drained.TrySetResult();
        }

        return true;
    }

    private bool Take()
    {
        var commands = 0;
        while (commands < _ledger.Options.CommitLength && _queue.Reader.TryPeek(out var next)
            && (commands == 0 || commands + next.Count <= _ledger.Options.CommitLength)
            && _queue.Reader.TryRead(out var item))
        {
            if (item.TryTake())
            {
                _taken.Add(item);
                commands += item.Count;
            }
        }

        return _taken.Count > 0;
    }

    private async ValueTask RunAsync()
    {
        try
        {
            if (_broken is not null)
            {
                throw new LedgerIntegrityException("The ledger has stopped writing because its books are broken.", _broken);
            }

            await RunWithRetriesAsync().ConfigureAwait(false);
            if (_committer.IsShiftOver)
            {
                // Before the answers: whoever waits for the next shift begins while those who are answered get going.
                await _committer.EndShiftAsync().ConfigureAwait(false);
            }

            Answer();
        }
        catch (Exception exception)
        {
            if (exception is LedgerIntegrityException && _broken is null)
            {
                _broken = exception;
                _telemetry.Broken(exception);
            }
            else if (exception is WalletStoreException)
            {
                _telemetry.NotCommitted(_taken.Count, exception);
            }

            _committer.Reset();

            // Others may fare better.
            await _committer.EndShiftAsync().ConfigureAwait(false);
            foreach (var item in _taken)
            {
                item.Fail(exception);
            }
        }
        finally
        {
            _taken.Clear();
        }
    }

    /// <summary>
    /// Answers those whose commands are written. Where a commit costs round trips, a crowd is answered in turn, and the next commit comes behind it: else another thread would begin that with
    /// the first few who ask again, and the rest would wait for one more. It costs each of them some 0.2 µs.
    /// </summary>
    private void Answer()
    {
        var isCrowd = _isFarAway && _taken.Count > 1;
        foreach (var item in _taken)
        {
            if (isCrowd)
            {
                item.CompleteInTurn();
            }
            else
            {
                item.Complete();
            }
        }
    }

    private async ValueTask RunWithRetriesAsync()
    {
        var options = _ledger.Options;
        for (var attempt = 1; ; attempt++)
        {
            var started = options.TimeProvider.GetTimestamp();
            try
            {
                using var activity = _telemetry.StartCommit(_store.Kind);
                await _committer.RunAsync(_taken, CancellationToken.None).ConfigureAwait(false);
                _signal.Raise();
                _telemetry.Committed(_taken.Count, _committer.TransactionsCommitted, options.TimeProvider.GetElapsedTime(started));
                return;
            }
            catch (WalletStoreException exception) when (exception.IsTransient && attempt <= options.RetriesMax)
            {
                _telemetry.Retrying(attempt, exception);
                await _committer.EndShiftAsync().ConfigureAwait(false);
                await Task.Delay(options.RetryDelay * Math.Pow(2, attempt - 1), options.TimeProvider).ConfigureAwait(false);
            }
        }
    }
}
