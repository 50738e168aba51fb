using WalletCore.Load.Measuring;
using WalletCore.Load.Reporting;

namespace WalletCore.Load.Scenarios;

/// <summary>
/// Durable transfers: every caller waits for its own, every one has a key that was never used, the chain is on, the file has a history.
/// Beside it the floor and what hosts write today, on files of their own, in turns.
/// </summary>
internal static class SqliteScenario
{
    private static readonly int[] Callers = [1, 8, 64, 512];
    private static readonly int[] CallersQuick = [1, 64];

    public static async Task RunAsync(Settings settings, Report report)
    {
        foreach (var traffic in new[] { Traffic.Uniform(settings.Wallets), Traffic.Hot(settings.Wallets) })
        {
            report.Heading($"{settings.Wallets:N0} wallets, {traffic.Name}, {settings.History:N0} transactions before, synchronous=FULL, WAL");
            await using var field = await SqliteField.OpenAsync(settings);
            SampleTable.Head(report, "callers");
            foreach (var callers in settings.IsQuick ? CallersQuick : Callers)
            {
                var samples = await field.MeasureAsync(traffic, callers);
                samples.Show(report, callers);
                samples.Judge(report, callers);
            }

            report.Verdicts();
            await Books.VerifyAsync(field.Ledger, report);
        }
    }
}
