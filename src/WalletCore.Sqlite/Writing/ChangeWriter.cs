using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Writing;

/// <summary>Writes the rows of a change set, all but the head and what may be written later: balances and the key index.</summary>
internal static class ChangeWriter
{
    public static void Write(TableSet tables, LedgerScope scope, ChangeSet changes)
    {
        foreach (var rule in changes.Rules.Span)
        {
            tables.Rules.Add(scope, rule);
        }

        WriteJournal(tables, scope, changes);
        foreach (var wallet in changes.Wallets.Span)
        {
            tables.Wallets.Put(scope, wallet);
        }

        foreach (var account in changes.Accounts.Span)
        {
            // Numbers may change hands within a commit, in a circle too; the rows come in no particular order.
            if (account.Ordinal <= changes.Before.Accounts && changes.Accounts.Length > 1)
            {
                tables.Accounts.GiveUpNumber(scope, account);
            }
        }

        foreach (var account in changes.Accounts.Span)
        {
            tables.Accounts.Put(scope, account);
        }

        foreach (var freeze in changes.Freezes.Span)
        {
            tables.Freezes.Put(scope, freeze);
        }

        foreach (var refund in changes.Refunds.Span)
        {
            tables.Refunds.Put(scope, refund);
        }

        foreach (ref readonly var usage in changes.Usages.Span)
        {
            tables.Usages.Put(scope, usage);
        }
    }

    private static void WriteJournal(TableSet tables, LedgerScope scope, ChangeSet changes)
    {
        tables.Transactions.Add(scope, changes.Transactions.Span);
        tables.Postings.Add(scope, changes.Postings.Span);
        foreach (ref readonly var earlier in changes.EarlierCommits.Span)
        {
            tables.Commits.Add(scope, earlier);
        }

        if (changes.Commit is { } commit)
        {
            tables.Commits.Add(scope, commit);
        }

        foreach (ref readonly var waypoint in changes.Waypoints.Span)
        {
            tables.Waypoints.Add(scope, waypoint);
        }

        foreach (var answer in changes.Answers.Span)
        {
            tables.Answers.Add(scope, answer);
        }
    }
}
