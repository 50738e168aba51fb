using WalletCore.Load.Measuring;
using WalletCore.Load.Reporting;

namespace WalletCore.Load.Scenarios;

/// <summary>The rounds of the SQLite scenario at one number of callers, and what is asked of them.</summary>
internal sealed class SqliteSamples
{
    private const double FloorShareMin = 0.7;
    private const double P99MillisecondsMax = 5;

    public List<Sample> Library { get; } = [];

    public List<Sample> Floor { get; } = [];

    public List<Sample> Plain { get; } = [];

    public List<Sample> EntityFramework { get; } = [];

    public void Show(Report report, int callers)
    {
        var first = FormattableString.Invariant($"{callers}");
        SampleTable.Row(report, first, "**WalletCore**", Library);
        SampleTable.Row(report, first, "floor: the same rows by hand", Floor);
        SampleTable.Row(report, first, "plain commands", Plain);
        SampleTable.Row(report, first, "EF Core", EntityFramework);
    }

    public void Judge(Report report, int callers)
    {
        var floor = Median.Ratio(Library, Floor, sample => sample.PerSecond);
        var plain = Median.Ratio(Library, Plain, sample => sample.PerSecond);
        var entityFramework = Median.Ratio(Library, EntityFramework, sample => sample.PerSecond);
        report.Target($"{callers} callers: at least {FloorShareMin} of the floor", floor >= FloorShareMin, $"{floor:0.00}");
        switch (callers)
        {
            case 1:
                report.Target($"1 caller: no slower than plain commands", plain >= 1, $"× {plain:0.00}");
                break;
            case 64:
                var p99 = Median.Of(Library, sample => sample.P99);
                report.Target($"64 callers: 10 times plain commands", plain >= 10, $"× {plain:0.0}");
                report.Target($"64 callers: 30 times EF Core", entityFramework >= 30, $"× {entityFramework:0.0}");
                report.Target($"64 callers: 99 % within {P99MillisecondsMax} ms", p99 < P99MillisecondsMax, $"{p99:0.00} ms");
                break;
            case 512:
                report.Target($"512 callers: 16 times plain commands", plain >= 16, $"× {plain:0.0}");
                break;
        }
    }
}
