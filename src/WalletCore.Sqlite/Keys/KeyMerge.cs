using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Keys;

/// <summary>
/// Merges runs of the key index, a piece with every commit: eight of a level become one of the next, so there are a few runs a level, and a key is written
/// again once a level. How far a merge has come is in the file and moves with its rows, so whoever commits next goes on with it, also after a crash.
/// </summary>
internal static class KeyMerge
{
    /// <summary>How many runs become one. Fewer would write keys more often; more would leave more runs to look for a key in.</summary>
    private const int FanIn = 8;

    /// <summary>One would do to merge; the rest is for removal, and for merges that wait for lower ones.</summary>
    private const int MergedPerKeyAndLevel = 2;

    /// <summary>Removing a segment costs a fraction of writing one: most of its pages are freed without being written.</summary>
    private const int RemovalsPerSegment = 4;

    /// <summary>
    /// Does about as much as writing so many segments is. Answers how many keys to merge for every new one from now on, so that no level waits for long; zero where
    /// nothing is left to do.
    /// </summary>
    public static int GoOn(TableSet tables, LedgerScope scope, long segments)
    {
        var pace = 0;
        while (segments > 0)
        {
            var runs = tables.KeyRuns.List(scope);
            if (runs.Find(static run => run.Level == KeyRunRow.Dead) is { Number: > 0 } dead)
            {
                segments -= Remove(tables, scope, dead, segments);
            }
            else if (LowestOutput(runs) is { } output)
            {
                segments -= Merge(tables, scope, runs, output, segments);
            }
            else
            {
                return 0;
            }

            // Every key is merged, and removed where it was, once a level.
            pace = MergedPerKeyAndLevel * (1 + runs.Max(static run => run.Level));
        }

        return pace;
    }

    /// <summary>
    /// The run to go on with or to begin, of the lowest level: short merges do not wait for long ones, so that the runs of a level stay few. There is one merge a
    /// level at a time.
    /// </summary>
    private static KeyRunRow? LowestOutput(List<KeyRunRow> runs)
    {
        var highest = runs.Count == 0 ? 0 : runs.Max(static run => run.Level);
        for (var level = 1; level <= highest + 1; level++)
        {
            if (runs.Find(run => run.IsUnderWay && run.Level == level) is { Number: > 0 } underWay)
            {
                return underWay;
            }

            if (Inputs(runs, level) is { Count: FanIn } inputs)
            {
                return KeyRunWriter.Begin(runs, level, inputs.Sum(static run => run.Keys));
            }
        }

        return null;
    }

    // The oldest of the level below: they stay the oldest until the merge is complete, because there is no other one that takes runs away from there.
    private static List<KeyRunRow> Inputs(List<KeyRunRow> runs, int level) =>
        [.. runs.Where(run => run.IsComplete && run.Level == level - 1).Take(FanIn)];

    private static long Merge(TableSet tables, LedgerScope scope, List<KeyRunRow> runs, KeyRunRow output, long segments)
    {
        var inputs = Inputs(runs, output.Level);
        if (inputs.Count < FanIn)
        {
            throw new FormatException($"Run {output.Number} of the key index is being merged from runs that are not there.");
        }

        var end = Math.Min(output.Segments, output.Written + segments);
        var keys = new KeyBatch((int)Math.Min(int.MaxValue / 2, 2 * KeyRunWriter.KeysPerSegment * (end - output.Written)));
        var (least, greatest) = (output.FirstHash(output.Written), output.LastHash(end - 1));
        foreach (var input in inputs)
        {
            // A segment of the input may reach beyond those of the output.
            tables.KeySegments.Visit(scope, input.First + input.SegmentOf(least), input.First + input.SegmentOf(greatest), (hash, target) =>
            {
                if (hash >= least && hash <= greatest)
                {
                    keys.Add(hash, target);
                }
            });
        }

        keys.Sort(new KeyIndex(tables));
        KeyRunWriter.WriteSegments(tables, scope, output, keys);
        tables.KeyRuns.Put(scope, output with { Written = end });
        if (end == output.Segments)
        {
            inputs.ForEach(input => tables.KeyRuns.Put(scope, input with { Level = KeyRunRow.Dead }));
        }

        return end - output.Written;
    }

    // From the last segment to the first, so that the row says what is left.
    private static long Remove(TableSet tables, LedgerScope scope, KeyRunRow dead, long segments)
    {
        var left = Math.Max(0, dead.Written - (segments * RemovalsPerSegment));
        tables.KeySegments.Delete(scope, dead.First + left, dead.First + dead.Written - 1);
        if (left == 0)
        {
            tables.KeyRuns.Delete(scope, dead);
        }
        else
        {
            tables.KeyRuns.Put(scope, dead with { Written = left });
        }

        return (dead.Written - left) / RemovalsPerSegment;
    }
}
