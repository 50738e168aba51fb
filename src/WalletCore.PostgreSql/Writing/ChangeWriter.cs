using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql.Writing;

/// <summary>Writes a change set: the head first, which fails where it does not stand where it should, then whatever has rows.</summary>
internal static class ChangeWriter
{
    public static void Write(RoundTrip trip, TableSet tables, long ledger, ChangeSet changes, KeyHasher hasher)
    {
        tables.Heads.Move(trip, ledger, changes.Before, changes.After);
        tables.Rules.Add(trip, ledger, changes.Rules.Span);
        tables.Transactions.Add(trip, ledger, changes.Transactions.Span, hasher);
        tables.Postings.Add(trip, ledger, changes.Postings.Span);
        if (changes.Commit is { } commit)
        {
            tables.Commits.Add(trip, ledger, commit);
        }

        tables.Waypoints.Add(trip, ledger, changes.Waypoints.Span);
        tables.Answers.Add(trip, ledger, changes.After.Sequence, changes.Answers.Span, hasher);
        tables.Wallets.Put(trip, ledger, changes.Wallets.Span);
        tables.Accounts.Put(trip, ledger, changes.Accounts.Span, changes.Before.Accounts);
        tables.Balances.Put(trip, ledger, changes.Balances.Span, changes.Before.Accounts);
        tables.Freezes.Put(trip, ledger, changes.Freezes.Span);
        tables.Refunds.Put(trip, ledger, changes.Refunds.Span);
        tables.Usages.Put(trip, ledger, changes.Usages.Span);
    }
}
