using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>Transactions by id, by reference, by key, and the refunds of one.</summary>
internal sealed class TransactionReader(LedgerContext ledger, IWalletStore store)
{
    public async ValueTask<Transaction?> GetAsync(TransactionId id, CancellationToken cancellationToken)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await session.FindTransactionAsync(id, cancellationToken).ConfigureAwait(false) is { } facts
                ? await AssembleAsync(session, facts, cancellationToken).ConfigureAwait(false)
                : null;
        }
    }

    public async ValueTask<Page<Transaction>> FindByReferenceAsync(
        string reference, int pageSize, string? cursor, CancellationToken cancellationToken)
    {
        PageSize.ThrowUnlessFits(pageSize, nameof(pageSize));
        var cursors = new Cursor(ledger.Id, "reference").Of(reference);
        var before = cursors.Read(cursor, long.MaxValue);
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var found = await session.Reader.FindByReferenceAsync(reference, before, pageSize + 1, cancellationToken).ConfigureAwait(false);
            return await PageAsync(session, found, pageSize, cursors, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<Page<Transaction>> ListRefundsAsync(
        TransactionId original, int pageSize, string? cursor, CancellationToken cancellationToken)
    {
        PageSize.ThrowUnlessFits(pageSize, nameof(pageSize));
        var cursors = new Cursor(ledger.Id, "refunds").Of(original.ToString());
        var after = cursors.Read(cursor, 0);
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            if (await session.FindTransactionAsync(original, cancellationToken).ConfigureAwait(false) is not { } facts)
            {
                return Page<Transaction>.Empty;
            }

            var found = await session.Reader.ListRefundsAsync(facts.Header.Sequence, after, pageSize + 1, cancellationToken).ConfigureAwait(false);
            return await PageAsync(session, found, pageSize, cursors, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<KeyRecord?> FindKeyAsync(string key, CancellationToken cancellationToken)
    {
        var session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            if (await session.Reader.FindKeyAsync(key, cancellationToken).ConfigureAwait(false) is not { } answer)
            {
                return null;
            }

            var recordedAt = answer.Transaction?.Header.RecordedAt ?? answer.Refusal!.RecordedAt;
            var now = await session.GetNowAsync(cancellationToken).ConfigureAwait(false);
            return new KeyRecord
            {
                Key = key,
                RecordedAt = MicroTime.ToDateTimeOffset(recordedAt),
                Transaction = answer.Transaction is { } facts ? await AssembleAsync(session, facts, cancellationToken).ConfigureAwait(false) : null,
                Refusal = answer.Refusal is { } refusal ? RefusalText.Read(refusal.Refusal, ledger) : null,
                IsExpired = KeyRules.HasExpired(ledger.Options.Keys, recordedAt, now),
            };
        }
    }

    private ValueTask<ReadSession> OpenAsync(CancellationToken cancellationToken) =>
        ReadSession.OpenAsync(ledger, store, ReadScope.Latest, cancellationToken);

    private async ValueTask<Transaction> AssembleAsync(ReadSession session, TransactionFacts facts, CancellationToken cancellationToken) =>
        (await new TransactionAssembler(ledger).AssembleAsync(session.Reader, [facts], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>A page of what was found, which is one more than the page where there is another one.</summary>
    private async ValueTask<Page<Transaction>> PageAsync(
        ReadSession session, IReadOnlyList<TransactionFacts> found, int pageSize, Cursor cursors, CancellationToken cancellationToken)
    {
        var page = found.Count > pageSize ? [.. found.Take(pageSize)] : found;
        return new Page<Transaction>
        {
            Items = await new TransactionAssembler(ledger).AssembleAsync(session.Reader, page, cancellationToken).ConfigureAwait(false),
            NextCursor = found.Count > pageSize ? cursors.Write(page[^1].Header.Sequence) : null,
        };
    }
}
