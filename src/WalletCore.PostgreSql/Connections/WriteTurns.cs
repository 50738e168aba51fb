using System.Collections.Concurrent;

namespace WalletCore.PostgreSql.Connections;

/// <summary>
/// Lets one writer of a ledger at a time through to the server, first come, first served, so that those of one process hold one connection and
/// not one each. Among processes the lock on the head's row decides.
/// </summary>
internal sealed class WriteTurns(TimeSpan timeout)
{
    // Never disposed: nobody asks for their wait handles, which is all that there would be to dispose.
    private readonly ConcurrentDictionary<LedgerId, SemaphoreSlim> _turns = new();

    /// <exception cref="WalletStoreException">Another writer kept the turn for too long.</exception>
    public async ValueTask TakeAsync(LedgerId ledger, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(ledger, static _ => new SemaphoreSlim(1, 1));
        if (!await turn.WaitAsync(timeout, cancellationToken).ConfigureAwait(false))
        {
            throw new WalletStoreException("Another writer of this process kept the ledger for too long; try again.", isTransient: true);
        }
    }

    public void Release(LedgerId ledger) => _turns[ledger].Release();
}
