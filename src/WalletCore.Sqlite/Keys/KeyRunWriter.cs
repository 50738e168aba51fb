using System.Numerics;
using System.Runtime.InteropServices;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Keys;

/// <summary>Appends runs of keys, as part of a commit.</summary>
internal static class KeyRunWriter
{
    /// <summary>
    /// A segment has at least so many keys on average, and fewer than twice as many: half a KiB to one, several of which fill a page well. One is read to find a key.
    /// </summary>
    public const int KeysPerSegment = 32;

    /// <summary>The runs of every level have ids of their own, in which they are appended one after another.</summary>
    private const int LevelBits = 5;

    /// <summary>Begins a run of so many keys after those that the ledger has.</summary>
    public static KeyRunRow Begin(List<KeyRunRow> runs, int level, long keys)
    {
        var start = (long)Math.Min(level, KeyRunRow.LevelMax) << (LedgerScope.OrdinalBits - LevelBits);
        var (number, first) = (1L, start + 1);
        foreach (var run in runs)
        {
            number = Math.Max(number, run.Number + 1);
            if (run.First >> (LedgerScope.OrdinalBits - LevelBits) == start >> (LedgerScope.OrdinalBits - LevelBits))
            {
                first = Math.Max(first, run.First + run.Segments);
            }
        }

        var bits = Math.Min(KeyRunRow.BitsMax, BitOperations.Log2((ulong)Math.Max(1, keys / KeysPerSegment)));
        return new KeyRunRow(number, level, first, bits, Written: 0, keys);
    }

    /// <summary>Writes a run of sorted keys in one go.</summary>
    public static void Write(TableSet tables, LedgerScope scope, KeyBatch keys)
    {
        var run = Begin(tables.KeyRuns.List(scope), level: 0, keys.Count);
        WriteSegments(tables, scope, run, keys);
        tables.KeyRuns.Put(scope, run with { Written = run.Segments });
    }

    /// <summary>Writes sorted keys, which are all that some segments of the run have.</summary>
    public static void WriteSegments(TableSet tables, LedgerScope scope, KeyRunRow run, KeyBatch keys)
    {
        var (hashes, targets) = (keys.Hashes, keys.Targets);
        var segments = new List<KeySegment>();
        for (var from = 0; from < hashes.Length;)
        {
            var segment = run.SegmentOf(hashes.Span[from]);
            var to = from + 1;
            while (to < hashes.Length && run.SegmentOf(hashes.Span[to]) == segment)
            {
                to++;
            }

            segments.Add(new KeySegment(run.First + segment, hashes[from..to], targets[from..to]));
            from = to;
        }

        tables.KeySegments.Add(scope, CollectionsMarshal.AsSpan(segments));
    }
}
