using System.Diagnostics;

namespace WalletCore.Crash.App;

/// <summary>
/// So many operations of all kinds, then a verification. Says as it goes how many are done and what memory that takes:
/// <c>memory operations working-set-MiB heap-MiB seconds</c>, at last <c>verified transactions findings</c>.
/// </summary>
internal static class Soak
{
    public const string MemoryLine = "memory";
    public const string VerifiedLine = "verified";
    public const int SampleCount = 20;

    private const int CallerCount = 256;

    public static async Task RunAsync(string file, int operations, int seed, Acknowledgements output, CancellationToken stop)
    {
        await using var store = WorkloadStore.Open(file, Mode.Soak);
        await using var ledger = await Ledger.OpenAsync(store, SoakCaller.Options, CancellationToken.None);
        await SoakCaller.OpenWalletsAsync(ledger, CallerCount);
        output.WriteLine(Workload.Ready);

        var since = Stopwatch.GetTimestamp();
        var counter = new SoakCounter(operations, done => Sample(output, done, since));
        await Task.WhenAll(Enumerable.Range(0, CallerCount).Select(i => new SoakCaller(ledger, i, seed + i, counter).RunAsync(stop)));

        var report = await ledger.VerifyAsync(null, CancellationToken.None);
        Sample(output, counter.Done, since);
        var balance = await ledger.Reader.GetTrialBalanceAsync(CancellationToken.None);
        output.WriteLine(FormattableString.Invariant($"{VerifiedLine} {report.LastSequence} {report.Findings.Count + (balance.IsBalanced ? 0 : 1)}"));
        foreach (var finding in report.Findings)
        {
            output.WriteLine(finding.ToString());
        }
    }

    private static void Sample(Acknowledgements output, long done, long since) => output.WriteLine(FormattableString.Invariant(
        $"{MemoryLine} {done} {Environment.WorkingSet >> 20} {GC.GetTotalMemory(false) >> 20} {Stopwatch.GetElapsedTime(since).TotalSeconds:F0}"));
}

/// <summary>Counts operations up to so many, and tells when another share of them is done. Thread safe.</summary>
internal sealed class SoakCounter(int operations, Action<long> tell)
{
    private readonly long _share = Math.Max(1, operations / Soak.SampleCount);
    private long _done;

    public long Done => Volatile.Read(ref _done);

    public bool IsEnough => Done >= operations;

    public void Add(int count)
    {
        var done = Interlocked.Add(ref _done, count);
        if (done / _share != (done - count) / _share)
        {
            tell(done);
        }
    }
}
