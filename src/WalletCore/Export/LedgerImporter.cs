using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>Reads a file once, from front to back, and writes what was found right into a hidden ledger.</summary>
internal sealed class LedgerImporter(FrameReader frames, IWalletStore target, LedgerImportOptions options, IProgress<ImportProgress>? progress)
{
    private readonly LedgerReplay _replay = new();
    private readonly JournalRows _journal = new();

    public async ValueTask<LedgerImportReport> RunAsync(CancellationToken cancellationToken)
    {
        await frames.ReadMagicAsync(cancellationToken).ConfigureAwait(false);
        var first = await frames.ReadAsync(cancellationToken).ConfigureAwait(false);
        var header = Decode(0, () => ExportHeader.Read(new RecordReader(first.Payload)));
        var name = options.Name ?? header.Ledger.Name;
        CheckHeader(header, name);
        var hidden = new HiddenLedger(header.Ledger, name, target, options.TimeProvider);
        await hidden.BeginAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var totals = await WriteAsync(header, hidden, cancellationToken).ConfigureAwait(false);
            await VerifyAsync(header, cancellationToken).ConfigureAwait(false);
            await hidden.PublishAsync(header.Head, cancellationToken).ConfigureAwait(false);
            return new LedgerImportReport
            {
                LedgerId = header.Ledger.Id,
                Name = name,
                Position = LedgerPosition.Of(header.Head),
                ChunkCount = totals.Chunks,
            };
        }
        catch
        {
            await hidden.AbandonAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void CheckHeader(ExportHeader header, string name)
    {
        Decode(0, () =>
        {
            Names.ThrowUnlessName(name, nameof(options));
            return header.Ledger.Id.IsDefault ? throw new InvalidDataException("It has no id.") : true;
        });
        if (options.ExpectedPosition is { } expected && expected != LedgerPosition.Of(header.Head))
        {
            throw new LedgerFileException(
                $"The file ends at transaction {header.Head.Sequence} with the link {header.Head.Hash}; expected was transaction {expected.Sequence} with {expected.ChainHash}.",
                chunk: 0);
        }
    }

    private async ValueTask<ExportTotals> WriteAsync(ExportHeader header, HiddenLedger hidden, CancellationToken cancellationToken)
    {
        var chunk = new ImportChunk(_replay, _journal);
        Report(ImportStage.Writing, 0, header.Head.Sequence);
        while (true)
        {
            var number = frames.Number;
            var (kind, payload) = await frames.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (kind == FrameKind.Trailer)
            {
                await frames.RequireEndAsync(cancellationToken).ConfigureAwait(false);
                return CheckTrailer(number, payload, chunk.Totals, header.Head);
            }

            var changes = Decode(number, () => chunk.Read(payload));
            await hidden.WriteAsync(changes, cancellationToken).ConfigureAwait(false);
            Report(ImportStage.Writing, changes.After.Sequence, header.Head.Sequence);
        }
    }

    private ExportTotals CheckTrailer(long number, ReadOnlyMemory<byte> payload, ExportTotals read, LedgerHead head)
    {
        var totals = Decode(number, () => ExportTotals.Read(new RecordReader(payload)));
        if (totals != read)
        {
            throw new LedgerFileException("The trailer counts other rows than the file has.", number);
        }

        return _replay.Head == head ? totals : throw new LedgerFileException("The file does not end where its header says.", number);
    }

    private async ValueTask VerifyAsync(ExportHeader header, CancellationToken cancellationToken)
    {
        var verifier = new Verifier(new LedgerContext(header.Ledger.Id, LedgerOptions.Default), target);
        var report = await verifier.RunAsync(
            progress is null ? null : new VerifyingProgress(this), cancellationToken).ConfigureAwait(false);
        if (!report.IsClean || !report.IsComplete)
        {
            throw new LedgerFileException($"The books in the file are not clean: {report.Findings[0]}", chunk: null);
        }
    }

    /// <summary>Runs what trusts the bytes it reads. Those passed their digest, so a failure is that of whoever wrote the file.</summary>
    private static T Decode<T>(long chunk, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException or OverflowException or FormatException)
        {
            throw new LedgerFileException($"Chunk {chunk}: {exception.Message}", chunk, exception);
        }
    }

    private void Report(ImportStage stage, long done, long total) => progress?.Report(new ImportProgress(stage, done, total));

    private sealed class VerifyingProgress(LedgerImporter importer) : IProgress<VerificationProgress>
    {
        public void Report(VerificationProgress value) => importer.Report(ImportStage.Verifying, value.Verified, value.Total);
    }
}
