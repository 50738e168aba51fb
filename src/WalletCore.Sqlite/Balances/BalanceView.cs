using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Balances;

/// <summary>The balances in one connection's view of the file: the table's, and where it lags behind the journal, what the journal says.</summary>
/// <param name="tables">The connection's tables.</param>
/// <param name="scope">The ledger.</param>
/// <param name="shared">What the store remembers; null where the view holds uncommitted rows, which nobody else may learn.</param>
internal sealed class BalanceView(TableSet tables, LedgerScope scope, PendingBalances? shared)
{
    private LedgerHead _head;
    private long _written;

    // Told from the journal for this view alone, when it was needed.
    private BalanceTail? _own;

    /// <summary>Where the ledger stands in the view, and how far the table goes.</summary>
    public void MoveTo(in LedgerHead head, long written)
    {
        if (_head != head || _written != written)
        {
            (_head, _written, _own) = (head, written, null);
        }
    }

    public AccountFacts Current(in AccountFacts stored) =>
        _written < _head.Postings && Find(stored.Account.Ordinal) is { } balance ? new AccountFacts(stored.Account, balance) : stored;

    public List<AccountFacts> Current(List<AccountFacts> stored)
    {
        if (_written < _head.Postings)
        {
            for (var i = 0; i < stored.Count; i++)
            {
                stored[i] = Current(stored[i]);
            }
        }

        return stored;
    }

    /// <summary>What the table lacks, and a commit on top of it.</summary>
    public BalanceRow[] With(ReadOnlySpan<BalanceRow> balances) => shared?.With(_head, _written, balances) ?? Own().RowsWith(balances);

    private BalanceRow? Find(long account)
    {
        if (_own is null && shared is not null)
        {
            shared.CatchUp(tables, _head, _written);
            if (shared.TryFind(_head, _written, account, out var balance))
            {
                return balance;
            }
        }

        return Own().Find(account);
    }

    private BalanceTail Own()
    {
        if (_own is null)
        {
            var own = new BalanceTail(scope);
            own.Follow(tables, _written, _head.Postings);
            _own = own;
        }

        return _own;
    }
}
