using System.Collections.Concurrent;

namespace WalletCore.PostgreSql.Shifts;

/// <summary>What the shifts that this store holds have changed so far. Thread safe.</summary>
internal sealed class Handovers
{
    private readonly ConcurrentDictionary<LedgerId, Handover> _open = new();

    public Handover Begin(LedgerId ledger, in LedgerHead head) => _open[ledger] = new Handover(head);

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
}
