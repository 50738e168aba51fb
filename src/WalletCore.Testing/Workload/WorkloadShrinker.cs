namespace WalletCore.Testing;

/// <summary>Makes a broken history short: takes steps out and halves amounts for as long as it still breaks.</summary>
internal static class WorkloadShrinker
{
    /// <summary>How many steps all attempts together may run.</summary>
    private const int StepsMax = 20_000;

    public static async Task<(IReadOnlyList<Step> Steps, string Difference)> ShrinkAsync(
        IReadOnlyList<Step> broken, string difference, Func<IReadOnlyList<Step>, Task<string?>> find)
    {
        var current = broken.ToList();
        var steps = current.Count;
        if (await find(current) is not { } again)
        {
            return (current, difference + "\n(It did not happen again when the same steps were run alone.)");
        }

        difference = again;
        for (var size = current.Count / 2; size >= 1; size /= 2)
        {
            for (var from = 0; from + size <= current.Count && steps < StepsMax;)
            {
                var fewer = current.Where((_, index) => index < from || index >= from + size).ToList();
                steps += fewer.Count;
                if (await find(fewer) is { } found)
                {
                    (current, difference) = (fewer, found);
                }
                else
                {
                    from += size;
                }
            }
        }

        for (var i = 0; i < current.Count; i++)
        {
            while (current[i].Amount is > 1 && steps < StepsMax)
            {
                steps += current.Count;
                var smaller = current.ToList();
                smaller[i] = current[i] with { Amount = current[i].Amount / 2 };
                if (await find(smaller) is not { } found)
                {
                    break;
                }

                (current, difference) = (smaller, found);
            }
        }

        return (current, difference);
    }
}
