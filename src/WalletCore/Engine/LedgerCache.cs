using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Engine;

/// <summary>
/// Holds the working set from commit to commit, as a cache that is true for as long as the head stands where it was left; catches up where others have
/// moved it, or starts anew. Used by one caller at a time.
/// </summary>
internal sealed class LedgerCache(LedgerContext ledger)
{
    /// <summary>After how many commits in a row before which others wrote the cache is no longer believed before the lock is held.</summary>
    private const int MovesMax = 2;

    /// <summary>Stands for a head that is not known yet: nothing is out of its range, so everything is asked for.</summary>
    private static readonly LedgerHead Unknown =
        new(long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, int.MaxValue, long.MaxValue, long.MaxValue, default);

    // What could not be caught up with has cost a round trip; going without costs more, and one long absence says nothing of the next.
    private readonly Optimism _catchingUp = new(patienceMin: 1, patienceMax: 64);

    private WorkingSet? _set;
    private Needs? _needs;
    private Decider? _decider;
    private LedgerHead _left;
    private int _moves;
    private bool _othersHoldOff;

    /// <summary>The working set; there once something was expected, until it is forgotten.</summary>
    public WorkingSet Set => _set!;

    /// <summary>Decides on the working set.</summary>
    public Decider Decider => _decider!;

    /// <summary>Whether others wrote before the last commit, or before the shift that is held.</summary>
    public bool IsShared => _moves > 0;

    /// <summary>Whether others write the ledger, and are not known to hold off.</summary>
    private bool MayHaveMoved => IsShared && !_othersHoldOff;

    /// <summary>Whether nothing that was asked for is still to be loaded.</summary>
    public bool IsComplete => _needs!.Request.IsEmpty;

    /// <summary>
    /// What the items will need, worked out before the lock is held, so that a store can answer it together with the head: what the cache lacks. Where others
    /// write too, also what they moved since, or, where that has not been enough of late, everything anew.
    /// </summary>
    /// <param name="items">What is to be decided.</param>
    /// <param name="isDoubted">Whether somebody may have written, though nobody did of late.</param>
    public LoadRequest Expect(IReadOnlyList<WorkItem> items, bool isDoubted = false)
    {
        if (_set is null || (MayHaveMoved && _moves == MovesMax && !_catchingUp.MayTry()))
        {
            StartAnew(Unknown);
        }
        else if ((MayHaveMoved || isDoubted) && _set.Committed != Unknown)
        {
            _needs!.Request.Since = _set.Committed;
        }

        Collect(items);
        return _needs!.Request;
    }

    /// <summary>Whether it can be taken at its word: nobody else wrote of late, or they hold off, and it has all that is needed but the keys, which are mostly new.</summary>
    public bool MayBeTrue(LoadRequest expected) => Set.Committed != Unknown && !MayHaveMoved && expected.AsksForKeysAtMost;

    /// <summary>Learns where the ledger stands; true where that is not where it was left.</summary>
    public bool Start(in LedgerHead head, IReadOnlyList<WorkItem> items)
    {
        var hasMoved = head != _left;
        _left = head;
        _moves = hasMoved ? Math.Min(_moves + 1, MovesMax) : _othersHoldOff ? _moves : 0;

        // Not everybody does: some have no shifts, and a lone command does without.
        _othersHoldOff &= !hasMoved;
        if (Set.Committed == head)
        {
            return false;
        }

        if (Set.Committed == Unknown)
        {
            Set.StartAt(head);
        }
        else if (_needs!.Request.Since is null)
        {
            StartAnew(head);
            Collect(items);
        }

        return true;
    }

    /// <summary>Loads what was expected, and what that shows to be needed.</summary>
    public async ValueTask LoadExpectedAsync(IWalletWriteSession session, IReadOnlyList<WorkItem> items)
    {
        if (IsComplete)
        {
            return;
        }

        var state = await LoadOrCatchUpAsync(session, items).ConfigureAwait(false);
        Decider.Expect(state.Keys);
        if (!IsComplete)
        {
            await LoadAsync(session).ConfigureAwait(false);
        }
    }

    /// <summary>Loads what is asked for.</summary>
    /// <exception cref="LedgerIntegrityException">A posting rule is registered here in other words than it was posted by.</exception>
    public async ValueTask<LedgerState> LoadAsync(IWalletWriteSession session)
    {
        var request = _needs!.Request;
        return Absorb(request, await session.LoadAsync(request, CancellationToken.None).ConfigureAwait(false));
    }

    /// <summary>
    /// Since where a shift is to say what has changed; null where nothing is known that could be caught up with, or where that was not to be had of late.
    /// </summary>
    public LedgerHead? ExpectShift()
    {
        if (_set is null || _set.Committed == Unknown || !_catchingUp.MayTry())
        {
            Forget();
            return null;
        }

        return _set.Committed;
    }

    /// <summary>A shift has begun: catches up with what others did before it, and from now on they hold off.</summary>
    public void BeginShift(IWriterShift shift)
    {
        var head = shift.Head;
        _moves = head == _left ? 0 : Math.Min(_moves + 1, MovesMax);
        _left = head;
        _othersHoldOff = true;
        if (_set is null || _set.Committed == head)
        {
            return;
        }

        if (!CatchUp(head, shift.MovedBalances, shift.ChangedBalances))
        {
            Forget();
        }
    }

    /// <summary>The shift is over: others write.</summary>
    public void EndShift() => _othersHoldOff = false;

    /// <summary>What was decided is in the store.</summary>
    public void Settle(in LedgerHead head)
    {
        _left = head;
        Set.Settle(head);
    }

    /// <summary>Takes back what was decided since the last commit, which was not written.</summary>
    public void TakeBack()
    {
        Set.TakeBack();
        _needs!.Request.Clear();
    }

    /// <summary>Forgets everything: it may no longer be true.</summary>
    public void Forget() => _set = null;

    private async ValueTask<LedgerState> LoadOrCatchUpAsync(IWalletWriteSession session, IReadOnlyList<WorkItem> items)
    {
        if (Set.Committed == session.Head)
        {
            return await LoadAsync(session).ConfigureAwait(false);
        }

        var request = _needs!.Request;
        var state = await session.LoadAsync(request, CancellationToken.None).ConfigureAwait(false);
        if (CatchUp(session.Head, state.MovedBalances))
        {
            return Absorb(request, state);
        }

        StartAnew(session.Head);
        Collect(items);
        return await LoadAsync(session).ConfigureAwait(false);
    }

    /// <summary>Takes over what others moved; false where that is not known, or was more than balances.</summary>
    private bool CatchUp(in LedgerHead head, IReadOnlyList<MovedBalance>? moved, IReadOnlyList<BalanceRow>? changed = null)
    {
        if (changed is null ? Set.CatchUp(head, moved) : Set.CatchUp(head, changed))
        {
            _catchingUp.WasRight();
            return true;
        }

        _catchingUp.WasWrong();
        return false;
    }

    private LedgerState Absorb(LoadRequest request, LedgerState state)
    {
        Set.Absorb(request, state);
        if (request.Chart && RuleCheck.FindChanged(ledger, state.Rules) is { } changed)
        {
            // Refused at opening, unless another process posted with the changed rule since.
            throw new LedgerIntegrityException(changed);
        }

        request.Clear();
        return state;
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
                catch (Exception exception) when (Committer.IsOfOneCommand(exception))
                {
                    // A command that cannot even be looked at fails by itself when it is decided; those beside it do not.
                }
            }
        }

        _needs!.LookForWallets();
    }
}
