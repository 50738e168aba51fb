using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql.Writing;

/// <summary>Writes a change set: the head first, which fails where it does not stand where it should, then whatever has rows.</summary>
internal static class ChangeWriter
{
    public static void Write(RoundTrip trip, TableSet tables, long ledger, ChangeSet changes, KeyHashes hashes)
    {
        tables.Heads.Move(trip, ledger, changes.Before, changes.After);
        WriteRows(trip, tables, ledger, changes, hashes);
    }

    /// <summary>The same where nobody holds the lock or looked at the schema's version.</summary>
    public static void WriteOnWord(RoundTrip trip, TableSet tables, long ledger, ChangeSet changes, KeyHashes hashes, int version)
    {
        tables.Heads.MoveOnWord(trip, ledger, changes.Before, changes.After, version);
        WriteRows(trip, tables, ledger, changes, hashes);
    }

    private static void WriteRows(RoundTrip trip, TableSet tables, long ledger, ChangeSet changes, KeyHashes hashes)
    {
        tables.Rules.Add(trip, ledger, changes.Rules.Span);
        tables.Transactions.Add(trip, ledger, changes.Transactions.Span, hashes);
        tables.Postings.Add(trip, ledger, changes.Postings.Span);
        tables.Commits.Add(trip, ledger, changes.EarlierCommits.Span);
        if (changes.Commit is { } commit)
        {
            tables.Commits.Add(trip, ledger, commit);
        }

        tables.Waypoints.Add(trip, ledger, changes.Waypoints.Span);
        tables.Answers.Add(trip, ledger, changes.Answers.Span, hashes);
        tables.Wallets.Put(trip, ledger, changes.Wallets.Span);
        tables.Accounts.Put(trip, ledger, changes.Accounts.Span, changes.Before.Accounts);
        tables.Balances.Put(trip, ledger, changes.Balances.Span, changes.Before.Accounts);
        tables.Freezes.Put(trip, ledger, changes.Freezes.Span);
        tables.Refunds.Put(trip, ledger, changes.Refunds.Span);
        tables.Usages.Put(trip, ledger, changes.Usages.Span);
    }
}
