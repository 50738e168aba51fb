namespace WalletCore;

/// <summary>
/// The verbs of a ledger: the same whether the ledger commits by itself (<see cref="Ledger"/>) or within the host's own transaction
/// (<see cref="EnlistedLedger"/>). Each sends its command and returns what became of it.
/// </summary>
public abstract class LedgerOperations
{
    private protected LedgerOperations()
    {
    }

    /// <summary>Sends any command.</summary>
    /// <remarks>
    /// A business refusal is part of the outcome. Cancelling before the commit starts means that nothing happened; afterwards the commit decides.
    /// </remarks>
    /// <exception cref="ArgumentNullException">The command is null.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while it waited; nothing happened.</exception>
    /// <exception cref="Storage.WalletStoreException">The store failed. Unless the message says otherwise the outcome is unknown: ask again under the same key.</exception>
    /// <exception cref="LedgerIntegrityException">The books are broken, or a posting rule was changed without a new version.</exception>
    /// <exception cref="ObjectDisposedException">The ledger is closed.</exception>
    public abstract ValueTask<Outcome<TReceipt>> ExecuteAsync<TReceipt>(Command<TReceipt> command, CancellationToken cancellationToken = default)
        where TReceipt : Receipt;

    /// <summary>Opens a wallet, or returns the one that is there.</summary>
    public ValueTask<Outcome<WalletReceipt>> OpenWalletAsync(OpenWallet command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Changes a wallet's terms.</summary>
    public ValueTask<Outcome<WalletReceipt>> ChangeWalletAsync(ChangeWallet command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Adds an account in a further currency.</summary>
    public ValueTask<Outcome<WalletReceipt>> AddAccountAsync(AddAccount command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Removes an account.</summary>
    public ValueTask<Outcome<WalletReceipt>> RemoveAccountAsync(RemoveAccount command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Freezes a wallet: stops its debits, credits or both.</summary>
    public ValueTask<Outcome<WalletReceipt>> FreezeWalletAsync(FreezeWallet command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Lifts a reason for which a wallet is frozen.</summary>
    public ValueTask<Outcome<WalletReceipt>> ThawWalletAsync(ThawWallet command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Closes an empty wallet.</summary>
    public ValueTask<Outcome<WalletReceipt>> CloseWalletAsync(CloseWallet command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Reopens a closed wallet.</summary>
    public ValueTask<Outcome<WalletReceipt>> ReopenWalletAsync(ReopenWallet command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Money comes in.</summary>
    public ValueTask<Outcome<Receipt>> DepositAsync(Deposit command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Money goes out.</summary>
    public ValueTask<Outcome<Receipt>> WithdrawAsync(Withdraw command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Moves money between two wallets.</summary>
    public ValueTask<Outcome<Receipt>> TransferAsync(Transfer command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Corrects a balance by hand.</summary>
    public ValueTask<Outcome<Receipt>> AdjustAsync(Adjust command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Runs one of the host's own operations.</summary>
    public ValueTask<Outcome<Receipt>> PostAsync(Post command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Sets money aside.</summary>
    public ValueTask<Outcome<FreezeReceipt>> FreezeAsync(Freeze command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Releases frozen money.</summary>
    public ValueTask<Outcome<FreezeReceipt>> UnfreezeAsync(Unfreeze command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Takes frozen money for good.</summary>
    public ValueTask<Outcome<FreezeReceipt>> CaptureAsync(Capture command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Puts more money under a freeze record.</summary>
    public ValueTask<Outcome<FreezeReceipt>> RaiseFreezeAsync(RaiseFreeze command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Moves a freeze record's expiry.</summary>
    public ValueTask<Outcome<FreezeReceipt>> ExtendFreezeAsync(ExtendFreeze command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Gives back all or part of a transaction.</summary>
    public ValueTask<Outcome<RefundReceipt>> RefundAsync(Refund command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Reverses a whole transaction.</summary>
    public ValueTask<Outcome<RefundReceipt>> CancelAsync(Cancel command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);

    /// <summary>Pays out a prepaid wallet's rest.</summary>
    public ValueTask<Outcome<Receipt>> RefundResidualAsync(RefundResidual command, CancellationToken cancellationToken = default) =>
        ExecuteAsync(command, cancellationToken);
}
