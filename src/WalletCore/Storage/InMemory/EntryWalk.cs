namespace WalletCore.Storage.InMemory;

/// <summary>Walks an account's chain of entries back.</summary>
internal static class EntryWalk
{
    /// <summary>The entries numbered <paramref name="first"/> to <paramref name="last"/>, ascending.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="number">The number of the entry to start from; not before <paramref name="last"/>.</param>
    /// <param name="entry">Its reference.</param>
    /// <param name="first">The first number wanted.</param>
    /// <param name="last">The last number wanted.</param>
    public static EntryFacts[] Collect(Journal journal, long number, long entry, long first, long last)
    {
        for (; number > last; number--)
        {
            entry = Before(journal, entry);
        }

        var entries = new EntryFacts[checked((int)(last - first + 1))];
        for (; number >= first; number--)
        {
            var posting = journal.Posting(entry >> 1);
            entries[number - first] = new EntryFacts(number, journal.Header(posting.Sequence), posting, (Side)(entry & 1));
            entry = Before(journal, entry);
        }

        return entries;
    }

    private static long Before(Journal journal, long entry) => journal.Postings[entry >> 1].Previous((Side)(entry & 1));
}
