using WalletCore.Storage;

namespace WalletCore;

/// <summary>The ledger in the target while it is imported: written, but not to be opened by anybody.</summary>
internal sealed class HiddenLedger(LedgerRow ledger, string name, IWalletStore target, TimeProvider time)
{
    private const int AttemptsMax = 6;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Makes it, after what an import that was killed may have left is removed.</summary>
    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        foreach (var row in await target.ListLedgersAsync(cancellationToken).ConfigureAwait(false))
        {
            if (row.Id == ledger.Id)
            {
                throw new InvalidOperationException($"The target has ledger {row.Id} already, as '{row.Name}'.");
            }

            if (string.Equals(row.Name, name, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"The target has another ledger '{name}', {row.Id}; give the imported one another name.");
            }
        }

        await target.DiscardLedgerAsync(ledger.Id, cancellationToken).ConfigureAwait(false);
        var hidden = ledger with { Name = LedgerRow.HiddenPrefix + ledger.Id.ToString() };
        await target.RegisterLedgerAsync(hidden, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a piece of history; tries again after a transient failure, once it knows from the head what became of the last attempt.</summary>
    public async ValueTask WriteAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var session = await target.BeginWriteAsync(ledger.Id, cancellationToken).ConfigureAwait(false);
                await using (session.ConfigureAwait(false))
                {
                    var isWritten = attempt > 1 && session.Head == changes.After && changes.After != changes.Before;
                    if (!isWritten)
                    {
                        await CommitAsync(session, changes, cancellationToken).ConfigureAwait(false);
                    }
                }

                return;
            }
            catch (WalletStoreException exception) when (exception.IsTransient && attempt < AttemptsMax)
            {
                await Task.Delay(FirstPause * (1 << attempt), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives it its name: from here on it is a ledger like any.</summary>
    public async ValueTask PublishAsync(LedgerHead head, CancellationToken cancellationToken)
    {
        try
        {
            await target.PublishLedgerAsync(ledger.Id, name, head, cancellationToken).ConfigureAwait(false);
        }
        catch (WalletStoreException exception) when (exception.IsTransient)
        {
            // The answer may be lost and the step done.
            var ledgers = await target.ListLedgersAsync(CancellationToken.None).ConfigureAwait(false);
            if (!ledgers.Any(row => row.Id == ledger.Id))
            {
                throw;
            }
        }
    }

    /// <summary>Removes it after a failure. What cannot be removed now is hidden, and the next import removes it.</summary>
    public async ValueTask AbandonAsync()
    {
        try
        {
            await target.DiscardLedgerAsync(ledger.Id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WalletStoreException or ObjectDisposedException)
        {
            // The failure that brought us here is the one to tell of.
        }
    }

    private static ValueTask CommitAsync(IWalletWriteSession session, ChangeSet changes, CancellationToken cancellationToken) =>
        session.Head == changes.Before
            ? session.CommitAsync(changes, cancellationToken)
            : throw new WalletStoreException("Somebody else writes the ledger that is being imported: import a ledger once at a time.", isTransient: false);
}
