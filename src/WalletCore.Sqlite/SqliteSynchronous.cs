namespace WalletCore.Sqlite;

/// <summary>How surely a commit is on the disk when it returns (SQLite's <c>PRAGMA synchronous</c> in WAL mode).</summary>
public enum SqliteSynchronous
{
    /// <summary>The log is flushed at checkpoints only: after a loss of power the last commits may be missing; the file stays sound.</summary>
    Normal = 1,

    /// <summary>The log is flushed at every commit: what was answered survives a loss of power. The default.</summary>
    Full = 2,

    /// <summary>As <see cref="Full"/>, and directory entries are flushed too where the journal mode needs it.</summary>
    Extra = 3,
}
