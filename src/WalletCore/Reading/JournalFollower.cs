using System.Runtime.CompilerServices;
using WalletCore.Diagnostics;
using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// The journal and its live tail. What is read from the store is the truth; whatever wakes a follower only makes it look sooner. Between two
/// fetches it holds nothing of the store.
/// </summary>
internal sealed class JournalFollower(LedgerContext ledger, IWalletStore store, JournalSignal signal, LedgerTelemetry telemetry)
{
    public async IAsyncEnumerable<Transaction> FollowAsync(
        long fromSequence, FollowOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var assembler = new TransactionAssembler(ledger);
        var wait = new FollowerWait(ledger, store as IChangeSignal, signal, options.PollInterval);
        for (var next = fromSequence; ;)
        {
            var wake = signal.Next();
            var page = await FetchAsync(assembler, next, options, cancellationToken).ConfigureAwait(false);
            foreach (var transaction in page)
            {
                yield return transaction;
                next++;
            }

            if (page.Length < options.PageSize)
            {
                await wait.WaitAsync(wake, next - 1, foundSome: page.Length > 0, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The next transactions; none at the end. A transient failure of the store is waited out, however long it lasts.</summary>
    private async ValueTask<Transaction[]> FetchAsync(
        TransactionAssembler assembler, long next, FollowOptions options, CancellationToken cancellationToken)
    {
        var delay = options.RetryDelay;
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(signal.IsClosed, typeof(Ledger));
            try
            {
                return await ReadAsync(assembler, next, options.PageSize, cancellationToken).ConfigureAwait(false);
            }
            catch (WalletStoreException exception) when (exception.IsTransient)
            {
                telemetry.FollowerRetries(attempt, exception);
            }

            delay = delay < options.RetryDelayMax ? delay : options.RetryDelayMax;
            await new FollowerWait(ledger, hint: null, signal, delay).WaitAsync(wake: null, next - 1, foundSome: false, cancellationToken)
                .ConfigureAwait(false);
            delay *= 2;
        }
    }

    private async ValueTask<Transaction[]> ReadAsync(TransactionAssembler assembler, long next, int pageSize, CancellationToken cancellationToken)
    {
        var session = await ReadSession.OpenAsync(ledger, store, ReadScope.Latest, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var last = (await session.Reader.GetHeadAsync(cancellationToken).ConfigureAwait(false)).Sequence;
            if (last < next - 1)
            {
                throw new LedgerIntegrityException(
                    $"The journal ends at transaction {last} and was followed from {next} on: it is another ledger's, or was put back from an older copy.");
            }

            var limit = (int)Math.Min(pageSize, last - next + 1);
            if (limit == 0)
            {
                return [];
            }

            var found = await session.Reader.ReadTransactionsAsync(next - 1, limit, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < limit; i++)
            {
                if (i >= found.Count || found[i].Header.Sequence != next + i)
                {
                    throw new LedgerIntegrityException($"Transaction {next + i} is missing from the journal.");
                }
            }

            return await assembler.AssembleAsync(session.Reader, found, cancellationToken).ConfigureAwait(false);
        }
    }
}
