namespace WalletCore.Storage.InMemory;

/// <summary>Counts the snapshots of one ledger, so that rows which changed since are copied before they change again. Used under its lock.</summary>
internal sealed class SnapshotClock
{
    private int _open;

    /// <summary>How many snapshots were ever taken.</summary>
    public long Taken { get; private set; }

    /// <summary>Whether rows last copied at <paramref name="stamp"/> may be seen by an open snapshot.</summary>
    public bool IsShared(long stamp) => _open > 0 && stamp < Taken;

    public void Open()
    {
        Taken++;
        _open++;
    }

    public void Close() => _open--;
}
