using WalletCore.Rules;

namespace WalletCore.Engine;

/// <summary>What a caller waits for: one command, a batch, a preview. Taken by the writer once, or cancelled while it waits, never both.</summary>
internal abstract class WorkItem : IThreadPoolWorkItem
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Cancelled = 2;

    private int _state;
    private CancellationTokenRegistration _registration;

    /// <summary>How many commands it holds.</summary>
    public abstract int Count { get; }

    /// <summary>The command at that index.</summary>
    public abstract Command this[int index] { get; }

    /// <summary>Decides its commands, loading what is missing through the committer.</summary>
    public abstract ValueTask DecideAsync(Committer committer);

    /// <summary>Answers the caller: what was decided is durable.</summary>
    public abstract void Complete();

    /// <summary>Answers the caller from the thread pool, behind the work that is there already.</summary>
    public void CompleteInTurn() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute() => Complete();

    /// <summary>Answers the caller with an exception.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Lets the caller's token cancel it while it waits.</summary>
    public void CancelBy(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _registration = cancellationToken.UnsafeRegister(
                static (state, token) =>
                {
                    var item = (WorkItem)state!;
                    if (Interlocked.CompareExchange(ref item._state, Cancelled, Waiting) == Waiting)
                    {
                        item.Fail(new OperationCanceledException(token));
                    }
                },
                this);
        }
    }

    /// <summary>Takes it for writing; false when it was cancelled. From here on the commit decides.</summary>
    public bool TryTake()
    {
        var taken = Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;
        _registration.Dispose();
        return taken;
    }
}
