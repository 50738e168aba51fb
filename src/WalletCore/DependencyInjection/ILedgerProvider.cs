namespace WalletCore;

/// <summary>
/// The ledgers that were registered with <c>AddWalletCore</c>. Each is opened once, when it is first asked for, and closed with the
/// container: it then finishes the commands it accepted. Thread safe.
/// </summary>
public interface ILedgerProvider
{
    /// <summary>The names of the registered ledgers, in the order of registration.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The ledger of that name, opened if it is not open yet. An opening that failed is tried again by the next caller.</summary>
    /// <param name="name">The name it was registered under; null: the default ledger.</param>
    /// <param name="cancellationToken">Ends the wait, not the opening: others may wait for it too.</param>
    /// <exception cref="ArgumentException">No ledger is registered under that name.</exception>
    /// <exception cref="Storage.WalletStoreException">The store cannot be opened.</exception>
    /// <exception cref="LedgerIntegrityException">It was to be verified, and its books are not clean.</exception>
    /// <exception cref="ObjectDisposedException">The container is disposed.</exception>
    ValueTask<Ledger> GetAsync(string? name = null, CancellationToken cancellationToken = default);

    /// <summary>The ledger of that name if it is open; null when it is not, or not any more.</summary>
    /// <param name="name">The name it was registered under; null: the default ledger.</param>
    /// <exception cref="ArgumentException">No ledger is registered under that name.</exception>
    Ledger? FindOpen(string? name = null);
}
