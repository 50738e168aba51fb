using System.Collections.Immutable;

namespace WalletCore.Storage.InMemory;

/// <summary>The changing part of a ledger: wallets, accounts, balances, freeze and refund rows, and the indexes. Used under its lock.</summary>
internal sealed class Books
{
    private readonly Journal _journal;
    private readonly SnapshotClock _clock = new();
    private readonly CowList<WalletSlot> _wallets;
    private readonly CowList<AccountRow> _accounts;
    private readonly BalanceTable _balances;
    private readonly CowList<FreezeRow> _freezes;
    private ImmutableSortedSet<RefundSlot> _refunds = ImmutableSortedSet.Create(RefundSlot.Order);
    private readonly string?[] _run = new string?[HashIndex.RunLength];
    private long _freezeCount;

    public Books(Journal journal)
    {
        _journal = journal;
        _wallets = new CowList<WalletSlot>(_clock);
        _accounts = new CowList<AccountRow>(_clock);
        _balances = new BalanceTable(_clock);
        _freezes = new CowList<FreezeRow>(_clock);
        Keys = new KeyIndex(journal);
        Links = new TransactionLinks(journal);
        Usages = new UsageTable(_clock);
    }

    public LedgerHead Head { get; private set; }

    public KeyIndex Keys { get; }

    public TransactionLinks Links { get; }

    public NameIndexes Names { get; } = new();

    public WaypointTrails Waypoints { get; } = new();

    public UsageTable Usages { get; }

    /// <summary>Which freeze records of an account are active.</summary>
    public ActiveFreezes ActiveFreezes { get; } = new();

    /// <summary>The ordinals of the system accounts, ascending.</summary>
    public List<long> SystemAccounts { get; } = [];

    public LedgerView Live => new(
        Head, _wallets.Live, _accounts.Live, _balances.Live, _freezes.Live, _freezeCount, _refunds, Usages.Live, Usages.Count, Names.Renames);

    public LedgerView OpenSnapshot()
    {
        var view = new LedgerView(
            Head, _wallets.Freeze(), _accounts.Freeze(), _balances.Freeze(), _freezes.Freeze(), _freezeCount, _refunds, Usages.Freeze(), Usages.Count,
            Names.Renames);
        _clock.Open();
        return view;
    }

    public void CloseSnapshot() => _clock.Close();

    /// <summary>Applies a checked change set whose journal rows are written, and moves the head.</summary>
    public void Apply(ChangeSet changes)
    {
        IndexJournal(changes);
        ApplyWallets(changes.Wallets.Span);
        ApplyAccounts(changes.Accounts.Span);
        _balances.Put(changes.Balances.Span);
        ApplyFreezes(changes.Freezes.Span);
        ApplyRefunds(changes.Refunds.Span);
        Usages.Put(changes.Usages.Span);
        Head = changes.After;
    }

    private void IndexJournal(ChangeSet changes)
    {
        for (var rows = changes.Transactions.Span; !rows.IsEmpty; rows = rows[Math.Min(HashIndex.RunLength, rows.Length)..])
        {
            IndexRun(rows[..Math.Min(HashIndex.RunLength, rows.Length)]);
        }

        foreach (var row in changes.Answers.Span)
        {
            Keys.AddAnswer(row.Key, row.Ordinal);
        }

        foreach (ref readonly var row in changes.Waypoints.Span)
        {
            Waypoints.Add(row);
        }
    }

    private void IndexRun(ReadOnlySpan<TransactionRow> rows)
    {
        Span<uint> hashes = stackalloc uint[HashIndex.RunLength];
        for (var i = 0; i < rows.Length; i++)
        {
            _run[i] = rows[i].Key;
        }

        Keys.Approach(_run.AsSpan(0, rows.Length), hashes);
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            if (row.Key is not null)
            {
                Keys.AddTransaction(row.Key, hashes[i], row.Sequence);
            }

            if (row.Reference is not null || row.Original != 0)
            {
                Links.Add(row.Sequence, _journal.Transactions[row.Sequence].Extras!);
            }
        }
    }

    private void ApplyWallets(ReadOnlySpan<WalletRow> rows)
    {
        // First every name that is given up, then every one that is taken, so that a name may change hands in one change set.
        foreach (var row in rows)
        {
            if (row.Ordinal <= Head.Wallets)
            {
                Names.Release(_wallets.Live[row.Ordinal].Row, row);
            }
        }

        foreach (var row in rows)
        {
            ref var slot = ref _wallets.Place(row.Ordinal);
            slot = new WalletSlot(Owned.Copy(row), slot.Accounts ?? []);
            Names.Take(row);
        }
    }

    private void ApplyAccounts(ReadOnlySpan<AccountRow> rows)
    {
        foreach (var row in rows)
        {
            if (row.Ordinal <= Head.Accounts)
            {
                Names.Release(_accounts.Live[row.Ordinal], row);
            }
        }

        foreach (var row in rows)
        {
            _accounts.Place(row.Ordinal) = row;
            Names.Take(row);
            if (row.Ordinal > Head.Accounts)
            {
                Attach(row);
            }
        }
    }

    private void Attach(AccountRow row)
    {
        if (row.Wallet == 0)
        {
            Ordered.Insert(SystemAccounts, row.Ordinal);
            return;
        }

        ref var slot = ref _wallets.Place(row.Wallet);
        slot = slot with { Accounts = Ordered.With(slot.Accounts, row.Ordinal) };
    }

    private void ApplyFreezes(ReadOnlySpan<FreezeRow> rows)
    {
        List<FreezeRow> added = [];
        foreach (var row in rows)
        {
            ActiveFreezes.Put(row);
            if (row.Ordinal > Head.Sequence)
            {
                added.Add(row);
            }
            else
            {
                _freezes.Place(Live.FreezePlaceAfter(row.Ordinal - 1)) = row;
            }
        }

        added.Sort(static (a, b) => a.Ordinal.CompareTo(b.Ordinal));
        foreach (var row in added)
        {
            _freezes.Place(_freezeCount + 1) = row;
            _freezeCount++;
        }
    }

    private void ApplyRefunds(ReadOnlySpan<RefundRow> rows)
    {
        if (rows.IsEmpty)
        {
            return;
        }

        var refunds = _refunds.ToBuilder();
        foreach (var row in rows)
        {
            var slot = new RefundSlot(row.Original, Owned.Copy(row));
            refunds.Remove(slot);
            refunds.Add(slot);
        }

        _refunds = refunds.ToImmutable();
    }
}
