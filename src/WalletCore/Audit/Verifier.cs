using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// Derives a ledger again from its journal, in one pass over one snapshot, and compares. Memory goes with the number of accounts, wallets
/// and active freeze records, not with the length of the journal.
/// </summary>
internal sealed class Verifier(LedgerContext ledger, IWalletStore store)
{
    public async ValueTask<VerificationReport> RunAsync(IProgress<VerificationProgress>? progress, CancellationToken cancellationToken)
    {
        IWalletReader reader;
        try
        {
            reader = await store.OpenReaderAsync(ledger.Id, ReadScope.Snapshot, cancellationToken).ConfigureAwait(false);
        }
        catch (WalletStoreException exception) when (exception.IsInconsistent)
        {
            return HeadUnreadable(exception);
        }

        await using (reader.ConfigureAwait(false))
        {
            var findings = new Findings();
            var head = await reader.GetHeadAsync(cancellationToken).ConfigureAwait(false);
            var books = new AuditedBooks(reader, head, findings);
            progress?.Report(new VerificationProgress(0, head.Sequence));
            var pass = new JournalPass(books, Checks(books, ledger), progress);
            if (await books.LoadAsync(cancellationToken).ConfigureAwait(false))
            {
                await pass.RunAsync(cancellationToken).ConfigureAwait(false);
            }

            if (store is IStoreCheck check && !findings.IsFull)
            {
                // Derived from the journal, all is right even where an index no longer leads to a row; whoever asks by it would be told that there is none.
                foreach (var fault in await check.CheckAsync(cancellationToken).ConfigureAwait(false))
                {
                    findings.Add(VerificationCode.StateUnreadable, null, $"The store says of itself: {fault}");
                }
            }

            return new VerificationReport
            {
                TransactionCount = pass.TransactionCount,
                LastSequence = head.Sequence,
                ChainHash = head.Hash.ToString(),
                Findings = findings.InOrder(),
                IsComplete = !findings.IsIncomplete,
            };
        }
    }

    private static VerificationReport HeadUnreadable(WalletStoreException exception) => new()
    {
        TransactionCount = 0,
        LastSequence = 0,
        ChainHash = default(ChainHash).ToString(),
        Findings = [new VerificationFinding(VerificationCode.HeadWrong, $"The head cannot be read: {exception.Message}", null)],
        IsComplete = false,
    };

    // The order matters: freezes compare with the balances that the entries of the same transaction derived.
    private static JournalCheck[] Checks(AuditedBooks books, LedgerContext ledger)
    {
        var waypoints = new WaypointCheck(books);
        return
        [
            new SequenceCheck(books),
            new PostingCheck(books),
            new BalanceCheck(books, waypoints),
            waypoints,
            new FreezeCheck(books),
            new WalletCheck(books),
            new SystemAccountCheck(books),
            new RefundCheck(books),
            new KeyCheck(books),
            new AnswerCheck(books, ledger),
            new ChainCheck(books),
        ];
    }
}
