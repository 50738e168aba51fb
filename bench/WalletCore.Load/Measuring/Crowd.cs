using System.Diagnostics;

namespace WalletCore.Load.Measuring;

/// <summary>So many callers, each of whom waits for its own transfer before it asks for the next, for a while.</summary>
internal static class Crowd
{
    private static int _runs;

    /// <summary>Runs the crowd. What is asked of the contestant are transfers with keys that were never used before.</summary>
    public static async Task<Sample> RunAsync(IContestant contestant, Traffic traffic, int callers, double seconds)
    {
        var run = Interlocked.Increment(ref _runs);
        var histograms = new LatencyHistogram[callers];
        var counts = new long[callers];
        var meter = Meter.Start();
        var end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        var tasks = new Task[callers];
        for (var i = 0; i < callers; i++)
        {
            var caller = i;
            histograms[i] = new LatencyHistogram();
            tasks[i] = Task.Run(() => CallAsync(caller));
        }

        await Task.WhenAll(tasks);
        var all = new LatencyHistogram();
        Array.ForEach(histograms, all.Add);
        return meter.Stop(counts.Sum(), all);

        async Task CallAsync(int caller)
        {
            var random = new Random(HashCode.Combine(run, caller));
            var histogram = histograms[caller];
            long n = 0;
            for (var began = Stopwatch.GetTimestamp(); began < end;)
            {
                await contestant.TransferAsync(traffic.Next(random), $"r{run}-{caller}-{n}");
                n++;
                var now = Stopwatch.GetTimestamp();
                histogram.Record((long)Stopwatch.GetElapsedTime(began, now).TotalNanoseconds);
                began = now;
            }

            counts[caller] = n;
        }
    }
}
