namespace WalletCore.Sqlite.Native;

/// <summary>A store failure that still knows SQLite's code, for those who wait and try again.</summary>
internal sealed class SqliteStoreException : WalletStoreException
{
    private const int Busy = 5;
    private const int BusySnapshot = 517;

    public SqliteStoreException(string message, int code, bool isTransient, Exception? innerException)
        : base(message, isTransient, innerException) => Code = code;

    /// <summary>The result code, extended where SQLite gave one.</summary>
    public int Code { get; }

    /// <summary>Whether waiting for the lock's holder can help. A snapshot that fell behind never catches up, however long one waits.</summary>
    public bool CanWait => (Code & 0xFF) == Busy && Code != BusySnapshot;
}
