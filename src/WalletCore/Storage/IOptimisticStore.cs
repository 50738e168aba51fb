namespace WalletCore.Storage;

/// <summary>
/// A store on which a commit costs less when it does not ask first where the ledger stands. Optional: a store for which a question is a
/// round trip implements it beside <see cref="IWalletStore"/>. The engine begins that way while nobody else writes the ledger and it knows all but whether
/// the keys are new. Thread safe.
/// </summary>
public interface IOptimisticStore
{
    /// <summary>
    /// Begins to write on the caller's word. Nobody is asked and nobody waits: whether the word is true is found out by the session's commit, in which
    /// <see cref="WalletStoreException.IsOutdated"/> says that it is not, and that nothing was written.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The session's <see cref="IWalletWriteSession.Head"/> is what was assumed. Its first <see cref="IWalletWriteSession.LoadAsync"/>, with
    /// <paramref name="expected"/> itself, answers nothing: no key is known. A load of anything else makes an ordinary session of it, exclusive until
    /// disposed, and fails with <see cref="WalletStoreException.IsOutdated"/> where that shows the word to be untrue.
    /// </para>
    /// <para>Without a commit, and without another load, nothing of the head is known to be true: decide nothing for good by it.</para>
    /// </remarks>
    /// <param name="ledger">The ledger.</param>
    /// <param name="assumed">Where the caller believes the ledger to stand.</param>
    /// <param name="expected">
    /// The keys that the caller believes to be new, and nothing else; perhaps nothing. Lent until it was loaded, and not changed before; where nothing is
    /// expected the caller may use it for something else at once.
    /// </param>
    /// <exception cref="ArgumentException">Something other than keys is expected.</exception>
    IWalletWriteSession BeginOptimistic(LedgerId ledger, LedgerHead assumed, LoadRequest expected);
}
