using System.Runtime.CompilerServices;
using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>The journal in its order, and where it ends.</summary>
internal sealed class JournalReader(LedgerContext ledger, IWalletStore store)
{
    /// <summary>How many transactions are fetched at a time. No reader of the store is held between two fetches.</summary>
    private const int FetchLength = 256;

    public async ValueTask<LedgerPosition> GetPositionAsync(CancellationToken cancellationToken) =>
        LedgerPosition.Of(await GetHeadAsync(cancellationToken).ConfigureAwait(false));

    public async IAsyncEnumerable<Transaction> ReadAsync(long fromSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = (await GetHeadAsync(cancellationToken).ConfigureAwait(false)).Sequence;
        var assembler = new TransactionAssembler(ledger);
        for (var next = fromSequence; next <= last;)
        {
            Transaction[] page;
            var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                var limit = (int)Math.Min(FetchLength, last - next + 1);
                var found = await session.Reader.ReadTransactionsAsync(next - 1, limit, cancellationToken).ConfigureAwait(false);
                page = await assembler.AssembleAsync(session.Reader, found, cancellationToken).ConfigureAwait(false);
            }

            foreach (var transaction in page)
            {
                if (transaction.Sequence != next)
                {
                    throw new LedgerIntegrityException($"Transaction {next} is missing from the journal.");
                }

                yield return transaction;
                next++;
            }

            if (page.Length == 0)
            {
                throw new LedgerIntegrityException($"Transaction {next} is missing from the journal.");
            }
        }
    }

    private async ValueTask<LedgerHead> GetHeadAsync(CancellationToken cancellationToken)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await session.Reader.GetHeadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask<ReadSession> OpenAsync(CancellationToken cancellationToken) =>
        ReadSession.OpenAsync(ledger, store, ReadScope.Latest, cancellationToken);
}
