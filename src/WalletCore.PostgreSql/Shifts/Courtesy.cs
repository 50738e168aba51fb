using System.Collections.Concurrent;

namespace WalletCore.PostgreSql.Shifts;

/// <summary>
/// Keeps the order in which shifts are asked for. The server gives a lock that nobody holds to whoever asks first, and who waited for it wakes a little later than the one
/// can ask again who has just ended its shift. So this one steps back for a moment. Thread safe.
/// </summary>
internal sealed class Courtesy
{
    /// <summary>What a waiting session of a busy server needs to wake. Who has just had a shift of forty times this waits as long for the next one.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly ConcurrentDictionary<LedgerId, long> _ended = new();

    // The machine's clock: a host's may stand still while others wait.
    private readonly TimeProvider _clock = TimeProvider.System;

    /// <summary>A shift of that ledger is over.</summary>
    public void Ended(LedgerId ledger) => _ended[ledger] = _clock.GetTimestamp();

    /// <summary>Waits until those who waited for the end of the last one have had a moment.</summary>
    public async ValueTask StepBackAsync(LedgerId ledger, CancellationToken cancellationToken)
    {
        if (_ended.TryRemove(ledger, out var ended) && _clock.GetElapsedTime(ended) < Moment)
        {
            // The whole moment: what is left of it would be rounded down to nothing.
            await Task.Delay(Moment, _clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
