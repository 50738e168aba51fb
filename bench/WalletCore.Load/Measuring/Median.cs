using System.Globalization;

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
    /// <remarks>
    /// Between which two of n values in order the median of all there could have been lies in 95 of 100 cases: those whose places are about √n away from the middle (W. J. Conover,
    /// Practical Nonparametric Statistics, 3rd edition, section 3.2, with the normal approximation). With fewer than six it is not known, and all of them are the range.
    /// </remarks>
    public static MedianOfRounds OfRatios(IReadOnlyList<Sample> samples, IReadOnlyList<Sample> baseline, Func<Sample, double> what)
    {
        double[] sorted = [.. samples.Zip(baseline, (one, other) => what(one) / what(other)).Order()];
        var outside = Math.Max(0, (int)((sorted.Length - (1.96 * Math.Sqrt(sorted.Length))) / 2));
        return new MedianOfRounds(Of(sorted), sorted[outside], sorted[^(outside + 1)]);
    }

    private static double Of(double[] sorted)
    {
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

/// <summary>A median, and between what it would have come out in 95 of 100 runs.</summary>
internal readonly record struct MedianOfRounds(double Middle, double Low, double High)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Middle:0.00} ({Low:0.00}-{High:0.00})");
}
