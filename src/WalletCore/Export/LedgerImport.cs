using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// Takes a ledger over from a file that <see cref="LedgerExport"/> wrote, into any store: the same id, the same ids of everything in it, the same journal and
/// chain, the same answers to every key.
/// </summary>
public static class LedgerImport
{
    /// <summary>Reads a ledger into a store.</summary>
    /// <remarks>
    /// <para>
    /// Until the end the ledger is hidden in the target: no host can open it and the store does not list it. Everything is checked on the way (a digest over each
    /// chunk and all before it, the hash chain over every commit, balances and links derived anew), and what the store then holds is verified as
    /// <see cref="Ledger.VerifyAsync"/> does. Only then, in one step, it gets its name. An import that fails or is cancelled removes what it wrote; one that is killed
    /// leaves a hidden remainder, which the next import of that ledger removes first. Import a ledger once at a time.
    /// </para>
    /// <para>Holds one chunk and some hundred bytes for each account, wallet and active freeze record in memory. The stream is read to its end and stays open.</para>
    /// </remarks>
    /// <param name="source">The file; it need not seek.</param>
    /// <param name="target">The store to write to.</param>
    /// <param name="options">How to import; null: the defaults.</param>
    /// <param name="progress">Told after every chunk how far it has come; null: nobody.</param>
    /// <param name="cancellationToken">Cancels the import.</param>
    /// <exception cref="ArgumentException">The stream cannot be read, or an option is out of its range.</exception>
    /// <exception cref="LedgerFileException">The file is cut off, altered, of another format or not the expected one. Nothing was imported.</exception>
    /// <exception cref="InvalidOperationException">The target has that ledger already, or another one of that name.</exception>
    /// <exception cref="WalletStoreException">The target failed. Nothing was imported.</exception>
    public static async ValueTask<LedgerImportReport> ReadAsync(
        Stream source,
        IWalletStore target,
        LedgerImportOptions? options = null,
        IProgress<ImportProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        if (!source.CanRead)
        {
            throw new ArgumentException("The stream cannot be read.", nameof(source));
        }

        options ??= LedgerImportOptions.Default;
        options.Validate();
        using var frames = new FrameReader(source);
        return await new LedgerImporter(frames, target, options, progress).RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
