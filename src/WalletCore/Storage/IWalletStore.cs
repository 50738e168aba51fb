namespace WalletCore.Storage;

/// <summary>
/// The port behind which wallets are kept. It carries facts (absolute rows and new journal rows) and knows no rule of the domain.
/// </summary>
/// <remarks>
/// The promise every store keeps, and the conformance suite proves:
/// <list type="bullet">
/// <item>between <see cref="BeginWriteAsync(LedgerId, CancellationToken)"/> and the end of the session nobody else, in this process or another, writes that ledger;</item>
/// <item>after <see cref="IWalletWriteSession.CommitAsync"/> returns, all of the change set is visible at once and survives a crash
/// as far as the store is durable;</item>
/// <item>a session disposed without commit leaves no trace;</item>
/// <item>if commit throws, the outcome is unknown, and the caller finds out from the head of the next session.</item>
/// </list>
/// Infrastructure failures are <see cref="WalletStoreException"/>; driver exceptions never pass. Members are safe for concurrent use;
/// a session or a reader is used by one caller at a time.
/// </remarks>
public interface IWalletStore : IAsyncDisposable
{
    /// <summary>A short lower-case word for logs and metrics: <c>memory</c>, <c>sqlite</c>, <c>postgresql</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// Finds the ledger of that name, or creates it from the proposal. Two racing callers get the same registration.
    /// Creates or migrates the schema where the store has one.
    /// </summary>
    /// <exception cref="WalletStoreException">The schema is newer than this library, or the store cannot be reached.</exception>
    ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken);

    /// <summary>Every registered ledger, by name (ordinal order).</summary>
    ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken);

    /// <summary>Waits for, and takes, the exclusive right to write the ledger.</summary>
    ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken);

    /// <summary>
    /// The same, and tells what will be asked for first. A store for which a question costs a round trip answers it together with the head;
    /// <see cref="IWalletWriteSession.LoadAsync"/> with this very request then costs none. Others pay no heed to it, which is the default.
    /// </summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="expected">What will be asked for; perhaps nothing. Lent until the session ends, and not changed before it was asked for.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, LoadRequest expected, CancellationToken cancellationToken) =>
        BeginWriteAsync(ledger, cancellationToken);

    /// <summary>Opens a reader. Readers never block the writer, and see committed facts only.</summary>
    ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken);
}
