namespace WalletCore.Storage;

/// <summary>The store failed: busy past its bound, unreachable, full, damaged, or of a newer schema.</summary>
public class WalletStoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    public WalletStoreException(string message, bool isTransient, Exception? innerException = null)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether the same call may succeed later without anybody mending anything.</summary>
    public bool IsTransient { get; }

    /// <summary>
    /// Whether the store itself works, but its rows contradict each other or are no rows of a ledger: somebody changed them by hand.
    /// <see cref="Ledger.VerifyAsync"/> tells where. Never together with <see cref="IsTransient"/>.
    /// </summary>
    public bool IsInconsistent { get; init; }

    /// <summary>
    /// Whether a session begun on the caller's word (<see cref="IOptimisticStore"/>) found it untrue: the ledger stands elsewhere, or a key was answered.
    /// Nothing was written. Always together with <see cref="IsTransient"/>.
    /// </summary>
    public bool IsOutdated { get; init; }
}
