namespace WalletCore.PostgreSql.Tables;

/// <summary>Puts headers and postings, which come from two statements of one snapshot, together again.</summary>
internal static class Journal
{
    public static List<TransactionFacts> Facts(List<TransactionRow> headers, IEnumerable<PostingRow> postings)
    {
        var bySequence = new Dictionary<long, List<PostingRow>>();
        foreach (var posting in postings)
        {
            if (!bySequence.TryGetValue(posting.Sequence, out var rows))
            {
                bySequence.Add(posting.Sequence, rows = []);
            }

            rows.Add(posting);
        }

        return headers.ConvertAll(header => Facts(header, bySequence.GetValueOrDefault(header.Sequence, [])));
    }

    /// <exception cref="WalletStoreException">The journal lacks one of the postings.</exception>
    public static TransactionFacts Facts(in TransactionRow header, List<PostingRow> postings)
    {
        if (postings.Count != header.PostingCount)
        {
            throw PostingsTable.Missing(header.FirstPosting + postings.Count);
        }

        postings.Sort(static (one, other) => one.Ordinal.CompareTo(other.Ordinal));
        for (var i = 0; i < postings.Count; i++)
        {
            if (postings[i].Ordinal != header.FirstPosting + i)
            {
                throw PostingsTable.Missing(header.FirstPosting + i);
            }
        }

        return new TransactionFacts(header, postings);
    }
}
