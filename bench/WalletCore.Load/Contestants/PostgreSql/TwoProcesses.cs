using WalletCore.Load.Measuring;

namespace WalletCore.Load.Contestants.PostgreSql;

/// <summary>This process and a copy of it on one ledger.</summary>
internal sealed class TwoProcesses : IDisposable
{
    private readonly MeasuredLedger _ledger;
    private readonly Peer _peer;

    private TwoProcesses(MeasuredLedger ledger, Peer peer) => (_ledger, _peer) = (ledger, peer);

    public static async Task<TwoProcesses> StartAsync(MeasuredLedger ledger, int wallets) =>
        new(ledger, await Peer.StartAsync(ledger.Database.ConnectionString, wallets));

    /// <summary>So many callers in each: what both did together, with the latencies of the slower one.</summary>
    public Task<Sample> RunAsync(Traffic traffic, int callersEach, double seconds) => _ledger.MeasureAsync(() => TogetherAsync(traffic, callersEach, seconds));

    public void Dispose() => _peer.Dispose();

    private async Task<Sample> TogetherAsync(Traffic traffic, int callersEach, double seconds)
    {
        var otherRuns = _peer.RunAsync(traffic, callersEach, seconds);
        var own = await Crowd.RunAsync(_ledger.Ledger, traffic, callersEach, seconds);
        var other = await otherRuns;
        return new Sample(
            own.Count + other.Count,
            Math.Max(own.Seconds, other.Seconds),
            Math.Max(own.Median, other.Median),
            Math.Max(own.P99, other.P99),
            own.CpuSeconds + other.CpuSeconds,
            own.Allocated + other.Allocated)
        {
            SmallerShare = (double)Math.Min(own.Count, other.Count) / (own.Count + other.Count),
        };
    }
}
