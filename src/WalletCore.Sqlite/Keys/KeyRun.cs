namespace WalletCore.Sqlite.Keys;

/// <summary>Gathered keys in the order of their hashes, being written to the index slice by slice.</summary>
internal sealed class KeyRun
{
    private readonly long[] _hashes;
    private readonly long[] _targets;

    public KeyRun(long[] hashes, long[] targets, Tables.KeyMark through)
    {
        Array.Sort(hashes, targets);
        _hashes = hashes;
        _targets = targets;
        Through = through;
    }

    /// <summary>Once the run is written, the index has all keys up to here.</summary>
    public Tables.KeyMark Through { get; }

    /// <summary>How many of the run's rows committed slices have written.</summary>
    public int Written { get; set; }

    public int Count => _hashes.Length;

    /// <summary>The hashes of some of its rows.</summary>
    public ReadOnlySpan<long> Hashes(int from, int to) => _hashes.AsSpan(from..to);

    /// <summary>Writes the next rows and answers how many are written then; they count once the transaction is committed.</summary>
    public int WriteSlice(KeyIndex index, int length)
    {
        var end = Math.Min(Count, Written + length);
        index.Put(_hashes.AsSpan(Written..end), _targets.AsSpan(Written..end));
        return end;
    }

    /// <summary>Adds the targets with that hash.</summary>
    public void Collect(long hash, ref CandidateList candidates)
    {
        var at = Array.BinarySearch(_hashes, hash);
        if (at < 0)
        {
            return;
        }

        while (at > 0 && _hashes[at - 1] == hash)
        {
            at--;
        }

        for (; at < _hashes.Length && _hashes[at] == hash; at++)
        {
            candidates.Add(_targets[at]);
        }
    }
}
