namespace WalletCore.Sqlite.Keys;

/// <summary>How much of a merge a commit does: in proportion to its keys, and nothing until that is worth it. Used by one caller at a time.</summary>
internal sealed class MergePace
{
    /// <summary>Enough to look whether there is anything to merge.</summary>
    private const int MergedPerKeyAtFirst = 2;

    /// <summary>
    /// Some ten pages, in half a millisecond. Less at a time would touch the pages at both ends, and the row that says how far the merge has come, more often for a key.
    /// Where runs are shorter than that, so are the slices.
    /// </summary>
    private const int SegmentsMin = 64;

    private int _mergedPerKey = MergedPerKeyAtFirst;
    private long _keys;

    /// <summary>How many segments to merge now that a commit has so many keys more.</summary>
    public long Segments(int keys, int runLength)
    {
        _keys += (long)keys * _mergedPerKey;
        var segments = _keys / Math.Min(KeyRunWriter.KeysPerSegment, runLength);
        if (segments < Math.Clamp(runLength / KeyRunWriter.KeysPerSegment, 1, SegmentsMin))
        {
            return 0;
        }

        _keys = 0;
        return segments;
    }

    /// <summary>Goes on at that pace, so many keys merged for every new one; zero where nothing is left to do.</summary>
    public void Continue(int mergedPerKey) => _mergedPerKey = mergedPerKey;

    /// <summary>There is another run, or it is not known what there is.</summary>
    public void Start() => _mergedPerKey = Math.Max(_mergedPerKey, MergedPerKeyAtFirst);
}
