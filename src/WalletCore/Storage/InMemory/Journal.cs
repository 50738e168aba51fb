namespace WalletCore.Storage.InMemory;

/// <summary>The append-only part of a ledger. Rows past the head are nobody's yet, so they are written without a lock.</summary>
internal sealed class Journal
{
    private readonly AppendList<WideAmounts> _wide = new();
    private readonly CurrencyTable _currencies = new();
    private long _wideCount;

    public AppendList<PackedTransaction> Transactions { get; } = new();

    public AppendList<PackedPosting> Postings { get; } = new();

    public AppendList<CommitRow> Commits { get; } = new();

    public AppendList<RuleRow> Rules { get; } = new();

    public AppendList<AnswerRow> Answers { get; } = new();

    /// <summary>Writes the new rows of a checked change set past the head.</summary>
    public void Append(ChangeSet changes)
    {
        foreach (ref readonly var row in changes.Transactions.Span)
        {
            PackedTransaction.Pack(row, _currencies, out Transactions.Place(row.Sequence));
        }

        foreach (ref readonly var row in changes.Postings.Span)
        {
            PackedPosting.Pack(row, WideOf(row), out Postings.Place(row.Ordinal));
        }

        foreach (var row in changes.Rules.Span)
        {
            Rules.Place(row.Ordinal) = row;
        }

        foreach (var row in changes.Answers.Span)
        {
            Answers.Place(row.Ordinal) = row;
        }

        foreach (var earlier in changes.EarlierCommits.Span)
        {
            Commits.Place(earlier.Number) = earlier;
        }

        if (changes.Commit is { } commit)
        {
            Commits.Place(commit.Number) = commit;
        }
    }

    public TransactionRow Header(long sequence) => Transactions[sequence].Unpack(sequence, _currencies);

    public PostingRow Posting(long ordinal) => Postings[ordinal].Unpack(ordinal, _wide);

    public TransactionFacts Facts(long sequence)
    {
        ref readonly var packed = ref Transactions[sequence];
        var postings = packed.PostingCount == 0 ? [] : new PostingRow[packed.PostingCount];
        for (var i = 0; i < postings.Length; i++)
        {
            postings[i] = Posting(packed.FirstPosting + i);
        }

        return new TransactionFacts(packed.Unpack(sequence, _currencies), postings);
    }

    public KeyAnswer Answer(string key, long id) => KeyIndex.IsAnswer(id)
        ? new KeyAnswer(key, null, Answers[KeyIndex.Ordinal(id)])
        : new KeyAnswer(key, Facts(KeyIndex.Ordinal(id)), null);

    private long WideOf(in PostingRow row)
    {
        if (!PackedPosting.IsWide(row))
        {
            return 0;
        }

        _wideCount++;
        _wide.Place(_wideCount) = WideAmounts.Of(row);
        return _wideCount;
    }
}
