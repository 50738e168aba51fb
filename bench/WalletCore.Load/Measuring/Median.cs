namespace WalletCore.Load.Measuring;

/// <summary>Takes the middle of several rounds: one disturbed round does not move it.</summary>
internal static class Median
{
    public static double Of(IEnumerable<double> values) => Of(values.Order().ToArray());

    public static double Of(IEnumerable<Sample> samples, Func<Sample, double> what) => Of(samples.Select(what));

    /// <summary>The median of one contestant's number divided by the other's in the same round.</summary>
    public static double Ratio(IReadOnlyList<Sample> samples, IReadOnlyList<Sample> baseline, Func<Sample, double> what) =>
        Of(samples.Zip(baseline, (one, other) => what(one) / what(other)));

    /// <summary>The same, with how far it may be off.</summary>
    public static MedianOfRounds OfRatios(IReadOnlyList<Sample> samples, IReadOnlyList<Sample> baseline, Func<Sample, double> what)
    {
        double[] sorted = [.. samples.Zip(baseline, (one, other) => what(one) / what(other)).Order()];
        var outside = CountOutside(sorted.Length);
        return new MedianOfRounds(Of(sorted), sorted[outside], sorted[^(outside + 1)]);
    }

    /// <summary>
    /// How many values in order may be left out at either end, so that the median of all there could have been lies between the others in at least 95 of 100 cases: each value lies below
    /// it as often as above, so how many do is binomial (W. J. Conover, Practical Nonparametric Statistics, 3rd edition, section 3.2). Of fewer than six none may.
    /// </summary>
    private static int CountOutside(int count)
    {
        var chance = Math.Pow(0.5, count);
        var sum = chance;
        var outside = 0;
        while (true)
        {
            chance = chance * (count - outside) / (outside + 1);
            sum += chance;
            if (sum > 0.025)
            {
                return outside;
            }

            outside++;
        }
    }

    private static double Of(double[] sorted)
    {
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
