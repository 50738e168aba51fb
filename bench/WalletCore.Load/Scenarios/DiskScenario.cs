using WalletCore.Load.Measuring;
using WalletCore.Load.Reporting;

namespace WalletCore.Load.Scenarios;

/// <summary>What the disk does by itself: the upper bound on commits per second.</summary>
internal static class DiskScenario
{
    private static readonly int[] Sizes = [Disk.PageBytes, 16 * 1024, 64 * 1024, 256 * 1024, 1024 * 1024];

    public static Task RunAsync(Settings settings, Report report)
    {
        report.Heading($"fdatasync after an append");
        report.TableHead("bytes", "median µs", "99 % µs", "commits/s at the median");
        foreach (var bytes in Sizes)
        {
            var (median, p99) = Disk.SyncLatency(settings.Folder, bytes, settings.Seconds);
            report.Line($"| {bytes:N0} | {median:N0} | {p99:N0} | {1e6 / median:N0} |");
        }

        return Task.CompletedTask;
    }
}
