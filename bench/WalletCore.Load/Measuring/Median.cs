namespace WalletCore.Load.Measuring;

/// <summary>Takes the middle of several rounds: one disturbed round does not move it.</summary>
internal static class Median
{
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public static double Of(IEnumerable<Sample> samples, Func<Sample, double> what) => Of(samples.Select(what));

    /// <summary>The median over the rounds of one contestant's number divided by the other's in the same round.</summary>
    public static double Ratio(IReadOnlyList<Sample> samples, IReadOnlyList<Sample> baseline, Func<Sample, double> what) =>
        Of(samples.Zip(baseline, (sample, other) => what(sample) / what(other)));
}
