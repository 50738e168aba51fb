using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Engine;

/// <summary>
/// Takes work items through one commit: begin, load, decide, commit; all in one round trip where the cache is taken at its word. Used by one caller at a
/// time.
/// </summary>
internal sealed class Committer(LedgerContext ledger, IWalletStore store)
{
    /// <summary>In how many shifts one after the other nobody else must have written for it to be believed that nobody does.</summary>
    private const int ShiftsAloneMax = 8;

    /// <summary>How often a command may ask for more before it is decided; rules ask for finite things, so this is never reached.</summary>
    private const int LoadsPerCommandMax = 16;

    private readonly CommitLink _link = new();
    // A wrong word is a commit that was for nothing.
    private readonly Optimism _optimismAlone = new(patienceMin: 16, patienceMax: 4_096);
    private readonly Optimism _optimismInShifts = new(patienceMin: 16, patienceMax: 4_096);
    private readonly WriterShifts _shifts = new(ledger.Id, store);
    private readonly LedgerCache _cache = new(ledger);
    private IWalletWriteSession? _session;
    private ChangeSet? _attempt;
    private int _shiftsToTake;
    private long _now;

    // Whether what is decided may have to be taken back: on the cache's word, which may be untrue.
    private bool _mayTakeBack;

    /// <summary>What went into the last commit, for telemetry.</summary>
    public int TransactionsCommitted { get; private set; }

    /// <summary>Whether another process wrote between this one's last two commits: then its next turn most likely comes after that one's.</summary>
    public bool IsShared => _cache.IsShared;

    /// <summary>Whether others who write the ledger hold off.</summary>
    public bool HasShift => _shifts.IsHeld;

    /// <summary>Whether a shift is held that has lasted as long as it may, or that nobody else waits for.</summary>
    public bool IsShiftOver => _shifts.IsOver || (_shifts.IsHeld && _shiftsToTake == 0);

    private Optimism Optimism => _shifts.IsHeld ? _optimismInShifts : _optimismAlone;

    /// <summary>Whether an exception of a command's own making, such as a bug in a host's rule, leaves the others of its commit untouched.</summary>
    public static bool IsOfOneCommand(Exception exception) => exception is not (WalletStoreException or LedgerIntegrityException or OperationCanceledException);

    /// <summary>
    /// Waits until others who write the ledger hold off, where there are any, the store has shifts, and none is held. What they wrote is learnt with it, so
    /// that the commits in it are one round trip each.
    /// </summary>
    public async ValueTask TakeShiftAsync()
    {
        if (_shiftsToTake > 0 && _shifts.CanTake && _attempt is null && await _shifts.TakeAsync(_cache.ExpectShift()).ConfigureAwait(false) is { } shift)
        {
            _cache.BeginShift(shift);
            _shiftsToTake = _cache.IsShared ? ShiftsAloneMax : _shiftsToTake - 1;
        }
    }

    /// <summary>Lets others go on, where a shift is held.</summary>
    public ValueTask EndShiftAsync()
    {
        _cache.EndShift();
        return _shifts.EndAsync();
    }

    /// <summary>Decides and commits all items. Answers nobody: the caller does, once this has returned.</summary>
    /// <exception cref="WalletStoreException">Nothing is known of the outcome; run the same items again to find out.</exception>
    public async ValueTask RunAsync(IReadOnlyList<WorkItem> items, CancellationToken cancellationToken)
    {
        TransactionsCommitted = 0;
        _shifts.BeginCommit();
        var expected = _cache.Expect(items);
        if (store is IOptimisticStore optimistic && _attempt is null && _cache.MayBeTrue(expected) && Optimism.MayTry())
        {
            if (await TryAsync(optimistic.BeginOptimistic(ledger.Id, _cache.Set.Committed, expected), items).ConfigureAwait(false))
            {
                Optimism.WasRight();
                return;
            }

            Optimism.WasWrong();
            expected = _cache.Expect(items, isDoubted: true);
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
        _cache.Forget();
        _attempt = null;
    }

    /// <summary>Decides a command on its own, where nothing must be loaded for it; false, and nothing has changed, where something must.</summary>
    /// <remarks>Most commands are decided at once, and a task for each would cost as much as a rule.</remarks>
    public bool TryDecide(Command command, out Outcome<Receipt> outcome)
    {
        try
        {
            if (_cache.Decider.Decide(command, _now) is { } decided)
            {
                KeepDecided();
                outcome = decided;
                return true;
            }
        }
        catch (Exception exception) when (IsOfOneCommand(exception))
        {
            _cache.Decider.RollBackLast();
            throw;
        }

        outcome = default;
        return false;
    }

    /// <summary>Decides a command on its own, once what it needs is loaded.</summary>
    public ValueTask<Outcome<Receipt>> DecideLoadingAsync(Command command) => DecideAfterLoadingAsync(command, keepRefusal: true, settle: true);

    /// <summary>Begins a run of commands that may be undone together.</summary>
    public WorkingSetMark BeginUndoable() => _cache.Decider.Mark();

    /// <summary>Decides a command of such a run.</summary>
    public ValueTask<Outcome<Receipt>> DecideUndoableAsync(Command command) => DecideAfterLoadingAsync(command, keepRefusal: false, settle: false);

    /// <summary>Keeps what the run did.</summary>
    public void KeepUndoable() => KeepDecided();

    /// <summary>Undoes what the run did.</summary>
    public void Undo(in WorkingSetMark mark)
    {
        _cache.Decider.RollBack(mark);

        // The releases of due freeze records were undone too, so whoever comes next must find them due again.
        _cache.Set.AskedDueFreezes.Clear();
    }

    /// <summary>The entries of a transaction that was just decided.</summary>
    public IReadOnlyList<Entry> EntriesOf(long sequence)
    {
        var entries = new List<Entry>();
        foreach (var posting in _cache.Set.Journal.Find(sequence)?.Postings ?? [])
        {
            var debit = _cache.Set.FindAccount(posting.DebitAccount)!;
            var credit = _cache.Set.FindAccount(posting.CreditAccount)!;
            entries.Add(Entries.Of(posting, Side.Debit, debit.Identity, debit.Row.Class));
            entries.Add(Entries.Of(posting, Side.Credit, credit.Identity, credit.Row.Class));
        }

        return entries;
    }

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
        _mayTakeBack = !isSure;
        try
        {
            if (_cache.Start(session.Head, items))
            {
                _attempt = null;
            }

            _now = Math.Max(MicroTime.FromDateTimeOffset(ledger.Options.TimeProvider.GetUtcNow()), session.Head.RecordedAt);
            await _cache.LoadExpectedAsync(session, items).ConfigureAwait(false);

            foreach (var item in items)
            {
                await item.DecideAsync(this).ConfigureAwait(false);
            }

            if (!isSure && _cache.Set.Journal.IsEmpty)
            {
                // Refusals and previews, of a state that may be a past one; no commit will find that out, so the session is asked to.
                await session.LoadAsync(new LoadRequest(), CancellationToken.None).ConfigureAwait(false);
            }

            await CommitAsync(session).ConfigureAwait(false);
        }
        catch (WalletStoreException outdated) when (outdated.IsOutdated && _mayTakeBack)
        {
            _cache.TakeBack();
            throw;
        }
        catch
        {
            // What was decided may not have been written: a retry decides on what the store has, not on top of this.
            _cache.Forget();
            throw;
        }
    }

    /// <summary>What was decided stays, unless all of the commit has to be taken back.</summary>
    private void KeepDecided()
    {
        if (!_mayTakeBack)
        {
            _cache.Set.Undo.Settle();
        }
    }

    private async ValueTask<Outcome<Receipt>> DecideAfterLoadingAsync(Command command, bool keepRefusal, bool settle)
    {
        for (var i = 0; i < LoadsPerCommandMax; i++)
        {
            var mark = _cache.Decider.Mark();
            Outcome<Receipt>? outcome;
            try
            {
                outcome = _cache.IsComplete ? _cache.Decider.Decide(command, _now, keepRefusal) : null;
            }
            catch (Exception exception) when (IsOfOneCommand(exception))
            {
                _cache.Decider.RollBack(mark);
                throw;
            }

            if (outcome is { } decided)
            {
                if (settle)
                {
                    KeepDecided();
                }

                return decided;
            }

            ExpireDue(await _cache.LoadAsync(_session!).ConfigureAwait(false));
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
                _cache.Decider.Decide(new ExpireFreeze(ledger.Mint.Freeze(freeze.Ordinal, freeze.CreatedAt)) { IsImplied = true }, _now);
            }
        }
    }

    private async ValueTask CommitAsync(IWalletWriteSession session)
    {
        var set = _cache.Set;
        if (!set.Journal.IsEmpty)
        {
            var commit = _link.Of(set, _now);
            _attempt = set.ToChangeSet(commit, _now);
            await session.CommitAsync(_attempt, CancellationToken.None).ConfigureAwait(false);
            TransactionsCommitted = set.Journal.Transactions.Count;
        }

        _cache.Settle(_attempt?.After ?? set.Committed);
        _shiftsToTake = IsShared ? ShiftsAloneMax : _shiftsToTake;
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
