using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Engine;

/// <summary>
/// Takes work items through one commit: begin, load, decide, commit. Holds the working set from commit to commit, as a cache that is true for
/// as long as the head stands where it was left. Used by one caller at a time.
/// </summary>
internal sealed class Committer(LedgerContext ledger, IWalletStore store)
{
    /// <summary>How often a command may ask for more before it is decided; rules ask for finite things, so this is never reached.</summary>
    private const int LoadsPerCommandMax = 16;

    /// <summary>After how many commits in a row before which others wrote the cache is no longer believed before the lock is held.</summary>
    private const int MovesMax = 2;

    /// <summary>Stands for a head that is not known yet: nothing is out of its range, so everything is asked for.</summary>
    private static readonly LedgerHead Unknown =
        new(long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, int.MaxValue, long.MaxValue, long.MaxValue, default);

    private readonly HashChain _chain = new();
    private WorkingSet? _set;
    private Needs? _needs;
    private Decider? _decider;
    private IWalletWriteSession? _session;
    private ChangeSet? _attempt;
    private LedgerHead _left;
    private int _moves;
    private long _now;

    /// <summary>What went into the last commit, for telemetry.</summary>
    public int TransactionsCommitted { get; private set; }

    /// <summary>Whether an exception of a command's own making, such as a bug in a host's rule, leaves the others of its commit untouched.</summary>
    public static bool IsOfOneCommand(Exception exception) => exception is not (WalletStoreException or LedgerIntegrityException or OperationCanceledException);

    /// <summary>Decides and commits all items. Answers nobody: the caller does, once this has returned.</summary>
    /// <exception cref="WalletStoreException">Nothing is known of the outcome; run the same items again to find out.</exception>
    public async ValueTask RunAsync(IReadOnlyList<WorkItem> items, CancellationToken cancellationToken)
    {
        TransactionsCommitted = 0;
        var session = await store.BeginWriteAsync(ledger.Id, Expect(items), cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var lost = _attempt;
            if (lost is not null && await HappenedAsync(lost, session.Head).ConfigureAwait(false))
            {
                // The commit whose answer was lost is there: what was decided stands.
                Reset();
                return;
            }

            _session = session;
            try
            {
                Prepare(session.Head, items);
                if (!_needs!.Request.IsEmpty)
                {
                    await LoadAsync().ConfigureAwait(false);
                }

                foreach (var item in items)
                {
                    await item.DecideAsync(this).ConfigureAwait(false);
                }

                await CommitAsync(session).ConfigureAwait(false);
            }
            catch
            {
                // What was decided may not have been written: a retry decides on what the store has, not on top of this.
                _set = null;
                throw;
            }
        }
    }

    /// <summary>Forgets the working set: what it says may no longer be true.</summary>
    public void Reset()
    {
        _set = null;
        _attempt = null;
    }

    /// <summary>Decides a command on its own.</summary>
    public ValueTask<Outcome<Receipt>> DecideAsync(Command command)
    {
        try
        {
            if (_decider!.Decide(command, _now) is { } outcome)
            {
                _set!.Undo.Settle();
                return new ValueTask<Outcome<Receipt>>(outcome);
            }
        }
        catch (Exception exception) when (IsOfOneCommand(exception))
        {
            _decider!.RollBackLast();
            throw;
        }

        return DecideAfterLoadingAsync(command, keepRefusal: true, settle: true);
    }

    /// <summary>Begins a run of commands that may be undone together.</summary>
    public WorkingSetMark BeginUndoable() => _decider!.Mark();

    /// <summary>Decides a command of such a run.</summary>
    public ValueTask<Outcome<Receipt>> DecideUndoableAsync(Command command) => DecideAfterLoadingAsync(command, keepRefusal: false, settle: false);

    /// <summary>Keeps what the run did.</summary>
    public void KeepUndoable() => _set!.Undo.Settle();

    /// <summary>Undoes what the run did.</summary>
    public void Undo(in WorkingSetMark mark)
    {
        _decider!.RollBack(mark);

        // The releases of due freeze records were undone too, so whoever comes next must find them due again.
        _set!.AskedDueFreezes.Clear();
    }

    /// <summary>The entries of a transaction that was just decided.</summary>
    public IReadOnlyList<Entry> EntriesOf(long sequence)
    {
        var entries = new List<Entry>();
        foreach (var posting in _set!.Journal.Find(sequence)?.Postings ?? [])
        {
            var debit = _set.FindAccount(posting.DebitAccount)!;
            var credit = _set.FindAccount(posting.CreditAccount)!;
            entries.Add(Entries.Of(posting, Side.Debit, debit.Identity, debit.Row.Class));
            entries.Add(Entries.Of(posting, Side.Credit, credit.Identity, credit.Row.Class));
        }

        return entries;
    }

    private async ValueTask<Outcome<Receipt>> DecideAfterLoadingAsync(Command command, bool keepRefusal, bool settle)
    {
        for (var i = 0; i < LoadsPerCommandMax; i++)
        {
            var mark = _decider!.Mark();
            Outcome<Receipt>? outcome;
            try
            {
                outcome = _needs!.Request.IsEmpty ? _decider.Decide(command, _now, keepRefusal) : null;
            }
            catch (Exception exception) when (IsOfOneCommand(exception))
            {
                _decider.RollBack(mark);
                throw;
            }

            if (outcome is { } decided)
            {
                if (settle)
                {
                    _set!.Undo.Settle();
                }

                return decided;
            }

            var state = await LoadAsync().ConfigureAwait(false);
            ExpireDue(state);
        }

        throw new LedgerIntegrityException($"{command.GetType().Name} asks for more and more and is never decided.");
    }

    /// <summary>Posts the release of freeze records whose time has passed, so that no sweep is needed for their money to be there.</summary>
    private void ExpireDue(LedgerState state)
    {
        foreach (var freeze in state.Freezes)
        {
            if (freeze is { Status: FreezeStatus.Active, ExpiresAt: { } expiry } && expiry <= _now)
            {
                _decider!.Decide(new ExpireFreeze(ledger.Mint.Freeze(freeze.Ordinal, freeze.CreatedAt)) { IsImplied = true }, _now);
            }
        }
    }

    /// <summary>
    /// What the items will need, worked out before the lock is held, so that a store can answer it together with the head: what the cache lacks, or,
    /// where others write all the time and the cache will turn out to be stale, everything.
    /// </summary>
    private LoadRequest Expect(IReadOnlyList<WorkItem> items)
    {
        if (_set is null || _moves == MovesMax)
        {
            StartAnew(Unknown);
        }

        Collect(items);
        return _needs!.Request;
    }

    private void Prepare(in LedgerHead head, IReadOnlyList<WorkItem> items)
    {
        _moves = head == _left ? 0 : Math.Min(_moves + 1, MovesMax);
        if (_set!.Committed != head)
        {
            _attempt = null;
            if (_set.Committed == Unknown)
            {
                _set.StartAt(head);
            }
            else
            {
                StartAnew(head);
                Collect(items);
            }
        }

        _left = head;
        _now = Math.Max(MicroTime.FromDateTimeOffset(ledger.Options.TimeProvider.GetUtcNow()), head.RecordedAt);
    }

    private void StartAnew(in LedgerHead head)
    {
        _set = new WorkingSet(ledger, head);
        _needs = new Needs(_set);
        _decider = new Decider(_set, _needs);
    }

    private void Collect(IReadOnlyList<WorkItem> items)
    {
        foreach (var item in items)
        {
            for (var i = 0; i < item.Count; i++)
            {
                try
                {
                    _needs!.Collect(item[i]);
                }
                catch (Exception exception) when (IsOfOneCommand(exception))
                {
                    // A command that cannot even be looked at fails by itself when it is decided; those beside it do not.
                }
            }
        }
    }

    private async ValueTask<LedgerState> LoadAsync()
    {
        var request = _needs!.Request;
        var state = await _session!.LoadAsync(request, CancellationToken.None).ConfigureAwait(false);
        _set!.Absorb(request, state);
        if (request.Chart && RuleCheck.FindChanged(ledger, state.Rules) is { } changed)
        {
            // Refused at opening, unless another process posted with the changed rule since.
            throw new LedgerIntegrityException(changed);
        }

        request.Clear();
        return state;
    }

    private async ValueTask CommitAsync(IWalletWriteSession session)
    {
        var set = _set!;
        if (!set.Journal.IsEmpty)
        {
            var commit = Link(set);
            _attempt = set.ToChangeSet(commit, _now);
            await session.CommitAsync(_attempt, CancellationToken.None).ConfigureAwait(false);
            TransactionsCommitted = set.Journal.Transactions.Count;
        }

        _left = _attempt?.After ?? set.Committed;
        set.Settle(_left);
        _attempt = null;
    }

    /// <summary>The commit's link of the chain; null when no transaction was posted.</summary>
    private CommitRow? Link(WorkingSet set)
    {
        var transactions = set.Journal.Transactions.Memory.Span;
        if (transactions.Length == 0)
        {
            return null;
        }

        var postings = set.Journal.Postings.Memory.Span;
        var rules = set.Journal.Rules.Memory.Span;
        var number = set.Committed.Commits + 1;
        _chain.Begin(set.Committed.Hash, number);
        var ruleIndex = 0;
        var postingIndex = 0;
        foreach (ref readonly var transaction in transactions)
        {
            while (ruleIndex < rules.Length && rules[ruleIndex].Ordinal <= transaction.Rule)
            {
                _chain.Add(rules[ruleIndex++]);
            }

            _chain.Add(transaction, postings.Slice(postingIndex, transaction.PostingCount));
            postingIndex += transaction.PostingCount;
        }

        return new CommitRow(number, transactions[0].Sequence, transactions[^1].Sequence, _now, _chain.End());
    }

    /// <summary>Whether a commit whose answer was lost did happen, by the head and, if others wrote since, by its link in the chain.</summary>
    private async ValueTask<bool> HappenedAsync(ChangeSet attempt, LedgerHead head)
    {
        if (head == attempt.Before)
        {
            return false;
        }

        if (head == attempt.After)
        {
            return true;
        }

        if (attempt.Commit is not { } commit)
        {
            return false;
        }

        var reader = await store.OpenReaderAsync(ledger.Id, ReadScope.Latest, CancellationToken.None).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var found = await reader.ReadCommitsAsync(commit.Number - 1, 1, CancellationToken.None).ConfigureAwait(false);
            return found.Count == 1 && found[0] == commit;
        }
    }
}
