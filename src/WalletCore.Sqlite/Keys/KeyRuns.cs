using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Keys;

/// <summary>Finds keys in the runs of the index, in one connection's view.</summary>
internal sealed class KeyRuns(TableSet tables, LedgerScope scope)
{
    // A view is of one commit, and what a session inside of it writes are no runs.
    private List<KeyRunRow>? _runs;

    /// <summary>Adds the targets with that hash; the newest target of a key is among them.</summary>
    public void Find(long hash, ref CandidateList candidates)
    {
        _runs ??= tables.KeyRuns.List(scope);
        var unsigned = unchecked((ulong)hash);
        foreach (var run in _runs)
        {
            if (run.IsComplete)
            {
                foreach (var target in tables.KeySegments.Find(scope, run.First + run.SegmentOf(unsigned), unsigned))
                {
                    candidates.Add(target);
                }
            }
        }
    }
}
