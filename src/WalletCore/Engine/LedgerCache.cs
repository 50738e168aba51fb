using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Engine;

/// <summary>
/// Holds the working set from commit to commit, as a cache that is true for as long as the head stands where it was left; starts anew where others have
/// moved it. Used by one caller at a time.
/// </summary>
internal sealed class LedgerCache(LedgerContext ledger)
{
    /// <summary>After how many commits in a row before which others wrote the cache is no longer believed before the lock is held.</summary>
    private const int MovesMax = 2;

    /// <summary>Stands for a head that is not known yet: nothing is out of its range, so everything is asked for.</summary>
    private static readonly LedgerHead Unknown =
        new(long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, int.MaxValue, long.MaxValue, long.MaxValue, default);

    private WorkingSet? _set;
    private Needs? _needs;
    private Decider? _decider;
    private LedgerHead _left;
    private int _moves;

    /// <summary>The working set; there once something was expected, until it is forgotten.</summary>
    public WorkingSet Set => _set!;

    /// <summary>Decides on the working set.</summary>
    public Decider Decider => _decider!;

    /// <summary>Whether nothing that was asked for is still to be loaded.</summary>
    public bool IsComplete => _needs!.Request.IsEmpty;

    /// <summary>
    /// What the items will need, worked out before the lock is held, so that a store can answer it together with the head: what the cache lacks, or,
    /// where others write all the time and the cache will turn out to be stale, everything.
    /// </summary>
    public LoadRequest Expect(IReadOnlyList<WorkItem> items)
    {
        if (_set is null || _moves == MovesMax)
        {
            StartAnew(Unknown);
        }

        Collect(items);
        return _needs!.Request;
    }

    /// <summary>Whether it can be taken at its word: nobody else wrote of late, and it has all that is needed but the keys, which are mostly new.</summary>
    public bool MayBeTrue(LoadRequest expected) => Set.Committed != Unknown && _moves == 0 && expected.AsksForKeysAtMost;

    /// <summary>Learns where the ledger stands; true where that is not where it was left.</summary>
    public bool Start(in LedgerHead head, IReadOnlyList<WorkItem> items)
    {
        _moves = head == _left ? 0 : Math.Min(_moves + 1, MovesMax);
        _left = head;
        if (Set.Committed == head)
        {
            return false;
        }

        if (Set.Committed == Unknown)
        {
            Set.StartAt(head);
        }
        else
        {
            StartAnew(head);
            Collect(items);
        }

        return true;
    }

    /// <summary>Loads what was expected, and what that shows to be needed.</summary>
    public async ValueTask LoadExpectedAsync(IWalletWriteSession session)
    {
        if (IsComplete)
        {
            return;
        }

        var state = await LoadAsync(session).ConfigureAwait(false);
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

    /// <summary>What was decided is in the store.</summary>
    public void Settle(in LedgerHead head)
    {
        _left = head;
        Set.Settle(head);
    }

    /// <summary>Forgets everything: it may no longer be true.</summary>
    public void Forget() => _set = null;

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
