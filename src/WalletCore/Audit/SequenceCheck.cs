using WalletCore.Storage;

namespace WalletCore;

/// <summary>The order of the journal: times that never go back, postings numbered without gap and owned, known rules, a head that fits.</summary>
internal sealed class SequenceCheck(AuditedBooks books) : JournalCheck
{
    private long _sequence;
    private long _recordedAt = long.MinValue;
    private long _postings;
    private bool _isAfterHole;

    public override void Visit(in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
        var sequence = header.Sequence;
        _sequence = sequence;
        if (header.RecordedAt < _recordedAt)
        {
            books.Findings.Add(VerificationCode.RecordedTimeWentBack, sequence, "It was recorded before its predecessor.");
        }

        _recordedAt = header.RecordedAt;
        if (header.Rule < 1 || header.Rule > books.Rules.Count)
        {
            books.Findings.Add(VerificationCode.RuleUnknown, sequence, $"There is no posting rule {header.Rule}.");
        }

        CheckPostings(header, postings);
    }

    public override void Skip(long sequence) => _isAfterHole = true;

    public override ValueTask EndAsync(CancellationToken cancellationToken)
    {
        var head = books.Head;
        if (_sequence > head.Sequence)
        {
            books.Findings.Add(VerificationCode.HeadWrong, null, $"The head says {head.Sequence} transactions; the journal goes on to {_sequence}.");
        }

        Compare(_postings, head.Postings, "postings");
        Compare(books.Accounts.Count, head.Accounts, "accounts");
        Compare(books.Rules.Count, head.Rules, "posting rules");

        // Refusals that are kept move the time of the head too, so it may be later than the last transaction's.
        if (_recordedAt > head.RecordedAt || (head.Answers == 0 && head.Sequence > 0 && _recordedAt != head.RecordedAt))
        {
            books.Findings.Add(VerificationCode.HeadWrong, null, "The head bears another time than the last transaction.");
        }

        return ValueTask.CompletedTask;
    }

    private void CheckPostings(in TransactionRow header, ReadOnlySpan<PostingRow> postings)
    {
        if (header.PostingCount != postings.Length)
        {
            books.Findings.Add(
                VerificationCode.PostingOrdinalWrong, header.Sequence, $"Its header counts {header.PostingCount} postings, and it has {postings.Length}.");
        }

        if (postings.Length == 0)
        {
            return;
        }

        var first = _postings + 1;
        var isFirst = postings[0].Ordinal == first || (_isAfterHole && postings[0].Ordinal > first);
        if (!isFirst || header.FirstPosting != postings[0].Ordinal)
        {
            books.Findings.Add(
                VerificationCode.PostingOrdinalWrong, header.Sequence, $"Its first posting is {postings[0].Ordinal}; {first} was expected.");
        }

        _isAfterHole = false;
        for (var i = 0; i < postings.Length; i++)
        {
            if (i > 0 && postings[i].Ordinal != postings[i - 1].Ordinal + 1)
            {
                books.Findings.Add(VerificationCode.PostingOrdinalWrong, header.Sequence, $"Posting {postings[i].Ordinal} is out of order.");
            }

            if (postings[i].Sequence != header.Sequence)
            {
                books.Findings.Add(
                    VerificationCode.PostingNotOwned, header.Sequence, $"Posting {postings[i].Ordinal} says it belongs to transaction {postings[i].Sequence}.");
            }
        }

        _postings = postings[^1].Ordinal;
    }

    private void Compare(long read, long stated, string rows)
    {
        if (read != stated)
        {
            books.Findings.Add(VerificationCode.HeadWrong, null, $"The head says {stated} {rows}; there are {read}.");
        }
    }
}
