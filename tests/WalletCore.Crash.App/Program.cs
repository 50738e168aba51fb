using System.Globalization;
using WalletCore.Crash.App;

// Does one kind of work on a SQLite ledger until it is killed, or until its standard input ends.
const string usage = "usage: WalletCore.Crash.App <commands|batches|checkpoints|create|migrate|soak|probe> <path> <name> <count> <seed>";
if (args is not [var mode, var path, var name, var countText, var seedText])
{
    await Console.Error.WriteLineAsync(usage);
    return 2;
}

var output = new Acknowledgements(Console.OpenStandardOutput());
output.WriteLine(Workload.Starting);
var count = int.Parse(countText, CultureInfo.InvariantCulture);
var seed = int.Parse(seedText, CultureInfo.InvariantCulture);
using var stop = new CancellationTokenSource();
_ = Task.Run(() =>
{
    Console.In.ReadToEnd();
    stop.Cancel();
});
await (mode switch
{
    Mode.Commands or Mode.Batches or Mode.Checkpoints => Hammer.RunAsync(mode, path, name, count, seed, output, stop.Token),
    Mode.Create => Openings.CreateAsync(path, count, output, stop.Token),
    Mode.Migrate => Openings.MigrateAsync(path, name, output, stop.Token),
    Mode.Soak => Soak.RunAsync(path, count, seed, output, stop.Token),
    Mode.Probe => Probe.RunAsync(path, name, output),
    _ => throw new ArgumentException(usage),
});
output.WriteLine(Workload.Done);
return 0;
