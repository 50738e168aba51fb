namespace WalletCore.Storage;

/// <summary>
/// A store that can look at its own structure: whether its indexes lead to the rows that are there. Optional: a store implements it beside
/// <see cref="IWalletStore"/>, and <see cref="Ledger.VerifyAsync"/> asks it at the end. Thread safe.
/// </summary>
public interface IStoreCheck
{
    /// <summary>What is wrong, each fault in a line for people, free of owners, keys and amounts; at most 20. Empty when nothing is.</summary>
    /// <exception cref="WalletStoreException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken);
}
