namespace WalletCore.Storage;

/// <summary>What the calls of one reader see.</summary>
public enum ReadScope
{
    /// <summary>Each call sees the newest commit.</summary>
    Latest = 0,

    /// <summary>All calls see the same commit: the newest one when the reader was opened.</summary>
    Snapshot = 1,
}
