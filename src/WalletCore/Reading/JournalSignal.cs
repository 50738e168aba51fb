namespace WalletCore;

/// <summary>
/// Tells the followers in this process that the journal grew. Raising it takes no lock and, while nobody waits, is one look at a field; those
/// who are woken go on elsewhere. Thread safe.
/// </summary>
internal sealed class JournalSignal
{
    private TaskCompletionSource? _next;
    private volatile bool _isClosed;

    /// <summary>Whether the ledger was closed: nothing will be raised any more.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Completes at the next <see cref="Raise"/> or <see cref="Close"/>. Ask before looking at the journal, and nothing is missed.</summary>
    public Task Next()
    {
        var next = Volatile.Read(ref _next);
        if (next is null)
        {
            var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            next = Interlocked.CompareExchange(ref _next, fresh, null) ?? fresh;
        }

        if (_isClosed)
        {
            next.TrySetResult();
        }

        return next.Task;
    }

    public void Raise()
    {
        // What was committed must be visible before it is seen that nobody waits: whoever asks from then on finds it in the journal.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _next) is not null)
        {
            Interlocked.Exchange(ref _next, null)?.TrySetResult();
        }
    }

    public void Close()
    {
        _isClosed = true;
        Raise();
    }
}
