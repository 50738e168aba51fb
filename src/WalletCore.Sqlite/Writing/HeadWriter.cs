using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Writing;

/// <summary>Moves a ledger's head, as part of a commit.</summary>
internal static class HeadWriter
{
    /// <summary>
    /// Leaves the ledger's row alone where the commit's own rows say all that moved: a page less for a lone transfer, which changes three others. The row of the first
    /// commit is always written, so that it is known whose commits they are.
    /// </summary>
    public static void Write(TableSet tables, LedgerScope scope, ChangeSet changes, WrittenMarks before, WrittenMarks after)
    {
        if (after != before || changes.Before.Commits == 0 || Told(changes) != changes.After)
        {
            tables.Heads.Put(scope, changes.After, after);
        }
    }

    // As it will be found.
    private static LedgerHead? Told(ChangeSet changes)
    {
        if (changes.Commit is not { } commit || changes.Transactions.IsEmpty)
        {
            return null;
        }

        ref readonly var last = ref changes.Transactions.Span[^1];
        return last.Sequence == commit.LastSequence
            ? HeadsTable.After(changes.Before, commit, last.FirstPosting + last.PostingCount - 1)
            : null;
    }
}
