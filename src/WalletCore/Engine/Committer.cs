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

    private readonly CommitLink _link = new();
    private readonly Optimism _optimism = new();
    private readonly Optimism _catchingUp = new();
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
        var expected = Expect(items);
        if (store is IOptimisticStore optimistic && MayAssume(expected))
        {
            if (await TryAsync(optimistic.BeginOptimistic(ledger.Id, _set!.Committed, expected), items).ConfigureAwait(false))
            {
                _optimism.WasRight();
                return;
            }

            _optimism.WasWrong();
            expected = Expect(items);
        }

        var session = await store.BeginWriteAsync(ledger.Id, expected, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var lost = _attempt;
            if (lost is not null && await HappenedAsync(lost, session.Head).ConfigureAwait(false))
            {
                // The commit whose answer was lost is there: what was decided stands.
                Reset();
                return;
            }

            await RunAsync(session, items, isSure: true).ConfigureAwait(false);
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

    /// <summary>
    /// Whether the cache can be taken at its word: nobody else wrote of late, no commit is in doubt, and it has all that is needed but the keys, which
    /// are mostly new.
    /// </summary>
    private bool MayAssume(LoadRequest expected) =>
        _set!.Committed != Unknown && _attempt is null && _moves == 0 && expected.AsksForKeysAtMost && _optimism.MayTry();

    /// <summary>Decides and commits on the cache's word; false where that was wrong and nothing was written.</summary>
    private async ValueTask<bool> TryAsync(IWalletWriteSession session, IReadOnlyList<WorkItem> items)
    {
        await using (session.ConfigureAwait(false))
        {
            try
            {
                await RunAsync(session, items, isSure: false).ConfigureAwait(false);
                return true;
            }
            catch (WalletStoreException outdated) when (outdated.IsOutdated)
            {
                _attempt = null;
                return false;
            }
        }
    }

    /// <summary>Loads, decides and commits in a session.</summary>
    private async ValueTask RunAsync(IWalletWriteSession session, IReadOnlyList<WorkItem> items, bool isSure)
    {
        _session = session;
        try
        {
            Prepare(session.Head, items);
            if (!_needs!.Request.IsEmpty)
            {
                var state = await LoadFirstAsync(items).ConfigureAwait(false);
                _decider!.Expect(state.Keys);
                if (!_needs.Request.IsEmpty)
                {
                    await LoadAsync().ConfigureAwait(false);
                }
            }

            foreach (var item in items)
            {
                await item.DecideAsync(this).ConfigureAwait(false);
            }

            if (!isSure && _set!.Journal.IsEmpty)
            {
                // Refusals and previews, of a state that may be a past one; no commit will find that out, so the session is asked to.
                await session.LoadAsync(new LoadRequest(), CancellationToken.None).ConfigureAwait(false);
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
    /// What the items will need, worked out before the lock is held, so that a store can answer it together with the head: what the cache lacks. Where others
    /// write too, also what they moved since, or, where that has not been enough of late, everything anew.
    /// </summary>
    private LoadRequest Expect(IReadOnlyList<WorkItem> items)
    {
        if (_set is null || (_moves == MovesMax && !_catchingUp.MayTry()))
        {
            StartAnew(Unknown);
        }
        else if (_moves > 0 && _set.Committed != Unknown)
        {
            _needs!.Request.Since = _set.Committed;
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
            else if (_needs!.Request.Since is null)
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

    /// <summary>Loads what was expected, and catches up with what others wrote; where that cannot be done, loads anew.</summary>
    private async ValueTask<LedgerState> LoadFirstAsync(IReadOnlyList<WorkItem> items)
    {
        var isBehind = _set!.Committed != _session!.Head;
        var request = _needs!.Request;
        var state = await _session.LoadAsync(request, CancellationToken.None).ConfigureAwait(false);
        if (!isBehind)
        {
            return Absorb(request, state);
        }

        if (_set.CatchUp(_session.Head, state.ChangedBalances))
        {
            _catchingUp.WasRight();
            return Absorb(request, state);
        }

        _catchingUp.WasWrong();
        StartAnew(_session.Head);
        Collect(items);
        return await LoadAsync().ConfigureAwait(false);
    }

    private async ValueTask<LedgerState> LoadAsync()
    {
        var request = _needs!.Request;
        return Absorb(request, await _session!.LoadAsync(request, CancellationToken.None).ConfigureAwait(false));
    }

    private LedgerState Absorb(LoadRequest request, LedgerState state)
    {
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
            var commit = _link.Of(set, _now);
            _attempt = set.ToChangeSet(commit, _now);
            await session.CommitAsync(_attempt, CancellationToken.None).ConfigureAwait(false);
            TransactionsCommitted = set.Journal.Transactions.Count;
        }

        _left = _attempt?.After ?? set.Committed;
        set.Settle(_left);
        _attempt = null;
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
