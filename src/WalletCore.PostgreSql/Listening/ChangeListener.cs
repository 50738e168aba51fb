using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Reading;

namespace WalletCore.PostgreSql.Listening;

/// <summary>
/// Wakes those who follow journals. One connection listens for all of them, from the first who waits to the last who goes; a wake-up says that
/// there may be something new, never that there is, nor what.
/// </summary>
internal sealed class ChangeListener(Database database) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Subscription> _subscriptions = [];
    private CancellationTokenSource? _stop;
    private Task _ready = Task.CompletedTask;
    private Task _listening = Task.CompletedTask;

    /// <summary>Returns once the ledger's journal may go past that sequence, at once when it already does. It may return for nothing.</summary>
    /// <exception cref="WalletStoreException">The database cannot be reached.</exception>
    public async ValueTask WaitAsync(LedgerId ledger, long knownSequence, CancellationToken cancellationToken)
    {
        var subscription = await SubscribeAsync(ledger, cancellationToken).ConfigureAwait(false);
        await using (subscription.ConfigureAwait(false))
        {
            // Looked at after listening began, so that no commit falls between the two.
            var reader = new LatestReader(database, ledger);
            await using (reader.ConfigureAwait(false))
            {
                if ((await reader.GetHeadAsync(cancellationToken).ConfigureAwait(false)).Sequence > knownSequence)
                {
                    return;
                }
            }

            await subscription.Woken.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops listening, and wakes those who wait.</summary>
    public async ValueTask DisposeAsync()
    {
        Task listening;
        lock (_gate)
        {
            _stop?.Cancel();
            listening = _listening;
        }

        await listening.ConfigureAwait(false);
        WakeAll();
    }

    /// <summary>Begins to listen where nobody does yet. What is committed from when the returned task completes is told.</summary>
    private async ValueTask<Subscription> SubscribeAsync(LedgerId ledger, CancellationToken cancellationToken)
    {
        database.RequireOpen();
        var subscription = new Subscription(this, ledger.ToString());
        Task ready;
        lock (_gate)
        {
            _subscriptions.Add(subscription);
            if (_stop is null)
            {
                var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _stop = new CancellationTokenSource();
                _ready = started.Task;
                _listening = ListenAsync(started, _listening, _stop.Token);
            }

            ready = _ready;
        }

        try
        {
            await ready.WaitAsync(cancellationToken).ConfigureAwait(false);
            return subscription;
        }
        catch
        {
            await subscription.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task ListenAsync(TaskCompletionSource started, Task before, CancellationToken stop)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        try
        {
            var connection = await database.OpenAsync(stop).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                connection.Notification += (_, told) => Wake(told.Payload);
                var trip = new RoundTrip(connection);
                trip.Run($"LISTEN \"{database.Schema.Channel}\"");
                await trip.SendAsync("Listening for changes", prepared: false, stop).ConfigureAwait(false);
                started.TrySetResult();
                while (true)
                {
                    await connection.WaitAsync(stop).ConfigureAwait(false);
                }
            }
        }
        catch (Exception cause) when (cause is WalletStoreException or OperationCanceledException || PostgreSqlFault.IsCause(cause))
        {
            Ended(started, cause, stop);
        }
    }

    /// <summary>Whoever waits looks for himself, and begins to listen anew when he waits again.</summary>
    private void Ended(TaskCompletionSource started, Exception cause, CancellationToken stop)
    {
        lock (_gate)
        {
            if (_stop is { } current && current.Token == stop)
            {
                _stop = null;
                current.Dispose();
            }
        }

        started.TrySetException(
            cause is WalletStoreException ? cause : new WalletStoreException("Listening for changes ended.", isTransient: true, cause));
        WakeAll();
    }

    private void Wake(string ledger)
    {
        lock (_gate)
        {
            foreach (var subscription in _subscriptions.Where(one => one.Ledger == ledger))
            {
                subscription.Wake();
            }
        }
    }

    private void WakeAll()
    {
        lock (_gate)
        {
            _subscriptions.ForEach(static subscription => subscription.Wake());
        }
    }

    private async ValueTask RemoveAsync(Subscription subscription)
    {
        CancellationTokenSource? stop = null;
        lock (_gate)
        {
            if (_subscriptions.Remove(subscription) && _subscriptions.Count == 0)
            {
                (stop, _stop) = (_stop, null);
            }
        }

        if (stop is not null)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            stop.Dispose();
        }
    }

    /// <summary>One who waits for a change of a ledger.</summary>
    private sealed class Subscription(ChangeListener listener, string ledger) : IAsyncDisposable
    {
        private readonly TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Ledger => ledger;

        public Task Woken => _woken.Task;

        public void Wake() => _woken.TrySetResult();

        public ValueTask DisposeAsync() => listener.RemoveAsync(this);
    }
}
