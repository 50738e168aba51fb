using System.Globalization;
using Spectre.Console;
using WalletCore;

namespace Samples.MarketplaceDay;

/// <summary>Prints what became of the day.</summary>
internal sealed class Report(Ledger ledger, Tally tally)
{
    private const int RedirectedWidth = 160;

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

    public async Task ShowStatementAsync(string owner)
    {
        var wallet = await ledger.Reader.GetWalletAsync(WalletRef.ByOwner(owner));
        Console.WriteLine(wallet is null ? $"There is no wallet of {owner}." : $"{owner}: {wallet.Accounts[0].Balance}");
    }

    /// <returns>Whether the books balance and verify.</returns>
    public async Task<bool> ShowBooksAsync()
    {
        var verification = await ledger.VerifyAsync();
        Console.WriteLine(verification.IsClean
            ? $"Verified: {Number(verification.TransactionCount)} transactions, nothing wrong."
            : $"NOT CLEAN: {verification.Findings[0]}");
        return verification.IsClean;
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
