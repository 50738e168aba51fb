using WalletCore.Load.Contestants;
using WalletCore.Load.Measuring;
using WalletCore.Load.Reporting;
using WalletCore.Sqlite;

namespace WalletCore.Load.Scenarios;

/// <summary>The same transfers on half the history and on twice it: the time of one must hardly know the difference.</summary>
internal static class GrowthScenario
{
    private const double RatioMax = 1.25;
    private const double DiskBytesMax = 250;
    private const int BatchLength = 512;
    private const int PreloadBatchLength = 4_096;
    private const int Callers = 64;
    private const int BatchesPerSecond = 60;

    /// <summary>A store that was just opened looks through its keys, so many with every transfer, and is fast once it has.</summary>
    private const int LookedThroughPerTransfer = 256;

    public static async Task RunAsync(Settings settings, Report report)
    {
        var (few, many) = (settings.History / 2, settings.History * 2);
        var traffic = Traffic.Uniform(settings.Wallets);
        report.Heading($"SQLite, {few:N0} and {many:N0} transactions before");
        await CompareAsync(settings, report, await OpenFileAsync(settings, traffic, few), await OpenFileAsync(settings, traffic, many));
        report.Heading($"memory, {few:N0} and {many:N0} transactions before");
        await CompareAsync(settings, report, await OpenMemoryAsync(settings, traffic, few), await OpenMemoryAsync(settings, traffic, many));
    }

    private static async Task CompareAsync(Settings settings, Report report, Grown few, Grown many)
    {
        SampleTable.Head(report, "way");
        foreach (var (way, measure) in Ways(settings))
        {
            await measure(few.Ledger);
            await measure(many.Ledger);
            var (before, after) = (new List<Sample>(), new List<Sample>());
            for (var round = 0; round < settings.Rounds; round++)
            {
                before.Add(await few.OnDiskAsync(measure));
                after.Add(await many.OnDiskAsync(measure));
            }

            SampleTable.Row(report, way, "short history", before);
            SampleTable.Row(report, way, "4 × the history", after);
            var ratio = Median.Ratio(after, before, sample => sample.Seconds / sample.Count);
            report.Target($"{way}: the time of a transfer grows less than × {RatioMax}", ratio < RatioMax, $"× {ratio:0.00}");
        }

        if (many.Path is not null)
        {
            var bytes = many.BytesPerTransaction;
            report.Target($"at most {DiskBytesMax} B on disk a transaction, over the whole file", bytes <= DiskBytesMax, $"{bytes:N0} B");
        }

        report.Verdicts();
        await few.DisposeAsync();
        await many.DisposeAsync();
    }

    private static (string Way, Func<OpenedLedger, Task<Sample>> Measure)[] Ways(Settings settings)
    {
        var traffic = Traffic.Uniform(settings.Wallets);
        var transfers = BatchLength * (int)Math.Ceiling(settings.Seconds * BatchesPerSecond);
        return
        [
            ("1 caller", ledger => Crowd.RunAsync(ledger, traffic, 1, settings.Seconds)),
            ("64 callers", ledger => Crowd.RunAsync(ledger, traffic, Callers, settings.Seconds)),
            ("batches of 512", ledger => Batches.RunAsync(ledger, traffic, transfers, BatchLength)),
        ];
    }

    private static async Task<Grown> OpenFileAsync(Settings settings, Traffic traffic, int history)
    {
        var path = await Preload.LedgerAsync(settings, traffic, history, FormattableString.Invariant($"run-{history}.db"));
        var bytes = (double)SqliteFile.LengthOf(path) / history;
        var ledger = await OpenedLedger.OpenAsync("WalletCore", new SqliteWalletStore(path), settings.Wallets);
        await Batches.RunAsync(ledger, traffic, history / LookedThroughPerTransfer, BatchLength);
        return new Grown(path, bytes, ledger);
    }

    private static async Task<Grown> OpenMemoryAsync(Settings settings, Traffic traffic, int history)
    {
        var ledger = await OpenedLedger.OpenAsync("WalletCore", new InMemoryWalletStore(), settings.Wallets);
        await Batches.RunAsync(ledger, traffic, history, PreloadBatchLength);
        return new Grown(null, 0, ledger);
    }

    private sealed record Grown(string? Path, double BytesPerTransaction, OpenedLedger Ledger) : IAsyncDisposable
    {
        public async Task<Sample> OnDiskAsync(Func<OpenedLedger, Task<Sample>> measure)
        {
            if (Path is null)
            {
                return await measure(Ledger);
            }

            var before = SqliteFile.LengthOf(Path);
            var sample = await measure(Ledger);
            return sample with { DiskBytes = SqliteFile.LengthOf(Path) - before };
        }

        public async ValueTask DisposeAsync()
        {
            await Ledger.DisposeAsync();
            if (Path is not null)
            {
                Preload.Delete(Path);
            }
        }
    }
}
