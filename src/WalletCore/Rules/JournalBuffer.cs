using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>The journal rows of the commit in the making. Their memory is used again from commit to commit.</summary>
internal sealed class JournalBuffer
{
    public GrowingArray<TransactionRow> Transactions { get; } = new();

    public GrowingArray<PostingRow> Postings { get; } = new();

    public GrowingArray<WaypointRow> Waypoints { get; } = new();

    public GrowingArray<AnswerRow> Answers { get; } = new();

    public GrowingArray<RuleRow> Rules { get; } = new();

    public bool IsEmpty => Transactions.Count == 0 && Answers.Count == 0;

    public (int Transactions, int Postings, int Waypoints, int Answers, int Rules) Mark =>
        (Transactions.Count, Postings.Count, Waypoints.Count, Answers.Count, Rules.Count);

    public void RollBack((int Transactions, int Postings, int Waypoints, int Answers, int Rules) mark)
    {
        Transactions.Truncate(mark.Transactions);
        Postings.Truncate(mark.Postings);
        Waypoints.Truncate(mark.Waypoints);
        Answers.Truncate(mark.Answers);
        Rules.Truncate(mark.Rules);
    }

    public void Clear() => RollBack(default);

    /// <summary>A transaction of this commit, with its postings, by sequence; null when it is not of this commit.</summary>
    public TransactionFacts? Find(long sequence)
    {
        if (Transactions.Count == 0)
        {
            return null;
        }

        var index = sequence - Transactions[0].Sequence;
        if (index < 0 || index >= Transactions.Count)
        {
            return null;
        }

        var header = Transactions[(int)index];
        var postings = header.PostingCount == 0
            ? []
            : Postings.Memory.Slice((int)(header.FirstPosting - Postings[0].Ordinal), header.PostingCount).ToArray();
        return new TransactionFacts(header, postings);
    }
}
