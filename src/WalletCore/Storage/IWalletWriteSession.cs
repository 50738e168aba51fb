namespace WalletCore.Storage;

/// <summary>The exclusive right to write one ledger, until disposed. Disposed without commit, nothing happened.</summary>
public interface IWalletWriteSession : IAsyncDisposable
{
    /// <summary>Where the ledger stands. It does not move while the session lives.</summary>
    LedgerHead Head { get; }

    /// <summary>Loads all that is asked for, in one round trip whatever the size. What does not exist is absent from the answer.</summary>
    ValueTask<LedgerState> LoadAsync(LoadRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the change set, all or nothing, durably, in one round trip. At most one commit a session. The change set's memory belongs
    /// to the caller again once the task has completed: a store copies what it keeps.
    /// </summary>
    /// <exception cref="WalletStoreException">
    /// The change set does not start at the session's head (not transient, nothing was written), or the store failed.
    /// </exception>
    ValueTask CommitAsync(ChangeSet changes, CancellationToken cancellationToken);
}
