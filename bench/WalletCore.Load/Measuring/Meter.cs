using System.Diagnostics;

namespace WalletCore.Load.Measuring;

/// <summary>Reads the process's clocks and counters at the beginning and the end of a measurement.</summary>
internal sealed class Meter
{
    private readonly long _allocated;
    private readonly TimeSpan _cpu;
    private readonly long _started;

    private Meter()
    {
        _cpu = Environment.CpuUsage.TotalTime;
        _allocated = GC.GetTotalAllocatedBytes(precise: true);
        _started = Stopwatch.GetTimestamp();
    }

    /// <summary>Collects what earlier measurements left behind, and starts.</summary>
    public static Meter Start()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return new Meter();
    }

    public Sample Stop(long count, LatencyHistogram? latencies = null)
    {
        var seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - _allocated;
        var cpu = (Environment.CpuUsage.TotalTime - _cpu).TotalSeconds;
        return new Sample(
            count, seconds, (latencies?.Percentile(0.5) ?? double.NaN) / 1e6, (latencies?.Percentile(0.99) ?? double.NaN) / 1e6, cpu, allocated);
    }
}
