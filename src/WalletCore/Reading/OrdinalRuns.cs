namespace WalletCore;

/// <summary>Groups the ordinals of rows into few ranges, so that neighbours are fetched together rather than one by one.</summary>
internal static class OrdinalRuns
{
    /// <summary>How many rows nobody asked for may lie between two of a range: fetching those costs less than another question.</summary>
    private const int GapMax = 8;

    /// <summary>Ranges, each at most <see cref="Limits.PageSizeMax"/> long, that cover all the ordinals.</summary>
    public static List<(long First, int Length)> Of(IEnumerable<long> ordinals)
    {
        var runs = new List<(long First, int Length)>();
        foreach (var ordinal in ordinals.Distinct().Order())
        {
            if (runs.Count > 0)
            {
                var (first, length) = runs[^1];
                if (ordinal - (first + length) <= GapMax && ordinal - first < Limits.PageSizeMax)
                {
                    runs[^1] = (first, (int)(ordinal - first + 1));
                    continue;
                }
            }

            runs.Add((ordinal, 1));
        }

        return runs;
    }
}
