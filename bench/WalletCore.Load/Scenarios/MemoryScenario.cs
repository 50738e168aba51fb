using WalletCore.Load.Contestants;
using WalletCore.Load.Measuring;
using WalletCore.Load.Reporting;

namespace WalletCore.Load.Scenarios;

/// <summary>The engine without a disk: journal, keys and chain on. Batches on one core and on all, and many callers who each await their own.</summary>
internal static class MemoryScenario
{
    /// <summary>What a commit touches of so many stays in a core's own cache of a mebibyte; of 4,096 it does not.</summary>
    private const int BatchLength = 512;
    private const int BatchTransfers = 400_000;
    private const int BatchTransfersQuick = 40_000;
    private const int RoundsMin = 5;

    /// <summary>Until the last method is compiled for good: on one core the compiler shares it with what is measured.</summary>
    private const int WarmUpRounds = 6;
    private const double BatchTarget = 1_000_000;
    private const double AwaitedTarget = 300_000;
    private static readonly int[] Callers = [1, 64, 512, 4_096];
    private static readonly int[] CallersQuick = [64];

    public static async Task RunAsync(Settings settings, Report report)
    {
        if (settings.IsOnOneCore)
        {
            await BatchAsync(settings, report, "one core");
            return;
        }

        report.Heading($"{settings.Wallets:N0} wallets, uniform; journal, keys and chain on; batches of {BatchLength:N0}");
        OnOneCore.Run(settings, report);
        await BatchAsync(settings, report, "all cores");
        report.Heading($"{settings.Wallets:N0} wallets, uniform; journal, keys and chain on; each caller awaits its own");
        await AwaitedAsync(settings, report);
    }

    private static async Task BatchAsync(Settings settings, Report report, string cores)
    {
        var transfers = settings.IsQuick ? BatchTransfersQuick : BatchTransfers;
        var traffic = Traffic.Uniform(settings.Wallets);
        await using var ledger = await OpenedLedger.OpenAsync("WalletCore", new InMemoryWalletStore(), settings.Wallets);
        for (var round = 0; round < (settings.IsQuick ? 1 : WarmUpRounds); round++)
        {
            await Batches.RunAsync(ledger, traffic, transfers, BatchLength);
        }

        var samples = new List<Sample>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var round = 0; round < Math.Max(settings.Rounds, RoundsMin); round++)
        {
            samples.Add(await Batches.RunAsync(ledger, traffic, transfers, BatchLength));
        }

        var kept = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)samples.Sum(sample => sample.Count);
        SampleTable.Head(report, "cores");
        SampleTable.Row(report, cores, "**WalletCore**, batches", samples);
        var middle = Median.Of(samples, sample => sample.PerSecond);
        report.Target($"batches, {cores}: {BatchTarget:N0} transfers a second", middle >= BatchTarget, $"{middle:N0}; {kept:N0} B kept a transfer");
        report.Verdicts();
        report.Line();
    }

    private static async Task AwaitedAsync(Settings settings, Report report)
    {
        const int warmUpCallers = 512;
        var traffic = Traffic.Uniform(settings.Wallets);
        await using var ledger = await OpenedLedger.OpenAsync("WalletCore", new InMemoryWalletStore(), settings.Wallets);
        await using var driver = new DriverAlone(ledger);
        await Crowd.RunAsync(ledger, traffic, warmUpCallers, settings.Seconds);
        SampleTable.Head(report, "callers");
        var most = 0d;
        foreach (var callers in settings.IsQuick ? CallersQuick : Callers)
        {
            var (library, alone) = (new List<Sample>(), new List<Sample>());
            for (var round = 0; round < settings.Rounds; round++)
            {
                library.Add(await Crowd.RunAsync(ledger, traffic, callers, settings.Seconds));
                alone.Add(await Crowd.RunAsync(driver, traffic, callers, settings.Seconds / 4));
            }

            var first = FormattableString.Invariant($"{callers}");
            SampleTable.Row(report, first, "**WalletCore**", library);
            SampleTable.Row(report, first, "the driver alone", alone);
            most = Math.Max(most, Median.Of(library, sample => sample.PerSecond));
        }

        report.Target($"{AwaitedTarget:N0} awaited transfers a second", most >= AwaitedTarget, $"{most:N0}");
        report.Verdicts();
        await Books.VerifyAsync(ledger, report);
    }
}
