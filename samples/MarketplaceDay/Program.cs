using Samples.MarketplaceDay;
using WalletCore;
using WalletCore.Sqlite;

if (Arguments.Parse(args) is not { } arguments)
{
    await Console.Error.WriteLineAsync(Arguments.Usage);
    return 2;
}

if (arguments.Verb == "generate" || (arguments.Verb is null && !File.Exists(arguments.Day)))
{
    Generate(arguments);
}

return arguments.Verb == "generate" ? 0 : await PlayAsync(arguments);

static void Generate(Arguments arguments)
{
    CreateFolderOf(arguments.Day);
    // Written aside and moved, so that a day's file is whole or not there.
    var unfinished = arguments.Day + ".part";
    string[] head = ["# A marketplace's day: see README.md of samples/MarketplaceDay.", $"day,{DayGenerator.Date:yyyy-MM-dd}"];
    File.WriteAllLines(unfinished, head.Concat(new DayGenerator(arguments.Seed, arguments.Count).Write()));
    File.Move(unfinished, arguments.Day, overwrite: true);
    Console.WriteLine($"Wrote {arguments.Count:N0} lines (seed {arguments.Seed}) to {arguments.Day}");
}

static async Task<int> PlayAsync(Arguments arguments)
{
    if (!File.Exists(arguments.Day))
    {
        await Console.Error.WriteLineAsync($"There is no {arguments.Day}.");
        return 2;
    }

    CreateFolderOf(arguments.Ledger);
    var day = Day.Load(arguments.Day);
    await using var store = new SqliteWalletStore(arguments.Ledger);
    await using var ledger = await Ledger.OpenAsync(store, Marketplace.Options);
    Console.WriteLine($"Playing {day.Lines.Count:N0} lines of {day.Date:yyyy-MM-dd} into {arguments.Ledger}");
    var (tally, elapsed) = await Display.RunAsync(day.Lines.Count, async progress =>
    {
        var player = new Player(ledger, day, progress);
        await player.PlayAsync();
        return player.Tally;
    });

    var report = new Report(ledger, tally);
    report.ShowTally();
    await report.ShowStatementAsync(arguments.Wallet);
    var sound = await report.ShowBooksAsync();
    report.ShowSpeed(day.Lines.Count, elapsed);
    return sound ? 0 : 1;
}

static void CreateFolderOf(string file) => Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
