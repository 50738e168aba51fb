namespace WalletCore.Engine;

/// <summary>
/// Whether the next commit may go without asking first where the ledger stands. Each time that was wrong it takes longer until it is tried again, so that a
/// host that shares the ledger, or repeats keys all the time, pays for it next to never.
/// </summary>
internal sealed class Optimism
{
    private const int PatienceMin = 16;
    private const int PatienceMax = 4_096;

    private int _patience = PatienceMin;
    private int _waits;

    /// <summary>Counts a commit; true where it may go without asking.</summary>
    public bool MayTry()
    {
        if (_waits == 0)
        {
            return true;
        }

        _waits--;
        return false;
    }

    public void WasRight() => _patience = Math.Max(PatienceMin, _patience / 2);

    public void WasWrong()
    {
        _waits = _patience;
        _patience = Math.Min(PatienceMax, _patience * 2);
    }
}
