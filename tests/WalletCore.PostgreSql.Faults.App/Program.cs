using System.Globalization;
using Npgsql;
using WalletCore;
using WalletCore.Crash.App;
using WalletCore.PostgreSql;
using WalletCore.PostgreSql.Faults.App;

// Hammers ledgers in a PostgreSQL database with many callers until it is killed, or until its standard input ends. It begins when a line
// comes in, so that several of it can begin together, and ends with a line of figures.
// usage: WalletCore.PostgreSql.Faults.App <connection string> <name> <ledgers> <callers a ledger> <seed>
if (args is not [var connection, var name, var ledgersText, var callersText, var seedText])
{
    await Console.Error.WriteLineAsync("usage: WalletCore.PostgreSql.Faults.App <connection string> <name> <ledgers> <callers a ledger> <seed>");
    return 2;
}

var output = new Acknowledgements(Console.OpenStandardOutput());
output.WriteLine(Workload.Starting);
var callers = int.Parse(callersText, CultureInfo.InvariantCulture);
var seed = int.Parse(seedText, CultureInfo.InvariantCulture);
using var figures = new Figures();
await using var source = NpgsqlDataSource.Create(connection);
await using var store = new PostgreSqlWalletStore(source);
var ledgers = new List<Ledger>();
for (var i = 0; i < int.Parse(ledgersText, CultureInfo.InvariantCulture); i++)
{
    ledgers.Add(await Books.OpenAsync(store, i));
}

output.WriteLine(Workload.Ready);
await Console.In.ReadLineAsync();
using var stop = new CancellationTokenSource();
var running = ledgers.SelectMany((ledger, l) => Enumerable.Range(0, callers).Select(
    c => new Caller(ledger, $"{Books.KeyPrefix(l)}{name}-{c}", seed + (1_000 * l) + c, output.WriteLine).RunAsync(stop.Token))).ToList();
await Task.WhenAny(Task.WhenAll(running), Task.Run(Console.In.ReadToEnd));
await stop.CancelAsync();
await Task.WhenAll(running);
foreach (var ledger in ledgers)
{
    await ledger.DisposeAsync();
}

output.WriteLine(figures.ToString());
output.WriteLine(Workload.Done);
return 0;
