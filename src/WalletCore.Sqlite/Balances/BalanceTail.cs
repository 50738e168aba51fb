using System.Runtime.InteropServices;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Balances;

/// <summary>
/// The balances of accounts that moved lately, told from the journal's end: the rows of the table, and the entries after them. Used by one caller at a time.
/// </summary>
internal sealed class BalanceTail(LedgerScope scope)
{
    private readonly Dictionary<long, BalanceRow> _rows = [];

    public BalanceRow[] Rows => [.. _rows.Values];

    /// <summary>
    /// Follows the postings after one and up to another. Right where it knows all that moved since the table was written, or knows nothing and the table
    /// was written up to where this begins.
    /// </summary>
    public void Follow(TableSet tables, long after, long through) =>
        tables.Postings.VisitMoves(scope, after, through, (in moved) =>
        {
            ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, moved.Account, out var known);
            if (!known)
            {
                row = tables.Balances.Find(scope, moved.Account);
            }

            // A row may have been written after the mark that this began at: it says itself how far it goes.
            if (moved.Entry > row.LastEntry)
            {
                row = row.After(moved);
            }
        });

    /// <summary>What a commit made of the balances that it moved.</summary>
    public void Put(ReadOnlySpan<BalanceRow> balances)
    {
        foreach (ref readonly var balance in balances)
        {
            _rows[balance.Account] = balance;
        }
    }

    /// <summary>The balance of that account; null where the table has it.</summary>
    public BalanceRow? Find(long account) => _rows.TryGetValue(account, out var row) ? row : null;

    /// <summary>All rows as they are once those of a commit are added, which is not done.</summary>
    public BalanceRow[] RowsWith(ReadOnlySpan<BalanceRow> balances)
    {
        var rows = new Dictionary<long, BalanceRow>(_rows);
        foreach (ref readonly var balance in balances)
        {
            rows[balance.Account] = balance;
        }

        return [.. rows.Values];
    }

    /// <summary>Forgets the accounts that did not move after that posting.</summary>
    public void RemoveThrough(long posting)
    {
        foreach (var (account, row) in _rows)
        {
            if (row.LastEntry / 2 <= posting)
            {
                _rows.Remove(account);
            }
        }
    }

    public void Clear() => _rows.Clear();
}
