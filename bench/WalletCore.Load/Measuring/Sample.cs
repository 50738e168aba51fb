namespace WalletCore.Load.Measuring;

/// <summary>What one measurement of one contestant showed.</summary>
/// <param name="Count">Transfers done.</param>
/// <param name="Seconds">Wall-clock time.</param>
/// <param name="Median">Latency that half of the transfers stayed within, in milliseconds; NaN when nobody waited for single ones.</param>
/// <param name="P99">Latency that 99 % of the transfers stayed within, in milliseconds.</param>
/// <param name="CpuSeconds">Processor time of the whole process.</param>
/// <param name="Allocated">Bytes allocated by the whole process.</param>
internal sealed record Sample(long Count, double Seconds, double Median, double P99, double CpuSeconds, long Allocated)
{
    /// <summary>Bytes that the contestant's file grew by; zero when it has none.</summary>
    public long DiskBytes { get; init; }

    /// <summary>Bytes of write-ahead log that a server wrote; zero where there is none.</summary>
    public long LogBytes { get; init; }

    /// <summary>The share of the process that got less done, where two worked together.</summary>
    public double SmallerShare { get; init; } = double.NaN;

    /// <summary>Transfers per commit; 1 when each commits alone.</summary>
    public double GroupLength { get; init; } = 1;

    public double PerSecond => Count / Seconds;

    public double CpuMicrosPerTransfer => CpuSeconds * 1e6 / Count;

    public double AllocatedPerTransfer => (double)Allocated / Count;

    public double LogBytesPerTransfer => (double)LogBytes / Count;

    public double DiskBytesPerTransfer => (double)DiskBytes / Count;
}
