using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// Writes a ledger as one file that any store can take over (<see cref="LedgerImport"/>): its whole journal and state, with checksums and the links of
/// its hash chain. The bytes are described in docs/reference/export-format.md.
/// </summary>
public static class LedgerExport
{
    /// <summary>Writes an open ledger. It may be written meanwhile: the file holds the snapshot at which the export began.</summary>
    /// <inheritdoc cref="WriteAsync(IWalletStore, string, Stream, LedgerExportOptions?, IProgress{ExportProgress}?, CancellationToken)"/>
    public static ValueTask<LedgerExportReport> WriteAsync(
        Ledger ledger,
        Stream destination,
        LedgerExportOptions? options = null,
        IProgress<ExportProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return WriteAsync(ledger.Store, ledger.Name, destination, options, progress, cancellationToken);
    }

    /// <summary>Writes a ledger of a store. It may be written meanwhile: the file holds the snapshot at which the export began.</summary>
    /// <remarks>
    /// Goes through the file in one pass and holds one chunk of it (a megabyte, or one commit where that is larger) and some 150 bytes an account in memory. The
    /// snapshot stays open until it ends. Nothing is flushed to disk on the caller's behalf, and the stream stays open. A file without its end, as after a failure
    /// here, is refused by every import.
    /// </remarks>
    /// <param name="store">The store.</param>
    /// <param name="ledgerName">The ledger's name in it.</param>
    /// <param name="destination">Where to write to; it need not seek.</param>
    /// <param name="options">How to write; null: the defaults.</param>
    /// <param name="progress">Told at the beginning and after every chunk how far it has come; null: nobody.</param>
    /// <param name="cancellationToken">Cancels the export.</param>
    /// <exception cref="ArgumentException">The stream cannot be written, or an option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The store has no such ledger.</exception>
    /// <exception cref="LedgerIntegrityException">The books do not bear themselves out; <see cref="Ledger.VerifyAsync"/> tells where.</exception>
    /// <exception cref="WalletStoreException">The store failed.</exception>
    public static async ValueTask<LedgerExportReport> WriteAsync(
        IWalletStore store,
        string ledgerName,
        Stream destination,
        LedgerExportOptions? options = null,
        IProgress<ExportProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(ledgerName);
        ArgumentNullException.ThrowIfNull(destination);
        if (!destination.CanWrite)
        {
            throw new ArgumentException("The stream cannot be written.", nameof(destination));
        }

        options ??= LedgerExportOptions.Default;
        options.Validate();
        var ledgers = await store.ListLedgersAsync(cancellationToken).ConfigureAwait(false);
        var ledger = ledgers.FirstOrDefault(row => string.Equals(row.Name, ledgerName, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The store has no ledger '{ledgerName}'.");
        var reader = await store.OpenReaderAsync(ledger.Id, ReadScope.Snapshot, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var head = await reader.GetHeadAsync(cancellationToken).ConfigureAwait(false);
            using var frames = new FrameWriter(destination, options.Compression);
            var exporter = new LedgerExporter(ledger, head, new ExportedRows(reader, cancellationToken), frames, progress);
            try
            {
                var totals = await exporter.RunAsync(cancellationToken).ConfigureAwait(false);
                return new LedgerExportReport
                {
                    LedgerId = ledger.Id,
                    Name = ledger.Name,
                    Position = LedgerPosition.Of(head),
                    ChunkCount = totals.Chunks,
                    ByteCount = frames.Length,
                };
            }
            catch (Exception exception) when (exception is InvalidDataException or OverflowException)
            {
                throw new LedgerIntegrityException($"Ledger '{ledgerName}' cannot be exported: {exception.Message} VerifyAsync tells more.", exception);
            }
        }
    }
}
