namespace WalletCore.Sqlite.Keys;

/// <summary>
/// A set of hashes that may say yes wrongly and never no: a Bloom filter whose bits for one hash lie in one line of the processor's cache
/// (Putze, Sanders, Singler: Cache-, Hash- and Space-Efficient Bloom Filters, 2007). With two bytes a hash it is wrong less than once in a hundred times.
/// Used by one caller at a time.
/// </summary>
internal sealed class HashFilter
{
    public const int BytesPerHash = 2;

    private const int WordsPerBlock = 8;
    private const int BitsPerHash = 6;
    private const int BitNumberLength = 9;

    private readonly ulong[] _words;
    private readonly ulong _blocks;

    public HashFilter(long capacity)
    {
        Capacity = capacity;
        _blocks = (ulong)Math.Max(1, capacity * BytesPerHash / (WordsPerBlock * sizeof(ulong)));
        _words = new ulong[_blocks * WordsPerBlock];
    }

    /// <summary>For how many hashes it is large enough.</summary>
    public long Capacity { get; }

    /// <summary>How many hashes were added.</summary>
    public long Count { get; private set; }

    public void Add(long hash)
    {
        var block = BlockOf(hash);
        var bits = BitsOf(hash);
        for (var i = 0; i < BitsPerHash; i++, bits >>= BitNumberLength)
        {
            block[(int)((bits >> 6) & (WordsPerBlock - 1))] |= 1UL << (int)(bits & 63);
        }

        Count++;
    }

    public bool MayHold(long hash)
    {
        var block = BlockOf(hash);
        var bits = BitsOf(hash);
        for (var i = 0; i < BitsPerHash; i++, bits >>= BitNumberLength)
        {
            if ((block[(int)((bits >> 6) & (WordsPerBlock - 1))] & (1UL << (int)(bits & 63))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    // The upper half of a product spreads the hashes evenly over the blocks; another product's bits choose within one.
    private Span<ulong> BlockOf(long hash) => _words.AsSpan((int)Math.BigMul(unchecked((ulong)hash), _blocks, out _) * WordsPerBlock, WordsPerBlock);

    private static ulong BitsOf(long hash) => unchecked((ulong)hash * 0x9E37_79B9_7F4A_7C15);
}
