using WalletCore.Load.Measuring;
using WalletCore.Load.Reporting;

namespace WalletCore.Load.Scenarios;

/// <summary>The rounds of the PostgreSQL scenario with one traffic at one number of callers, and what is asked of them.</summary>
internal sealed class PostgreSqlSamples(Traffic traffic)
{
    private const double GroupShareMin = 0.7;
    private const double HotShareMin = 0.9;
    private const int PerSecondMin = 35_000;

    public Traffic Traffic { get; } = traffic;

    public List<Sample> Library { get; } = [];

    public List<Sample> Group { get; } = [];

    public List<Sample> Pipelined { get; } = [];

    public List<Sample> ForUpdate { get; } = [];

    public void Show(Report report, int callers)
    {
        var first = FormattableString.Invariant($"{callers}");
        ServerSampleTable.Row(report, first, "**WalletCore**", Library);
        ServerSampleTable.Row(report, first, "group commit by hand", Group);
        ServerSampleTable.Row(report, first, "one pipelined batch a transfer", Pipelined);
        ServerSampleTable.Row(report, first, "FOR UPDATE transaction", ForUpdate);
    }

    /// <param name="report">Where the verdicts go.</param>
    /// <param name="callers">How many there were.</param>
    /// <param name="uniform">What they showed on uniform traffic in the same rounds.</param>
    public void Judge(Report report, int callers, PostgreSqlSamples uniform)
    {
        var group = Ratio(Group);
        if (callers == 1)
        {
            var forUpdate = Ratio(ForUpdate);
            report.Target($"1 caller: no slower than the FOR UPDATE transaction", forUpdate >= 1, $"× {forUpdate:0.00}");
        }
        else if (callers >= 64)
        {
            report.Target($"{callers} callers: at least {GroupShareMin} of the group commit by hand", group >= GroupShareMin, $"{group:0.00}");
        }

        if (callers == 512)
        {
            var perSecond = Median.Of(Library, sample => sample.PerSecond);
            report.Target($"512 callers: at least {PerSecondMin:N0}/s", perSecond >= PerSecondMin, $"{perSecond:N0}/s");
        }

        if (Traffic.IsHot)
        {
            var hot = Median.Ratio(Library, uniform.Library, sample => sample.PerSecond);
            report.Target($"{callers} callers: the hot wallet at least {HotShareMin} of uniform", hot >= HotShareMin, $"{hot:0.00}");
        }

        double Ratio(IReadOnlyList<Sample> baseline) => Median.Ratio(Library, baseline, sample => sample.PerSecond);
    }
}
