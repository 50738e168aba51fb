using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// The refusals that are kept for their keys: as many as the head says, each readable, and each key leads to its answer or to a later one. Up to
/// <see cref="KeyCheck.KeysMax"/> answers every key is asked for; of more, those of every second, third, … answer.
/// </summary>
internal sealed class AnswerCheck(AuditedBooks books, LedgerContext ledger) : JournalCheck
{
    private readonly long _stride = Math.Max(1, (books.Head.Answers + KeyCheck.KeysMax - 1) / KeyCheck.KeysMax);
    private readonly KeyLookup _lookup = new(books);
    private long _read;

    public override void Visit(in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
        // Answers are no part of the journal.
    }

    public override async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        var after = 0L;
        IReadOnlyList<AnswerRow>? page;
        do
        {
            page = await books.TryAsync(
                "kept refusals", () => books.Reader.ListAnswersAsync(after, AuditedBooks.PageLength, cancellationToken)).ConfigureAwait(false);
            if (page is null)
            {
                return;
            }

            foreach (var answer in page)
            {
                after = answer.Ordinal;
                Check(answer);
            }

            await CheckKeysAsync([.. page.Where(answer => answer.Ordinal % _stride == 0)], cancellationToken).ConfigureAwait(false);
        }
        while (page.Count == AuditedBooks.PageLength && !books.Findings.IsFull);

        if (_read != books.Head.Answers && !books.Findings.IsFull)
        {
            books.Findings.Add(VerificationCode.HeadWrong, null, $"The head says {books.Head.Answers} kept refusals; there are {_read}.");
        }
    }

    private void Check(AnswerRow answer)
    {
        _read++;
        if (!IsReadable(answer.Refusal))
        {
            books.Findings.Add(VerificationCode.StateUnreadable, null, $"Kept refusal {answer.Ordinal} cannot be read.");
        }
    }

    private ValueTask CheckKeysAsync(AnswerRow[] answers, CancellationToken cancellationToken) => _lookup.ForEachAsync(
        answers,
        static answer => answer.Key,
        static _ => null,
        (answer, found) =>
        {
            if (!Answers(found, answer))
            {
                books.Findings.Add(VerificationCode.KeyWrong, null, $"The idempotency key of kept refusal {answer.Ordinal} does not lead to it.");
            }
        },
        cancellationToken);

    private bool IsReadable(string refusal)
    {
        try
        {
            _ = RefusalText.Read(refusal, ledger);
            return true;
        }
        catch (LedgerIntegrityException)
        {
            return false;
        }
    }

    private static bool Answers(KeyAnswer? found, AnswerRow answer) => found switch
    {
        { Transaction.Header: var header } => header.Key == answer.Key && header.Sequence > answer.Sequence,
        { Refusal: { } refusal } => refusal.Key == answer.Key && refusal.Ordinal >= answer.Ordinal,
        _ => false,
    };
}
