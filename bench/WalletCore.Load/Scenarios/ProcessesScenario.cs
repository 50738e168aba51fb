using WalletCore.Load.Contestants.PostgreSql;
using WalletCore.Load.Measuring;
using WalletCore.Load.Reporting;
using WalletCore.Tests.Shared.PostgreSql;

namespace WalletCore.Load.Scenarios;

/// <summary>
/// Two processes on one ledger, and one: on that same ledger while the other is idle, and on one that never had company. What is between them is less than
/// what is between two turns of the same one, so there is nothing else in the run, and it wants many rounds.
/// </summary>
internal static class ProcessesScenario
{
    private const int WarmUpCallers = 64;

    // The second process has written no history: its code is compiled well only once it has run for long, and half of the time it waits.
    private const double WarmUpSeconds = 15;

    private static readonly int[] Callers = [16, 64, 256, 512];
    private static readonly int[] CallersQuick = [64];

    public static async Task RunAsync(Settings settings, Report report)
    {
        if (PrivatePostgreSqlServer.Missing is { } missing)
        {
            report.Line();
            report.Line($"Not measured: {missing}.");
            return;
        }

        settings = settings with { Wallets = settings.IsWalletsGiven ? settings.Wallets : PostgreSqlScenario.Wallets };
        await using var server = MeasuredServer.Start(settings);
        var alone = await server.OpenLedgerAsync("one process");
        var shared = await server.OpenLedgerAsync("two processes");
        using var both = await TwoProcesses.StartAsync(shared, settings.Wallets);
        server.Checkpoint();
        await both.RunAsync(Traffic.Uniform(settings.Wallets), WarmUpCallers, settings.IsQuick ? settings.Seconds : WarmUpSeconds);

        report.Line($"- {server.Description}");
        Turn<ProcessesSamples>[] turns =
        [
            new(samples => samples.Halves, (traffic, callers, seconds) => both.RunAsync(traffic, callers / 2, seconds)),
            new(samples => samples.Alone, alone.RunAsync),
            new(samples => samples.Together, both.RunAsync),
            new(samples => samples.OneOfTwo, shared.RunAsync),
        ];
        Traffic[] traffics = [Traffic.Uniform(settings.Wallets), Traffic.Hot(settings.Wallets)];
        var measured = new SortedDictionary<int, IReadOnlyList<ProcessesSamples>>();
        foreach (var callers in settings.IsQuick ? CallersQuick : Callers)
        {
            measured[callers] = await Turns.RunAsync(turns, [.. traffics.Select(traffic => new ProcessesSamples(traffic))], samples => samples.Traffic, callers, settings);
        }

        for (var i = 0; i < traffics.Length; i++)
        {
            report.Heading($"{settings.Wallets:N0} wallets, {traffics[i].Name}, {settings.History:N0} transactions before");
            ServerSampleTable.Head(report, "callers");
            foreach (var (callers, samples) in measured)
            {
                samples[i].Show(report, callers);
                samples[i].Judge(report, callers);
            }

            report.Verdicts();
            foreach (var (callers, samples) in measured)
            {
                samples[i].Tell(report, callers);
            }
        }

        foreach (var ledger in server.Ledgers)
        {
            await Books.VerifyAsync(ledger, report);
        }
    }
}
