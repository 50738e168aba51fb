using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Balances;

/// <summary>
/// A ledger's balances that the table may not have yet, as of one commit, shared by all connections of a store. A view of the file uses them only if it stands
/// at that very commit: so no older snapshot, rolled back transaction or exchanged file can make them lie. Thread safe.
/// </summary>
internal sealed class PendingBalances(LedgerScope scope)
{
    private readonly Lock _gate = new();
    private readonly BalanceTail _tail = new(scope);
    private LedgerHead _head;

    // The tail knows every account that moved after this posting.
    private long _from;
    private bool _known;

    /// <summary>Learns what moved up to the commit that the connection sees, unless it is known or a later one is. Its view must hold no uncommitted rows.</summary>
    public void CatchUp(TableSet tables, in LedgerHead head, long written)
    {
        lock (_gate)
        {
            if (_known && (_head == head || IsLaterThan(head)))
            {
                return;
            }

            // Others have written balances up to where they stand, or the journal does not go on from what is known here.
            if (!_known || written > _head.Postings || !Continues(tables, head))
            {
                Restart(Math.Min(written, head.Postings));
            }

            _known = false;
            _tail.Follow(tables, Math.Max(_from, _head.Postings), head.Postings);
            _head = head;
            _known = true;
            Trim(written);
        }
    }

    /// <summary>Whether a later commit than that is known; then the file was put back from a copy, if that is its newest one.</summary>
    public bool IsAheadOf(in LedgerHead head)
    {
        lock (_gate)
        {
            return _known && IsLaterThan(head);
        }
    }

    /// <summary>The balance of an account in a view that stands at that commit; false where it is not told here, null where the table has it.</summary>
    public bool TryFind(in LedgerHead head, long written, long account, out BalanceRow? balance)
    {
        lock (_gate)
        {
            var isOfView = _known && _head == head && _from <= written;
            balance = isOfView ? _tail.Find(account) : null;
            return isOfView;
        }
    }

    /// <summary>
    /// All that the table lacks once a commit is added that begins at that head; null where this does not stand there. It is not added: it may yet fail.
    /// </summary>
    public BalanceRow[]? With(in LedgerHead before, long written, ReadOnlySpan<BalanceRow> balances)
    {
        lock (_gate)
        {
            return _known && _head == before && _from <= written ? _tail.RowsWith(balances) : null;
        }
    }

    /// <summary>Learns the balances of a commit of this store, unless others before it are not known.</summary>
    /// <param name="committed">The commit.</param>
    /// <param name="written">How far the table goes with it.</param>
    public void Add(ChangeSet committed, long written)
    {
        lock (_gate)
        {
            if (!_known || _head != committed.Before)
            {
                return;
            }

            _head = committed.After;
            if (written == _head.Postings)
            {
                _tail.Clear();
                _from = written;
            }
            else
            {
                _tail.Put(committed.Balances.Span);
            }
        }
    }

    /// <summary>All that is not in the table, where this stands at that commit; null where it does not.</summary>
    public BalanceRow[]? All(in LedgerHead head)
    {
        lock (_gate)
        {
            return _known && _head == head ? _tail.Rows : null;
        }
    }

    /// <summary>Forgets everything, for when nobody knows what the file holds; the next <see cref="CatchUp"/> reads it back.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            Restart(0);
            _known = false;
        }
    }

    private bool IsLaterThan(in LedgerHead head) => _head.Postings > head.Postings || _head.Commits > head.Commits;

    // Whether the last commit known here is in the journal.
    private bool Continues(TableSet tables, in LedgerHead head)
    {
        if (_head.Commits == head.Commits)
        {
            return _head.Hash == head.Hash;
        }

        return _head.Commits == 0 || tables.Commits.Page(scope, _head.Commits - 1, 1) is [var known] && known.Number == _head.Commits && known.Hash == _head.Hash;
    }

    // Where another process writes the balances, what it has written is not needed here any more.
    private void Trim(long written)
    {
        if (written > _from)
        {
            _tail.RemoveThrough(written);
            _from = written;
        }
    }

    private void Restart(long from)
    {
        _tail.Clear();
        _from = from;
        _head = default;
    }
}
