using WalletCore.Load.Measuring;
using WalletCore.Load.Reporting;

namespace WalletCore.Load.Scenarios;

/// <summary>The rounds of the processes scenario with one traffic at one number of callers, and what is asked of them.</summary>
internal sealed class ProcessesSamples(Traffic traffic)
{
    private const double TogetherShareMin = 0.9;

    public Traffic Traffic { get; } = traffic;

    /// <summary>One process on a ledger that never had company.</summary>
    public List<Sample> Alone { get; } = [];

    /// <summary>One process on the ledger of the two, while the other is idle.</summary>
    public List<Sample> OneOfTwo { get; } = [];

    /// <summary>A second process beside the first, with as many callers again.</summary>
    public List<Sample> Together { get; } = [];

    /// <summary>Two processes that share the callers of one.</summary>
    public List<Sample> Halves { get; } = [];

    public void Show(Report report, int callers)
    {
        var first = FormattableString.Invariant($"{callers}");
        ServerSampleTable.Row(report, first, "one process that never had company", Alone);
        ServerSampleTable.Row(report, first, "one of two processes, the other idle", OneOfTwo);
        ServerSampleTable.Row(report, first, "**two processes**, as many callers each", Together);
        ServerSampleTable.Row(report, first, "**two processes**, half the callers each", Halves);
    }

    public void Judge(Report report, int callers)
    {
        var together = Compare(Together, OneOfTwo);
        report.Target(
            $"{callers} callers in each of two processes: at least {TogetherShareMin} of one",
            together.Middle >= TogetherShareMin,
            $"{together}; {Compare(Together, Alone)} of one that never had company; the slower process had {100 * Median.Of(Together, sample => sample.SmallerShare):0} %");
    }

    /// <summary>What a host's callers lose who are spread over two processes: there are twice as many commits then, so nothing is asked of it.</summary>
    public void Tell(Report report, int callers) => report.Line(
        $"- {callers} callers shared by two processes: {Compare(Halves, OneOfTwo)} of one, {Compare(Halves, Alone)} of one that never had company");

    private static MedianOfRounds Compare(List<Sample> samples, List<Sample> baseline) => Median.OfRatios(samples, baseline, sample => sample.PerSecond);
}
