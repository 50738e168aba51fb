namespace WalletCore.Storage.InMemory;

/// <summary>
/// Rows numbered from 1 that never change once they are visible. Rows live in chunks that are never moved, so growing costs no copy of the
/// whole and the journal never sits twice in memory.
/// </summary>
/// <remarks>
/// One writer appends. Others may read without a lock every row whose ordinal they learned from the ledger's head: the head moves only
/// after its rows and their directory were written.
/// </remarks>
internal sealed class AppendList<T>
{
    /// <summary>Rows in a chunk: large enough that directory and headers vanish beside the rows, and that chunks of structs are never compacted.</summary>
    public const int ChunkRows = 1 << ChunkShift;

    private const int ChunkShift = 13;
    private const int ChunkMask = ChunkRows - 1;
    private const int FirstChunkRowsMin = 16;

    private T[][] _chunks = [];

    /// <summary>A visible row.</summary>
    public ref readonly T this[long ordinal]
    {
        get
        {
            var index = ordinal - 1;
            return ref Volatile.Read(ref _chunks)[index >> ChunkShift][index & ChunkMask];
        }
    }

    /// <summary>The place of the next row, or of one that a failed commit left behind.</summary>
    public ref T Place(long ordinal)
    {
        var index = ordinal - 1;
        var chunk = (int)(index >> ChunkShift);
        var offset = (int)(index & ChunkMask);
        if (chunk == _chunks.Length)
        {
            AddChunk();
        }

        if (offset >= _chunks[chunk].Length)
        {
            WidenFirstChunk();
        }

        return ref _chunks[chunk][offset];
    }

    private void AddChunk()
    {
        var chunks = new T[_chunks.Length + 1][];
        _chunks.CopyTo(chunks, 0);
        chunks[^1] = new T[_chunks.Length == 0 ? FirstChunkRowsMin : ChunkRows];
        Volatile.Write(ref _chunks, chunks);
    }

    // A store may hold thousands of small ledgers, so the first chunk starts small. A reader that still holds the narrow one sees the same
    // rows in it.
    private void WidenFirstChunk()
    {
        var wide = new T[_chunks[0].Length * 2];
        _chunks[0].CopyTo(wide, 0);
        Volatile.Write(ref _chunks[0], wide);
    }
}
