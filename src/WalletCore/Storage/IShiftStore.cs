namespace WalletCore.Storage;

/// <summary>
/// A store whose writers, in however many processes, can write in shifts: several commits one after the other while the others hold off. Optional: a store
/// on which it costs much to go on from what another process has written implements it beside <see cref="IWalletStore"/>. The engine takes a shift when it
/// has a crowd to write and found that others write the same ledger. Thread safe.
/// </summary>
/// <remarks>
/// A shift is a courtesy and nothing rests on it: who may write is decided by the sessions alone, and whoever does not ask for shifts writes in between.
/// </remarks>
public interface IShiftStore
{
    /// <summary>How long the holder of a shift begins further commits before it lets others go on; zero: no shifts are taken.</summary>
    TimeSpan ShiftLength { get; }

    /// <summary>
    /// Waits until nobody else has a shift of the ledger, first come, first served, and takes one. Null where there is none to be had, because the wait is too
    /// long or the store lacks the means: then the caller writes without.
    /// </summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="since">Where the caller left the ledger, to learn what has changed since; null where it does not want to know.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    ValueTask<IWriterShift?> TakeShiftAsync(LedgerId ledger, LedgerHead? since, CancellationToken cancellationToken);
}
