using System.Diagnostics;

namespace WalletCore.Load.Measuring;

/// <summary>So many callers, each of whom waits for its own transfer before it asks for the next, for a while.</summary>
/// <remarks>
/// Latencies are counted by thread, and dice are a thread's, too: with hundreds of callers a histogram and dice for each would be tens of megabytes that are
/// never in the processor's caches when they are wanted, which cost a microsecond a transfer.
/// </remarks>
internal static class Crowd
{
    private static int _runs;

    /// <summary>Runs the crowd. What is asked of the contestant are transfers with keys that were never used before.</summary>
    public static async Task<Sample> RunAsync(IContestant contestant, Traffic traffic, int callers, double seconds)
    {
        var run = Interlocked.Increment(ref _runs);
        using var histograms = new ThreadLocal<LatencyHistogram>(static () => new LatencyHistogram(), trackAllValues: true);
        var counts = new long[callers];
        var meter = Meter.Start();
        var end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        var tasks = new Task[callers];
        for (var i = 0; i < callers; i++)
        {
            var caller = i;
            tasks[i] = Task.Run(() => CallAsync(caller));
        }

        await Task.WhenAll(tasks);
        var all = new LatencyHistogram();
        foreach (var histogram in histograms.Values)
        {
            all.Add(histogram);
        }

        return meter.Stop(counts.Sum(), all);

        async Task CallAsync(int caller)
        {
            long n = 0;
            for (var began = Stopwatch.GetTimestamp(); began < end;)
            {
                await contestant.TransferAsync(traffic.Next(Random.Shared), $"r{run}-{caller}-{n}");
                n++;
                var now = Stopwatch.GetTimestamp();
                histograms.Value!.Record((long)Stopwatch.GetElapsedTime(began, now).TotalNanoseconds);
                began = now;
            }

            counts[caller] = n;
        }
    }
}
