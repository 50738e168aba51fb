using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>What of a transaction is still refundable, by the very conditions that refunds are decided by.</summary>
internal sealed class RefundableReader(LedgerContext ledger, IWalletStore store)
{
    public async ValueTask<Refundable?> GetAsync(TransactionId id, CancellationToken cancellationToken)
    {
        // The journal is append-only and the refund row is one row, so no snapshot is needed for them to fit together.
        var session = await ReadSession.OpenAsync(ledger, store, ReadScope.Latest, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            if (await session.FindTransactionAsync(id, cancellationToken).ConfigureAwait(false) is not { } facts)
            {
                return null;
            }

            var refund = await session.Reader.FindRefundAsync(facts.Header.Sequence, cancellationToken).ConfigureAwait(false);
            var transactions = await new TransactionAssembler(ledger).AssembleAsync(session.Reader, [facts], cancellationToken).ConfigureAwait(false);
            var now = await session.GetNowAsync(cancellationToken).ConfigureAwait(false);
            return View(new CachedOriginal(facts, refund), transactions[0], now);
        }
    }

    private Refundable View(CachedOriginal original, Transaction transaction, long now)
    {
        var currency = transaction.Amount?.Currency ?? Currency.None;
        var refusal = RefundConditions.Check(original, RefundConditions.TermsOf(ledger, transaction.Type), currency, now);
        return new Refundable
        {
            Original = transaction.Amount,
            Refunded = transaction.Amount is null ? null : Money.FromMinor(original.Refunded, currency),
            Remaining = transaction.Amount is null ? null : Money.FromMinor(refusal is null ? original.Remaining : 0, currency),
            Count = original.Refund?.Count ?? 0,
            IsCancelled = original.Refund is { Cancelled: true },
            Refusal = refusal,
        };
    }
}
