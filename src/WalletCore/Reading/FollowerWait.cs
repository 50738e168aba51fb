using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// Waits until there may be more to read: a commit of this process, a hint of the store, or the poll interval, whichever comes first.
/// </summary>
internal sealed class FollowerWait(LedgerContext ledger, IChangeSignal? hint, JournalSignal signal, TimeSpan interval)
{
    private bool _wasMisled;

    /// <param name="wake">Completes at a commit of this process; null: only the ledger's closing does.</param>
    /// <param name="known">The last sequence that was read.</param>
    /// <param name="foundSome">Whether the last look found anything.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async ValueTask WaitAsync(Task? wake, long known, bool foundSome, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var poll = Task.Delay(interval, ledger.Options.TimeProvider, over.Token);

        // A hint that led to nothing is not asked again before the next look, so that a wrong one cannot keep the follower spinning.
        var hinted = hint is not null && (foundSome || !_wasMisled) ? HintAsync(hint, known, over.Token) : null;
        var first = await WhenAnyAsync(wake, poll, hinted).ConfigureAwait(false);
        _wasMisled = first == hinted;
        await over.CancelAsync().ConfigureAwait(false);
        await poll.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (hinted is not null)
        {
            await hinted.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<Task> WhenAnyAsync(Task? wake, Task poll, Task? hinted)
    {
        while (true)
        {
            var raised = wake ?? signal.Next();
            var first = hinted is null ? await Task.WhenAny(raised, poll).ConfigureAwait(false) : await Task.WhenAny(raised, poll, hinted).ConfigureAwait(false);
            if (first != raised || wake is not null || signal.IsClosed)
            {
                return first;
            }
        }
    }

    private async Task HintAsync(IChangeSignal source, long known, CancellationToken cancellationToken)
    {
        try
        {
            await source.WaitForChangeAsync(ledger.Id, known, cancellationToken).ConfigureAwait(false);
        }
        catch (WalletStoreException)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }
    }
}
