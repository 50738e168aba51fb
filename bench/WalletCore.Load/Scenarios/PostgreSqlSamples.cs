using System.Globalization;
using WalletCore.Load.Measuring;
using WalletCore.Load.Reporting;

namespace WalletCore.Load.Scenarios;

/// <summary>The rounds of the PostgreSQL scenario with one traffic at one number of callers, and what is asked of them.</summary>
internal sealed class PostgreSqlSamples(Traffic traffic)
{
    private const double GroupShareMin = 0.7;
    private const double TwoProcessesShareMin = 0.9;
    private const double HotShareMin = 0.9;
    private const int PerSecondMin = 35_000;

    /// <summary>How often in a round one process and two are compared: what is between them is less than what is between two turns of the same one.</summary>
    public const int PairsInRound = 3;

    public Traffic Traffic { get; } = traffic;

    public List<Sample> Library { get; } = [];

    /// <summary>One process on the tables of the two.</summary>
    public List<Sample> OneOfTwo { get; } = [];

    /// <summary>Two processes that share the callers of one.</summary>
    public List<Sample> TwoHalves { get; } = [];

    /// <summary>A second process beside the first, with as many callers again.</summary>
    public List<Sample> TwoProcesses { get; } = [];

    public List<Sample> Group { get; } = [];

    public List<Sample> Pipelined { get; } = [];

    public List<Sample> ForUpdate { get; } = [];

    public void Show(Report report, int callers)
    {
        var first = FormattableString.Invariant($"{callers}");
        ServerSampleTable.Row(report, first, "**WalletCore**", Library);
        if (TwoProcesses.Count > 0)
        {
            ServerSampleTable.Row(report, first, "**one of two processes**, the other idle", OneOfTwo);
            ServerSampleTable.Row(report, first, "**two processes**, half the callers each", TwoHalves);
            ServerSampleTable.Row(report, first, "**two processes**, as many callers each", TwoProcesses);
        }

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

        if (TwoProcesses.Count > 0)
        {
            JudgeTogether(report, TwoProcesses, $"{callers} callers in each of two processes");
            JudgeTogether(report, TwoHalves, $"{callers} callers shared by two processes");
        }

        if (Traffic.IsHot)
        {
            var hot = Median.Ratio(Library, uniform.Library, sample => sample.PerSecond);
            report.Target($"{callers} callers: the hot wallet at least {HotShareMin} of uniform", hot >= HotShareMin, $"{hot:0.00}");
        }

        double Ratio(IReadOnlyList<Sample> baseline) => Median.Ratio(Library, baseline, sample => sample.PerSecond);
    }

    private void JudgeTogether(Report report, List<Sample> samples, FormattableString who)
    {
        var together = Median.Ratio(samples, OneOfTwo, sample => sample.PerSecond);
        var ofLone = Median.Ratio(samples, Library, sample => sample.PerSecond);
        var share = Median.Of(samples, sample => sample.SmallerShare);
        report.Target(
            $"{who.ToString(CultureInfo.InvariantCulture)}: at least {TwoProcessesShareMin} of one",
            together >= TwoProcessesShareMin,
            $"{together:0.00} ({ofLone:0.00} of one that never had company), of which the slower process had {100 * share:0} %");
    }
}
