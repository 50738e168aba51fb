using System.Globalization;
using WalletCore.Load.Contestants;
using WalletCore.Load.Measuring;
using WalletCore.Load.Reporting;
using WalletCore.Sqlite;
using WalletCore.Storage;

namespace WalletCore.Load.Scenarios;

/// <summary>
/// Reading a wallet with as many entries as the history is long, beside one with a few hundred: pages of its statement, its balance at a
/// time and on a business date. The longer history should cost steps, not scans.
/// </summary>
internal static class ReadsScenario
{
    private const int PageSize = 50;

    public static async Task RunAsync(Settings settings, Report report)
    {
        var traffic = Traffic.Hot(settings.Wallets);
        var path = await Preload.LedgerAsync(settings, traffic, settings.History, "run-reads.db");
        await using (var file = await OpenedLedger.OpenAsync("WalletCore", new SqliteWalletStore(path), settings.Wallets))
        {
            await ReadAsync(settings, report, file, "SQLite");
        }

        Preload.Delete(path);
        await using var memory = await OpenedLedger.OpenAsync("WalletCore", new InMemoryWalletStore(), settings.Wallets);
        await Batches.RunAsync(memory, traffic, settings.History, batchLength: 4_096);
        await ReadAsync(settings, report, memory, "memory");
    }

    private static async Task ReadAsync(Settings settings, Report report, OpenedLedger ledger, string store)
    {
        var hot = await ReadPlan.MakeAsync(ledger, ledger.Wallet(0));
        var cold = await ReadPlan.MakeAsync(ledger, ledger.Wallet(1));
        report.Heading($"{store}: a wallet with {hot.Entries:N0} entries and one with {cold.Entries:N0}, pages of {PageSize}");
        report.TableHead("read", "long: median µs", "long: 99 % µs", "short: median µs", "long / short");
        foreach (var name in ReadPlan.Names)
        {
            var (many, few) = (new List<LatencyHistogram>(), new List<LatencyHistogram>());
            for (var round = 0; round < settings.Rounds; round++)
            {
                many.Add(await hot.MeasureAsync(name, settings.Seconds / 4));
                few.Add(await cold.MeasureAsync(name, settings.Seconds / 4));
            }

            var median = Median.Of(many.Select(one => one.Percentile(0.5))) / 1e3;
            var p99 = Median.Of(many.Select(one => one.Percentile(0.99))) / 1e3;
            var median2 = Median.Of(few.Select(one => one.Percentile(0.5))) / 1e3;
            report.Line(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {median:N0} | {p99:N0} | {median2:N0} | × {median / median2:0.00} |"));
        }
    }
}
