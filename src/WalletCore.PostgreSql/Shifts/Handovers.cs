using System.Collections.Concurrent;

namespace WalletCore.PostgreSql.Shifts;

/// <summary>What the shifts that this store holds have changed so far. Thread safe.</summary>
internal sealed class Handovers
{
    private readonly ConcurrentDictionary<LedgerId, Handover> _open = new();

    // A thousand balances make a table that is too large to be made anew twenty times a second.
    private Dictionary<long, BalanceRow>? _spare;

    public Handover Begin(LedgerId ledger, in LedgerHead head) => _open[ledger] = new Handover(head, Interlocked.Exchange(ref _spare, null) ?? []);

    /// <summary>Takes in a commit that is on its way, where it is to be the last of a shift.</summary>
    public void Expect(LedgerId ledger, ChangeSet changes)
    {
        if (_open.TryGetValue(ledger, out var handover))
        {
            handover.Expect(changes);
        }
    }

    /// <summary>Takes in a commit that is written, where a shift is held.</summary>
    public void Add(LedgerId ledger, ChangeSet changes)
    {
        if (_open.TryGetValue(ledger, out var handover))
        {
            handover.Add(changes);
        }
    }

    /// <summary>Lets it take in no more. Whether it is of use to anybody.</summary>
    public bool End(LedgerId ledger, Handover handover)
    {
        _open.TryRemove(KeyValuePair.Create(ledger, handover));
        return handover.Close();
    }

    /// <summary>What it said is written, or will not be: nobody reads its balances any more.</summary>
    public void Reuse(Handover handover)
    {
        var balances = handover.TakeBalances();
        balances.Clear();
        Interlocked.Exchange(ref _spare, balances);
    }
}
