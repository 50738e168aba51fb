using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Connections;

/// <summary>Tries again while somebody else holds a lock, up to a bound, without holding a thread meanwhile.</summary>
internal sealed class BusyRetry(TimeProvider time, TimeSpan timeout)
{
    private static readonly int[] DelaysMilliseconds = [1, 1, 1, 2, 2, 3];

    public TimeSpan Timeout => timeout;

    /// <summary>Answers what the attempt answers; its failure when that is none that waiting can help, or the time is up.</summary>
    public async ValueTask<T> RunAsync<TState, T>(TState state, Func<TState, T> attempt, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var tries = 0; ; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return attempt(state);
            }
            catch (SqliteStoreException busy) when (busy.CanWait && time.GetElapsedTime(started) < timeout)
            {
                // The holder's end is awaited below; SQLite offers no signal to wait for.
            }

            var delay = DelaysMilliseconds[Math.Min(tries, DelaysMilliseconds.Length - 1)];
            await Task.Delay(TimeSpan.FromMilliseconds(delay), time, cancellationToken).ConfigureAwait(false);
        }
    }
}
