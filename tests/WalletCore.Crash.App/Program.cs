using System.Globalization;
using WalletCore;
using WalletCore.Crash.App;
using WalletCore.Sqlite;

// Hammers a SQLite ledger with many callers until it is killed, or until its standard input ends.
// usage: WalletCore.Crash.App <file> <name> <callers> <seed>
if (args is not [var file, var name, var callersText, var seedText])
{
    await Console.Error.WriteLineAsync("usage: WalletCore.Crash.App <file> <name> <callers> <seed>");
    return 2;
}

var output = new Acknowledgements(Console.OpenStandardOutput());
output.WriteLine(Workload.Starting);
var callers = int.Parse(callersText, CultureInfo.InvariantCulture);
var seed = int.Parse(seedText, CultureInfo.InvariantCulture);
// Small key runs and a small log, so that flushing the key index and moving the log into the file are under way at many kills.
await using var store = new SqliteWalletStore(new SqliteWalletStoreOptions { Path = file, KeyRunLength = 256, WalCheckpointBytes = 1 << 18 });
await using var ledger = await Ledger.OpenAsync(store, Workload.Options);
using var stop = new CancellationTokenSource();

for (var i = 0; i < Workload.WalletCount; i++)
{
    var wallet = (await ledger.OpenWalletAsync(new OpenWallet($"w-{i}") { Currency = Currency.EUR })).ValueOrThrow();
    (await ledger.DepositAsync(new Deposit(wallet.Id, Money.FromMinor(Workload.SeedMinor, Currency.EUR)) { Key = $"seed-{i}" })).ValueOrThrow();
}

output.WriteLine(Workload.Ready);
var running = Enumerable.Range(0, callers).Select(i => new Caller(ledger, $"{name}-{i}", seed + i, output.WriteLine).RunAsync(stop.Token)).ToList();
await Task.WhenAny(Task.WhenAll(running), Task.Run(Console.In.ReadToEnd));
await stop.CancelAsync();
await Task.WhenAll(running);
output.WriteLine(Workload.Done);
return 0;
