using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// Goes through a ledger's history as it is exported or imported, and derives what the file leaves out: where the head stands, what each account
/// holds after each posting, the links between its entries, its waypoints, and the hash chain. Memory goes with the number of accounts.
/// </summary>
internal sealed class LedgerReplay
{
    private readonly LinkProof _link = new();
    private readonly List<RuleRow> _rules = [];
    private readonly List<ReplayedAccount> _accounts = [];
    private readonly List<long> _dirty = [];
    private readonly List<WaypointRow> _waypoints = [];
    private int _rulesHashed;
    private long _firstSequence;
    private long _recordedAt;

    public LedgerHead Head { get; private set; }

    public void Add(RuleRow row)
    {
        Head = Head with { Rules = Head.Rules + 1 };
        Require(row.Ordinal == Head.Rules, "A posting rule is out of order.");
        _rules.Add(row);
    }

    public void Add(WalletRow row)
    {
        Head = Head with { Wallets = Head.Wallets + 1 };
        Require(row.Ordinal == Head.Wallets, "A wallet is out of order.");
    }

    public void Add(AccountRow row)
    {
        Head = Head with { Accounts = Head.Accounts + 1 };
        Require(row.Ordinal == Head.Accounts, "An account is out of order.");
        Require(row.Wallet <= Head.Wallets, "An account comes before its wallet.");
        _accounts.Add(new ReplayedAccount(row.Ordinal, row.Class.NormalSide() == Side.Credit));
        MarkDirty(_accounts[^1]);
    }

    public void Add(AnswerRow row)
    {
        Head = Head with { Answers = Head.Answers + 1, RecordedAt = Math.Max(Head.RecordedAt, row.RecordedAt) };
        Require(row.Ordinal == Head.Answers, "A kept refusal is out of order.");
        Require(row.Sequence <= Head.Sequence, "A kept refusal comes before its transaction.");
    }

    public void BeginCommit(long recordedAt)
    {
        Head = Head with { Commits = Head.Commits + 1, RecordedAt = Math.Max(Head.RecordedAt, recordedAt) };
        _recordedAt = recordedAt;
        _firstSequence = Head.Sequence + 1;
        _link.Begin(Head.Hash, Head.Commits);
    }

    /// <summary>Adds the commit's next transaction, and sets in its postings what is derived.</summary>
    public void Add(in TransactionRow header, Span<PostingRow> postings)
    {
        Require(header.Rule >= 1 && header.Rule <= _rules.Count, "A transaction names a posting rule that there is not.");
        Require(header.RecordedAt == _recordedAt, "A transaction bears another time than its commit.");
        Head = Head with { Sequence = Head.Sequence + 1, Postings = Head.Postings + postings.Length };
        Require(header.Sequence == Head.Sequence, "A transaction is out of order.");
        while (_rulesHashed < header.Rule)
        {
            _link.Add(_rules[_rulesHashed++]);
        }

        foreach (ref var posting in postings)
        {
            posting = Derive(header, posting);
        }

        _link.Add(header, postings);
    }

    /// <summary>The commit, whose transactions must make the link that it is written down with.</summary>
    public CommitRow EndCommit(in ChainHash link)
    {
        Require(Head.Sequence >= _firstSequence, "A commit has no transaction.");
        if (!_link.Proves(link))
        {
            throw new InvalidDataException($"Commit {Head.Commits} ({_firstSequence} to {Head.Sequence}) does not have the link of its transactions in the hash chain.");
        }

        Head = Head with { Hash = link };
        return new CommitRow(Head.Commits, _firstSequence, Head.Sequence, _recordedAt, link);
    }

    /// <summary>What an account holds now.</summary>
    public BalanceRow BalanceOf(long account) => Find(account).BalanceRow;

    /// <summary>The balances of accounts that are new or had an entry since the last call, and the waypoints since.</summary>
    public (BalanceRow[] Balances, WaypointRow[] Waypoints) TakeChanges()
    {
        var balances = new BalanceRow[_dirty.Count];
        for (var i = 0; i < balances.Length; i++)
        {
            var account = Find(_dirty[i]);
            account.IsDirty = false;
            balances[i] = account.BalanceRow;
        }

        var waypoints = _waypoints.ToArray();
        _dirty.Clear();
        _waypoints.Clear();
        return (balances, waypoints);
    }

    private PostingRow Derive(in TransactionRow header, in PostingRow posting)
    {
        var (debit, credit) = (Find(posting.DebitAccount), Find(posting.CreditAccount));
        var debitPrevious = Move(debit, Side.Debit, posting.DebitPocket, posting, header);
        var creditPrevious = Move(credit, Side.Credit, posting.CreditPocket, posting, header);
        return posting with
        {
            DebitPrevious = debitPrevious,
            CreditPrevious = creditPrevious,
            DebitAvailable = debit.Balance.Available,
            DebitFrozen = debit.Balance.Frozen,
            CreditAvailable = credit.Balance.Available,
            CreditFrozen = credit.Balance.Frozen,
        };
    }

    /// <summary>Makes an entry, and answers the reference of the one before it.</summary>
    private long Move(ReplayedAccount account, Side side, Pocket pocket, in PostingRow posting, in TransactionRow header)
    {
        ref var balance = ref account.Balance;
        balance.Move(account.IsCreditNormal, side, pocket, posting.Amount);
        var previous = balance.Link(posting.EntryReference(side), header.BusinessDay);
        MarkDirty(account);
        if (balance.IsAtWaypoint)
        {
            _waypoints.Add(balance.ToWaypoint(account.Ordinal, header.RecordedAt));
        }

        return previous;
    }

    private void MarkDirty(ReplayedAccount account)
    {
        if (!account.IsDirty)
        {
            account.IsDirty = true;
            _dirty.Add(account.Ordinal);
        }
    }

    private ReplayedAccount Find(long account)
    {
        Require(account >= 1 && account <= _accounts.Count, "A posting names an account that there is not.");
        return _accounts[(int)account - 1];
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(otherwise);
        }
    }
}
