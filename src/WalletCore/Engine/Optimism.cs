namespace WalletCore.Engine;

/// <summary>
/// Whether the next commit may try what saves something where it goes well, and costs something where it does not. Each time that it did not it takes longer
/// until it is tried again, so that a host with which it never does pays for it next to never.
/// </summary>
/// <param name="patienceMin">How many commits do without after the first failure.</param>
/// <param name="patienceMax">How many at most, after one failure upon another.</param>
internal sealed class Optimism(int patienceMin, int patienceMax)
{
    // How much longer than at first it takes after the next failure.
    private int _doublings;
    private int _waits;

    /// <summary>Counts a commit; true where it may try.</summary>
    public bool MayTry()
    {
        if (_waits == 0)
        {
            return true;
        }

        _waits--;
        return false;
    }

    public void WasRight() => _doublings = Math.Max(0, _doublings - 1);

    public void WasWrong()
    {
        _waits = patienceMin << _doublings;
        _doublings += _waits < patienceMax ? 1 : 0;
    }
}
