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

    /// <summary>
    /// The median of one contestant's number divided by the other's in the same round. One of them may have been measured more often than the other, as often in each round.
    /// </summary>
    public static double Ratio(IReadOnlyList<Sample> samples, IReadOnlyList<Sample> baseline, Func<Sample, double> what) =>
        Of(Enumerable.Range(0, Math.Max(samples.Count, baseline.Count)).Select(i => what(At(samples, baseline, i)) / what(At(baseline, samples, i))));

    // The same place, or where there are fewer than of the other the one of that round.
    private static Sample At(IReadOnlyList<Sample> samples, IReadOnlyList<Sample> others, int place) =>
        samples[place * samples.Count / Math.Max(samples.Count, others.Count)];
}
