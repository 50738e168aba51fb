using System.Runtime;
using System.Runtime.InteropServices;
using WalletCore.Load.Contestants;
using WalletCore.Load.Measuring;

namespace WalletCore.Load.Reporting;

/// <summary>What the numbers were measured on. A number without its machine says nothing.</summary>
internal static class Machine
{
    private const double DiskSeconds = 0.5;

    public static void Describe(Report report, Settings settings)
    {
        var (median, p99) = Disk.SyncLatency(settings.Folder, Disk.PageBytes, DiskSeconds);
        report.Line();
        report.Line($"- CPU: {CpuModel()}, {Environment.ProcessorCount} cores usable by the process");
        report.Line($"- memory: {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 20):N0} MiB; load average before the run: {LoadAverage()}");
        report.Line($"- OS: {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}");
        report.Line($"- {RuntimeInformation.FrameworkDescription}, {(GCSettings.IsServerGC ? "server" : "workstation")} garbage collector");
        report.Line($"- SQLite {SqliteFile.VersionText()}");
        report.Line($"- disk: fdatasync of a 4 KiB append takes {median:N0} µs (median), {p99:N0} µs (99 %)");
        report.Line($"- {settings.Rounds} rounds of {settings.Seconds:0.#} s each, contestants taking turns; medians, and ratios within a round");
    }

    private static string CpuModel()
    {
        const string info = "/proc/cpuinfo";
        var line = File.Exists(info) ? File.ReadLines(info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string LoadAverage()
    {
        const string info = "/proc/loadavg";
        return File.Exists(info) ? File.ReadAllText(info).Split(' ')[0] : "unknown";
    }
}
