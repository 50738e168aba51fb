using System.Globalization;
using Spectre.Console;
using WalletCore;

namespace Samples.MarketplaceDay;

/// <summary>Prints what became of the day.</summary>
internal sealed class Report(Ledger ledger, Tally tally)
{
    private const int RedirectedWidth = 160;
    private const int StatementLines = 12;

    public void ShowTally()
    {
        var verbs = NewTable("What became of the lines", "verb", "posted", "answered before", "refused");
        foreach (var (verb, counts) in tally.Verbs)
        {
            verbs.AddRow(verb, Number(counts.Posted), Number(counts.Replayed), Number(counts.Refused));
        }

        verbs.AddRow("all", Number(tally.Posted), Number(tally.Replayed), Number(tally.Refused));
        Print(verbs);
        Print(Counts("Refusals by code", "code", tally.Refusals));
        Print(Counts("Malformed lines by reason", "reason", tally.Malformed));
        if (tally.Posted == 0)
        {
            Console.WriteLine("Nothing new: every line had been answered before, and the ledger is as it was.");
        }
    }

    /// <summary>The newest lines of the first account of an owner's wallet.</summary>
    public async Task ShowStatementAsync(string owner)
    {
        var name = WalletRef.ByOwner(owner);
        if (await ledger.Reader.GetWalletAsync(name) is not { } wallet)
        {
            Console.WriteLine($"\nThere is no wallet of {owner}.");
            return;
        }

        var account = wallet.Accounts[0];
        var page = await ledger.Reader.GetStatementAsync(new StatementQuery(name, account.Currency) { PageSize = StatementLines });
        var table = NewTable(
            $"Statement of {owner}, newest first ({Number(account.EntryCount)} lines in all)", "date", "no.", "change", "available", "frozen", "type", "with", "reference");
        foreach (var text in table.Columns.Skip(5))
        {
            text.Alignment = Justify.Left;
        }

        foreach (var line in page.Items)
        {
            table.AddRow(
                $"{line.BusinessDate:yyyy-MM-dd}", Number(line.Number), $"{line.Change}", $"{line.AvailableAfter}", $"{line.FrozenAfter}",
                line.Type, $"{line.Counterparty}", line.Reference ?? "");
        }

        Print(table);
    }

    /// <returns>Whether the books balance and verify.</returns>
    public async Task<bool> ShowBooksAsync()
    {
        var trial = await ledger.Reader.GetTrialBalanceAsync();
        Console.WriteLine();
        Console.WriteLine($"Trial balance after transaction {Number(trial.Position.Sequence)}");
        Console.Write(trial);
        Console.WriteLine(trial.IsBalanced ? "Balanced in every currency." : "NOT BALANCED.");

        var verification = await ledger.VerifyAsync();
        Console.WriteLine(verification.IsClean
            ? $"Verified: {Number(verification.TransactionCount)} transactions derived again from the journal, nothing wrong."
            : $"NOT CLEAN: {verification.Findings[0]}");
        return trial.IsBalanced && verification.IsClean;
    }

    public void ShowSpeed(int lines, TimeSpan elapsed) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{lines:N0} lines in {elapsed.TotalSeconds:F1} s: {lines / elapsed.TotalSeconds:N0} operations per second"));

    private static Table Counts(string title, string what, SortedDictionary<string, int> counts)
    {
        var table = NewTable(title, what, "lines");
        foreach (var (name, count) in counts)
        {
            table.AddRow(name, Number(count));
        }

        return table;
    }

    private static Table NewTable(string title, string first, params string[] numbers)
    {
        var table = new Table { Border = Console.IsOutputRedirected ? TableBorder.Ascii : TableBorder.Rounded };
        Console.WriteLine();
        Console.WriteLine(title);
        table.AddColumn(first);
        foreach (var number in numbers)
        {
            table.AddColumn(number, column => column.RightAligned());
        }

        return table;
    }

    private static void Print(Table table)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = RedirectedWidth;
        }

        AnsiConsole.Write(table);
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
