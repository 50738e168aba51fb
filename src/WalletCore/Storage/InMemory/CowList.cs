namespace WalletCore.Storage.InMemory;

/// <summary>
/// Rows numbered from 1 that change. A snapshot shares their chunks; a shared chunk is copied before its first change, so that taking a
/// snapshot costs a directory and not the rows. Used under the ledger's lock.
/// </summary>
internal sealed class CowList<T>(SnapshotClock clock)
{
    /// <summary>Rows in a chunk: what one change after a snapshot copies at most.</summary>
    public const int ChunkRows = 1 << ChunkShift;

    internal const int ChunkShift = 8;
    internal const int ChunkMask = ChunkRows - 1;
    private const int FirstChunkRowsMin = 8;

    private T[][] _chunks = [];
    private long[] _stamps = [];
    private int _chunkCount;

    /// <summary>The rows as they stand, for use within the lock only.</summary>
    public CowView<T> Live => new(_chunks);

    /// <summary>The rows as they stand now, for a snapshot that the clock was told of.</summary>
    public CowView<T> Freeze() => new((T[][])_chunks.Clone());

    /// <summary>The place of a row that is about to be written: an existing one or the next.</summary>
    public ref T Place(long ordinal)
    {
        var index = ordinal - 1;
        var chunk = (int)(index >> ChunkShift);
        var offset = (int)(index & ChunkMask);
        if (chunk >= _chunkCount)
        {
            AddChunks(chunk + 1);
        }

        if (offset >= _chunks[chunk].Length)
        {
            Replace(chunk, RoomFor(offset));
        }
        else if (clock.IsShared(_stamps[chunk]))
        {
            Replace(chunk, _chunks[chunk].Length);
        }

        return ref _chunks[chunk][offset];
    }

    private static int RoomFor(int offset)
    {
        var rows = FirstChunkRowsMin;
        while (rows <= offset)
        {
            rows *= 2;
        }

        return rows;
    }

    // The directory doubles, so it holds empty places past the last chunk.
    private void AddChunks(int count)
    {
        if (count > _chunks.Length)
        {
            var room = Math.Max(count, _chunks.Length * 2);
            Array.Resize(ref _chunks, room);
            Array.Resize(ref _stamps, room);
        }

        for (; _chunkCount < count; _chunkCount++)
        {
            _chunks[_chunkCount] = new T[_chunkCount == 0 ? FirstChunkRowsMin : ChunkRows];
            _stamps[_chunkCount] = clock.Taken;
        }
    }

    private void Replace(int chunk, int rows)
    {
        var copy = new T[rows];
        _chunks[chunk].CopyTo(copy, 0);
        _chunks[chunk] = copy;
        _stamps[chunk] = clock.Taken;
    }
}
