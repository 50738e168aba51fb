using WalletCore;
using WalletCore.Sqlite;

namespace Samples.Snippets;

internal static class MovingSnippets
{
    public static async Task RunAsync(string path)
    {
        await using var desk = await Desk.OpenAsync();
        var ledger = desk.Ledger;
        var folder = Path.GetDirectoryName(path)!;
        var (file, moved) = (Path.Combine(folder, "acme.ledger"), Path.Combine(folder, "acme.db"));

        // begin-snippet: ExportLedger
        LedgerExportReport exported;
        await using (var destination = File.Create(file))
        {
            exported = await LedgerExport.WriteAsync(
                ledger,
                destination,
                progress: new Progress<ExportProgress>(step => Console.WriteLine($"{step.Written} of {step.Total} written")));
        }

        // end-snippet
        // begin-snippet: ImportLedger
        await using var target = new SqliteWalletStore(moved);
        await using var source = File.OpenRead(file);
        var imported = await LedgerImport.ReadAsync(
            source,
            target,
            new LedgerImportOptions { ExpectedPosition = exported.Position },
            new Progress<ImportProgress>(step => Console.WriteLine($"{step.Stage}: {step.Done} of {step.Total}")));
        Console.WriteLine($"ledger {imported.Name} stands at {imported.Position.Sequence}");
        // end-snippet
        Story.Expect(imported.LedgerId == ledger.Id, "another ledger was imported");

        // begin-snippet: NobodyWroteSince
        var isStillThere = await ledger.Reader.GetPositionAsync() == exported.Position;
        // end-snippet
        Story.Expect(isStillThere, "somebody wrote");

        using var stopping = new CancellationTokenSource();
        var position = 0L;
        try
        {
            // begin-snippet: FollowJournal
            await foreach (var transaction in ledger.Reader.FollowJournalAsync(position + 1, cancellationToken: stopping.Token))
            {
                Handle(transaction);
                position = transaction.Sequence;
            }

            // end-snippet
        }
        catch (OperationCanceledException)
        {
            Story.Expect(position == exported.Position.Sequence, $"{position} arrived");
        }

        void Handle(Transaction transaction)
        {
            if (transaction.Sequence == exported.Position.Sequence)
            {
                stopping.Cancel();
            }
        }
    }
}
