using WalletCore.Engine;
using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// A ledger within the host's own transaction. Every verb is decided and written at once on the host's connection; it becomes true, or never
/// was, when the host commits or rolls back. Until then outcomes are provisional, and other writers of the ledger wait.
/// </summary>
/// <remarks>Not thread safe, like the connection it runs on. Nothing is retried: a failure of the store is the host's to handle, by rolling back.</remarks>
public sealed class EnlistedLedger : LedgerOperations
{
    private readonly Committer _committer;

    internal EnlistedLedger(LedgerContext ledger, IWalletStore store)
    {
        _committer = new Committer(ledger, store);
        Reader = new LedgerReader(ledger, store);
    }

    /// <summary>What can be read of the ledger on the host's connection, the host's uncommitted changes included.</summary>
    public LedgerReader Reader { get; }

    /// <inheritdoc/>
    public override async ValueTask<Outcome<TReceipt>> ExecuteAsync<TReceipt>(Command<TReceipt> command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var work = new SingleWork<TReceipt>(command);
        await RunAsync(work, cancellationToken).ConfigureAwait(false);
        return await work.Task.ConfigureAwait(false);
    }

    /// <summary>Sends several commands in one go.</summary>
    /// <exception cref="ArgumentException">The batch has more than <see cref="Limits.AtomicBatchMax"/> commands, or a null one.</exception>
    public async ValueTask<BatchOutcome> ExecuteBatchAsync(
        IReadOnlyList<Command> commands, BatchMode mode = BatchMode.AllOrNothing, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commands);
        var copy = commands.ToArray();
        if (copy.Length > Limits.AtomicBatchMax || Array.IndexOf(copy, null) >= 0)
        {
            throw new ArgumentException($"A batch has at most {Limits.AtomicBatchMax} commands, none of them null.", nameof(commands));
        }

        if (mode == BatchMode.AllOrNothing)
        {
            var work = new AtomicBatchWork(copy);
            await RunAsync(work, cancellationToken).ConfigureAwait(false);
            return await work.Task.ConfigureAwait(false);
        }

        var outcomes = new Outcome<Receipt>[copy.Length];
        var independent = new IndependentBatchWork(copy, outcomes);
        await RunAsync(independent, cancellationToken).ConfigureAwait(false);
        await independent.Task.ConfigureAwait(false);
        return new BatchOutcome(outcomes, refusedAt: null);
    }

    private async ValueTask RunAsync(WorkItem work, CancellationToken cancellationToken)
    {
        try
        {
            await _committer.RunAsync([work], cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _committer.Reset();
            throw;
        }

        work.Complete();
    }
}
