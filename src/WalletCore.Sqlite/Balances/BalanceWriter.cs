using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Balances;

/// <summary>Brings balances into their table, as part of a commit.</summary>
internal static class BalanceWriter
{
    /// <summary>
    /// Lazily: leaves balances that the journal tells to memory, until more than so many postings moved some; then writes all of them. An account that moves often, and
    /// accounts that share a page, are written once for many commits.
    /// </summary>
    /// <returns>The mark to store.</returns>
    public static long WriteLate(TableSet tables, LedgerScope scope, BalanceView view, int lagMax, ChangeSet changes, long written)
    {
        if (changes.After.Postings - written > lagMax)
        {
            tables.Balances.Put(scope, view.With(changes.Balances.Span));
            return changes.After.Postings;
        }

        foreach (ref readonly var balance in changes.Balances.Span)
        {
            if (!IsTold(balance, changes))
            {
                tables.Balances.Put(scope, new ReadOnlySpan<BalanceRow>(in balance));
            }
        }

        return written;
    }

    /// <summary>
    /// At once: the commit's own, and all that earlier commits left behind once that is too much. Keeps nothing in memory, so it is right inside a transaction
    /// that may yet be rolled back.
    /// </summary>
    /// <returns>The mark to store.</returns>
    public static long WriteThrough(TableSet tables, LedgerScope scope, BalanceView view, int lagMax, ChangeSet changes, long written)
    {
        var isLagging = written < changes.Before.Postings;
        if (isLagging && changes.After.Postings - written <= lagMax)
        {
            tables.Balances.Put(scope, changes.Balances.Span);
            return written;
        }

        tables.Balances.Put(scope, isLagging ? view.With(changes.Balances.Span) : changes.Balances.Span);
        return changes.After.Postings;
    }

    /// <summary>Writes what lags, where that is known, without a commit of the ledger.</summary>
    public static void WriteRest(TableSet tables, LedgerScope scope, PendingBalances pending)
    {
        var head = tables.Heads.Find(scope, out var written, out var isLate);
        if (written.Balances < head.Postings && pending.All(head) is { } balances)
        {
            tables.Balances.Put(scope, balances);
            tables.Heads.Put(scope, head, written with { Balances = head.Postings });
        }
        else if (isLate)
        {
            tables.Heads.Put(scope, head, written);
        }
    }

    // Every account has a row from the start. From then on its row and the commit's postings say all about it.
    private static bool IsTold(in BalanceRow balance, ChangeSet changes) =>
        balance.Account <= changes.Before.Accounts && balance.LastEntry / 2 > changes.Before.Postings;
}
