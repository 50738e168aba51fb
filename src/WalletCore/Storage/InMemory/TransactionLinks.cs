namespace WalletCore.Storage.InMemory;

/// <summary>
/// Finds transactions by reference and refunds by original: an index to the newest, and from each a link to the one before. Used under
/// the ledger's lock.
/// </summary>
internal sealed class TransactionLinks
{
    private readonly Journal _journal;
    private readonly HashIndex _references;
    private readonly Dictionary<long, long> _originals = [];

    public TransactionLinks(Journal journal)
    {
        _journal = journal;
        _references = new HashIndex((sequence, reference) =>
            string.Equals(journal.Transactions[sequence].Extras?.Reference, reference, StringComparison.Ordinal));
    }

    public void Add(long sequence, TransactionExtras extras)
    {
        if (extras.Reference is not null)
        {
            extras.PreviousWithReference = _references.Put(extras.Reference, sequence);
        }

        if (extras is TransactionDetails { Original: not 0 } details)
        {
            details.PreviousOfOriginal = _originals.GetValueOrDefault(details.Original);
            _originals[details.Original] = sequence;
        }
    }

    /// <summary>The sequences with that reference, newest first, before the one given.</summary>
    public List<long> WithReference(string reference, long before, int limit)
    {
        List<long> found = [];
        for (var sequence = _references.Find(reference); sequence != 0 && found.Count < limit; sequence = Before(sequence))
        {
            if (sequence < before)
            {
                found.Add(sequence);
            }
        }

        return found;

        long Before(long sequence) => _journal.Transactions[sequence].Extras!.PreviousWithReference;
    }

    /// <summary>The sequences of that original's refunds, ascending, after the one given and up to the last.</summary>
    public List<long> OfOriginal(long original, long after, long last, int limit)
    {
        List<long> found = [];
        var sequence = _originals.GetValueOrDefault(original);
        while (sequence > after)
        {
            if (sequence <= last)
            {
                found.Add(sequence);
            }

            sequence = ((TransactionDetails)_journal.Transactions[sequence].Extras!).PreviousOfOriginal;
        }

        found.Reverse();
        return found.Count > limit ? found.GetRange(0, limit) : found;
    }
}
