namespace WalletCore.Storage;

/// <summary>
/// What a store may implement beside <see cref="IWalletStore"/> when it can tell that another process wrote. It is a hint that saves
/// followers of the journal the rest of their poll interval, and never the truth: they read the journal whatever it says.
/// </summary>
public interface IChangeSignal
{
    /// <summary>
    /// Returns once the ledger's journal may go past <paramref name="knownSequence"/>: at once when it already does, also of this process's own
    /// commits. It may return for nothing, and may fail to return; both cost time and no transaction.
    /// </summary>
    /// <remarks>
    /// Many wait at the same time, so implementations share what they listen on. Honours cancellation promptly, and holds nothing once it has
    /// ended.
    /// </remarks>
    /// <exception cref="WalletStoreException">The store cannot tell now. The caller waits for its poll interval instead.</exception>
    ValueTask WaitForChangeAsync(LedgerId ledger, long knownSequence, CancellationToken cancellationToken);
}
