using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace WalletCore.Load.Measuring;

/// <summary>How long the disk takes to make an append stay: the price of a commit that no program can avoid.</summary>
internal static partial class Disk
{
    public const int PageBytes = 4096;

    /// <summary>Median and 99th percentile, in microseconds.</summary>
    public static (double Median, double P99) SyncLatency(string folder, int bytes, double seconds)
    {
        var path = Path.Combine(folder, "sync-probe.bin");
        try
        {
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
            var block = new byte[bytes];
            var latencies = new LatencyHistogram();
            var end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
            for (long at = 0; Stopwatch.GetTimestamp() < end; at += bytes)
            {
                var began = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, block, at);
                Sync(file);
                latencies.Record((long)Stopwatch.GetElapsedTime(began).TotalNanoseconds);
            }

            return (latencies.Percentile(0.5) / 1e3, latencies.Percentile(0.99) / 1e3);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Sync(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
        }
        else if (FDataSync(file) != 0)
        {
            throw new IOException($"fdatasync failed with {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FDataSync(SafeFileHandle file);
}
