using System.Globalization;
using WalletCore.Load.Measuring;

namespace WalletCore.Load.Reporting;

/// <summary>The rows of contestants on a server: medians over the rounds. Processor time and allocations are the client's.</summary>
internal static class ServerSampleTable
{
    public static void Head(Report report, string first) => report.TableHead(
        first, "contestant", "transfers/s", "p50 ms", "p99 ms", "client CPU µs each", "allocated B each", "WAL B each", "disk B each", "transfers per commit");

    public static void Row(Report report, string first, string contestant, IReadOnlyList<Sample> samples)
    {
        string[] cells =
        [
            first, contestant, Show(sample => sample.PerSecond, "N0"), Show(sample => sample.Median, "N2"), Show(sample => sample.P99, "N2"),
            Show(sample => sample.CpuMicrosPerTransfer, "N2"), Show(sample => sample.AllocatedPerTransfer, "N0"),
            Show(sample => sample.LogBytesPerTransfer, "N0"), Show(sample => sample.DiskBytesPerTransfer, "N0"), Show(sample => sample.GroupLength, "N1"),
        ];
        report.Line($"| {string.Join(" | ", cells)} |");

        string Show(Func<Sample, double> what, string format) => Median.Of(samples, what).ToString(format, CultureInfo.InvariantCulture);
    }
}
