using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql.Shifts;

/// <summary>
/// Gathers what a shift changes, commit by commit, for whoever has the next one. Thread safe: a shift keeps nobody from committing beside the engine that holds it.
/// </summary>
internal sealed class Handover(in LedgerHead began, Dictionary<long, BalanceRow> empty)
{
    /// <summary>More balances are not handed over: to write and read them would take as long as to gather them from the postings.</summary>
    internal const int BalancesMax = 4_096;

    private readonly Lock _lock = new();
    private Dictionary<long, BalanceRow> _balances = empty;
    private bool _isWhole = true;
    private bool _isClosed;
    private Func<Task>? _writeAhead;

    // Whether the last commit that it took in is not known to be there yet.
    private bool _isAhead;

    /// <summary>Where the ledger stood when the shift began.</summary>
    public LedgerHead Began { get; } = began;

    /// <summary>Where the last commit left it.</summary>
    public LedgerHead Left { get; private set; } = began;

    /// <summary>The balances that changed, as they were left. Read once it is closed.</summary>
    public IReadOnlyCollection<BalanceRow> Balances => _balances.Values;

    /// <summary>Done once it is written, where it was begun before the last commit of the shift was there; null where it was not. Read once it is closed.</summary>
    public Task? Writing { get; private set; }

    private bool IsOfUse => _isWhole && Left.Commits > Began.Commits;

    /// <summary>Gives the table of balances away. Called once it is closed and read.</summary>
    public Dictionary<long, BalanceRow> TakeBalances()
    {
        var balances = _balances;
        _balances = [];
        return balances;
    }

    /// <summary>The next commit is the last: once that is on its way, it is all there, and can be written meanwhile.</summary>
    public void ExpectLast(Func<Task> write)
    {
        lock (_lock)
        {
            _writeAhead = write;
        }
    }

    /// <summary>Takes in a commit that is on its way, where that is to be the last one.</summary>
    public void Expect(ChangeSet changes)
    {
        lock (_lock)
        {
            if (_isClosed || _writeAhead is not { } write)
            {
                return;
            }

            TakeIn(changes);
            _isClosed = true;
            _isAhead = true;
            if (IsOfUse)
            {
                Writing = Task.Run(write);
            }
        }
    }

    /// <summary>Takes in a commit that is written.</summary>
    public void Add(ChangeSet changes)
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                TakeIn(changes);
            }
            else if (changes.After == Left)
            {
                _isAhead = false;
            }
        }
    }

    /// <summary>Takes in no more. Whether it is of use: it says all that changed, something did, and it is written.</summary>
    public bool Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            return IsOfUse && !_isAhead;
        }
    }

    private void TakeIn(ChangeSet changes)
    {
        if (!_isWhole)
        {
            return;
        }

        _isWhole = changes.Before == Left && changes.Balances.Length <= BalancesMax && ChangesBalancesOnly(changes);
        Left = changes.After;
        if (!_isWhole)
        {
            return;
        }

        foreach (ref readonly var row in changes.Balances.Span)
        {
            _isWhole &= PackedBalances.CanPack(row);
            _balances[row.Account] = row;
        }

        _isWhole &= _balances.Count <= BalancesMax;
    }

    private static bool ChangesBalancesOnly(ChangeSet changes)
    {
        foreach (ref readonly var row in changes.Transactions.Span)
        {
            if (!ChangesQuery.ChangesBalancesOnly(row))
            {
                return false;
            }
        }

        return true;
    }
}
