using System.Runtime.InteropServices;
using WalletCore.Storage;

namespace WalletCore.Rules;

/// <summary>
/// The part of a ledger that is in memory while commands are decided: loaded rows, and what the decided commands made of them. It stays
/// from commit to commit as a cache, for as long as nobody else moves the ledger's head. Used by one caller at a time.
/// </summary>
internal sealed class WorkingSet
{
    private readonly WalletCache _wallets;
    private readonly Dictionary<long, CachedFreeze> _freezes = [];
    private readonly Dictionary<long, CachedOriginal> _originals = [];
    private readonly Dictionary<UsageKey, Int128> _usages = [];
    private readonly Dictionary<string, KnownKey> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _references = new(StringComparer.Ordinal);
    private readonly KnownRules _rules = new();

    public WorkingSet(LedgerContext ledger, LedgerHead head)
    {
        Ledger = ledger;
        _wallets = new WalletCache(ledger);
        Committed = head;
        Counters = new Counters(head);
    }

    public LedgerContext Ledger { get; }

    /// <summary>Where the ledger stands in the store.</summary>
    public LedgerHead Committed { get; private set; }

    /// <summary>How far what was decided so far has counted; a field, so that it is counted in place.</summary>
    public Counters Counters;

    public JournalBuffer Journal { get; } = new();

    public UndoLog Undo { get; } = new();

    /// <summary>What changed since the last commit.</summary>
    public DirtyRows Dirty { get; } = new();

    public bool IsChartLoaded { get; private set; }

    /// <summary>What this batch asked for, so that what is absent is not asked for twice.</summary>
    public HashSet<object> Asked { get; } = [];

    /// <summary>The accounts whose due freeze records were asked for and released since the last commit.</summary>
    public HashSet<long> AskedDueFreezes { get; } = [];

    public CachedWallet? FindWallet(long ordinal) => _wallets.Find(ordinal, Committed.Commits);

    /// <summary>Looks for many wallets at once; tells of those that are not there.</summary>
    public void Approach(ReadOnlySpan<long> wallets, Action<long> isMissing) => _wallets.Approach(wallets, Committed.Commits, isMissing);

    public CachedWallet? FindWallet(in OwnerKey owner) => _wallets.Find(owner);

    public CachedWallet? FindWalletByAccountNumber(string number) => _wallets.FindByAccountNumber(number);

    public CachedAccount? FindAccount(long ordinal) => _wallets.FindAccount(ordinal);

    public CachedAccount? FindSystemAccount(string code, Currency currency) => _wallets.FindSystemAccount(code, currency);

    public CachedFreeze? FindFreeze(long ordinal) => _freezes.GetValueOrDefault(ordinal);

    public KnownKey? FindKey(string key) => _keys.TryGetValue(key, out var known) ? known : null;

    public bool IsReferenceTaken(string reference) => _references.Contains(reference);

    public RuleRow? FindRule(string name, int version) => _rules.Find(name, version);

    /// <exception cref="LedgerIntegrityException">The journal names a rule that is not kept.</exception>
    public RuleRow RuleOf(int ordinal) => _rules.Of(ordinal);

    public Int128 FindUsage(in UsageKey key) => _usages.GetValueOrDefault(key);

    public bool HasUsage(in UsageKey key) => _usages.ContainsKey(key);

    /// <summary>A transaction by sequence, of this commit or loaded; null when neither.</summary>
    public CachedOriginal? FindOriginal(long sequence)
    {
        if (_originals.TryGetValue(sequence, out var original))
        {
            return original;
        }

        if (Journal.Find(sequence) is not { } facts)
        {
            return null;
        }

        original = new CachedOriginal(facts, refund: null);
        _originals.Add(sequence, original);
        Undo.Add(() => _originals.Remove(sequence));
        return original;
    }

    /// <summary>Learns where the ledger stands, where it was not known when the set was made. Nothing has been taken in or decided yet.</summary>
    public void StartAt(in LedgerHead head)
    {
        Committed = head;
        Counters = new Counters(head);
    }

    /// <summary>
    /// Catches up with what others have committed since, of which this is all that concerns what is known here. False, and nothing changed, where more than
    /// balances may have.
    /// </summary>
    public bool CatchUp(in LedgerHead head, IReadOnlyList<MovedBalance>? moved)
    {
        if (moved is null || !IsOfSameChart(head))
        {
            return false;
        }

        foreach (var move in moved)
        {
            FindAccount(move.Account)?.Balance.Follow(move);
        }

        GoOnFrom(head);
        return true;
    }

    /// <summary>The same where what changed is known as the balances themselves, of one account the later after the earlier.</summary>
    public bool CatchUp(in LedgerHead head, IReadOnlyList<BalanceRow> changed)
    {
        if (!IsOfSameChart(head))
        {
            return false;
        }

        foreach (var row in changed)
        {
            if (FindAccount(row.Account) is { } account)
            {
                account.Balance = new RunningBalance(row);
            }
        }

        GoOnFrom(head);
        return true;
    }

    private bool IsOfSameChart(in LedgerHead head) =>
        (head.Wallets, head.Accounts, head.Rules) == (Committed.Wallets, Committed.Accounts, Committed.Rules);

    private void GoOnFrom(in LedgerHead head)
    {
        _usages.Clear();
        StartAt(head);
    }

    /// <summary>Takes in what a session loaded. Rows that are already known are kept as they are: they are newer or equal.</summary>
    public void Absorb(LoadRequest request, LedgerState state)
    {
        if (request.Chart)
        {
            IsChartLoaded = true;
            foreach (var account in state.SystemAccounts)
            {
                AddSystemAccount(account.Account, account.Balance);
            }

            foreach (var rule in state.Rules)
            {
                AddRule(rule);
            }
        }

        foreach (var facts in state.Wallets)
        {
            AddWallet(facts);
        }

        foreach (var transaction in state.Transactions)
        {
            _originals.TryAdd(transaction.Header.Sequence, new CachedOriginal(transaction, refund: null));
        }

        foreach (var refund in state.Refunds)
        {
            if (_originals.TryGetValue(refund.Original, out var original) && original.Refund is null)
            {
                original.Refund = refund;
            }
        }

        foreach (var freeze in state.Freezes)
        {
            if (FindAccount(freeze.Account) is { } account)
            {
                _freezes.TryAdd(freeze.Ordinal, new CachedFreeze(freeze, account));
            }
        }

        foreach (var key in state.Keys)
        {
            _keys.TryAdd(key.Key, new KnownKey(key.Transaction, key.Refusal));
        }

        foreach (var reference in state.References)
        {
            _references.Add(reference);
        }

        foreach (var usage in state.Usages)
        {
            _usages.TryAdd(new UsageKey(usage.Account, usage.Limit, usage.Window), usage.Amount);
        }

        foreach (var usage in request.Usages)
        {
            _usages.TryAdd(usage, Int128.Zero);
        }
    }

    public CachedWallet AddWallet(WalletFacts facts) => _wallets.Add(facts, Committed.Commits);

    public CachedAccount AddAccount(CachedWallet wallet, AccountRow row, in BalanceRow balance) => _wallets.AddAccount(wallet, row, balance);

    public CachedAccount AddSystemAccount(AccountRow row, in BalanceRow balance) => _wallets.AddSystemAccount(row, balance);

    public void AddRule(RuleRow rule) => _rules.Add(rule);

    public CachedFreeze AddFreeze(FreezeRow row, CachedAccount account)
    {
        var freeze = new CachedFreeze(row, account);
        _freezes.Add(row.Ordinal, freeze);
        Undo.Add(() => _freezes.Remove(row.Ordinal));
        Dirty.Mark(freeze);
        return freeze;
    }

    public void RemoveWallet(CachedWallet wallet)
    {
        _wallets.Remove(wallet);
        Dirty.Forget(wallet);
        foreach (var account in wallet.Accounts)
        {
            Dirty.Forget(account);
        }
    }

    public void RemoveAccount(CachedAccount account)
    {
        _wallets.RemoveAccount(account);
        Dirty.Forget(account);
    }

    public void RemoveRule(RuleRow rule) => _rules.Remove(rule);

    public void SetAccountNumber(CachedAccount account, string? number) => _wallets.SetAccountNumber(account, number);

    public void RememberKey(string key, in KnownKey known)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_keys, key, out var isKnown);
        Undo.SaveKey(key, isKnown, place);
        place = known;
    }

    /// <summary>A point to go back to, written where the caller keeps it: every command has one, and most are never gone back to.</summary>
    public void Mark(out WorkingSetMark mark)
    {
        mark.Counters = Counters;
        mark.Undo = Undo.Mark;
        mark.Journal = Journal.Mark;
    }

    /// <summary>Goes back to a point: what was decided since never was.</summary>
    public void RollBack(in WorkingSetMark mark)
    {
        Undo.RollBack(mark.Undo, _keys);
        Journal.RollBack(mark.Journal);
        Counters = mark.Counters;
    }

    /// <summary>Goes back to the last commit: nothing that was decided since will be written. What was loaded since stays known.</summary>
    public void TakeBack()
    {
        Undo.RollBack(default, _keys);
        Settle(Committed);
    }

    public void RememberReference(string reference)
    {
        if (_references.Add(reference))
        {
            Undo.Add(() => _references.Remove(reference));
        }
    }

    public void SetUsage(in UsageKey key, Int128 amount)
    {
        var before = _usages.GetValueOrDefault(key);
        var target = key;
        _usages[key] = amount;
        var isFirst = Dirty.Mark(key);
        Undo.Add(() =>
        {
            _usages[target] = before;
            if (isFirst)
            {
                // Else the commit that keeps the refusal would write a use that never was: a row, though of nothing.
                Dirty.Forget(target);
            }
        });
    }

    /// <summary>All that was decided since the last commit.</summary>
    /// <param name="commit">The commit's row; null when no transaction was posted.</param>
    /// <param name="now">The recorded time.</param>
    public ChangeSet ToChangeSet(CommitRow? commit, long now) => new()
    {
        Before = Committed,
        After = Counters.Over(Committed) with
        {
            RecordedAt = now,
            Commits = commit?.Number ?? Committed.Commits,
            Hash = commit?.Hash ?? Committed.Hash,
        },
        Commit = commit,
        Rules = Journal.Rules.Memory,
        Transactions = Journal.Transactions.Memory,
        Postings = Journal.Postings.Memory,
        Waypoints = Journal.Waypoints.Memory,
        Answers = Journal.Answers.Memory,
        Wallets = Dirty.Wallets(),
        Accounts = Dirty.Accounts(),
        Balances = Dirty.Balances(),
        Freezes = Dirty.Freezes(IsKept),
        Refunds = Dirty.Refunds(),
        Usages = Dirty.Usages(key => FindAccount(key.Account) is not null, _usages),
    };

    /// <summary>What was decided is in the store now: the working set becomes the cache of the next commit.</summary>
    public void Settle(in LedgerHead head)
    {
        Committed = head;
        Counters = new Counters(head);
        Dirty.Clear();
        _keys.Clear();
        _references.Clear();
        Asked.Clear();
        AskedDueFreezes.Clear();
        Journal.Clear();
        Undo.Settle();
        Trim();
    }

    /// <summary>False for a record whose making was undone; another one may have its ordinal since.</summary>
    private bool IsKept(CachedFreeze freeze) => _freezes.TryGetValue(freeze.Row.Ordinal, out var kept) && ReferenceEquals(kept, freeze);

    /// <summary>Keeps the cache within its bound: when it is passed, the half that was not used for longest goes.</summary>
    private void Trim()
    {
        var max = Ledger.Options.CacheLength;
        if (_wallets.Count <= max && _freezes.Count <= max && _originals.Count <= max && _usages.Count <= max)
        {
            return;
        }

        _freezes.Clear();
        _originals.Clear();
        _usages.Clear();
        foreach (var wallet in _wallets.UnusedForLongest(max))
        {
            RemoveWallet(wallet);
        }
    }
}
