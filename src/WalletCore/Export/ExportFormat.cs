namespace WalletCore;

/// <summary>The constants of an export file; docs/reference/export-format.md says the same to the byte.</summary>
internal static class ExportFormat
{
    /// <summary>A frame's kind, compression, number, stored length and plain length.</summary>
    public const int FrameHeaderLength = 1 + 1 + 8 + 4 + 4;

    /// <summary>The SHA-256 that ends a frame.</summary>
    public const int DigestLength = 32;

    /// <summary>The longest payload, stored or plain. Chunks close long before; only a single huge commit comes near.</summary>
    public const int PayloadLengthMax = 1 << 30;

    /// <summary>A chunk closes once it has so many bytes.</summary>
    public const int ChunkLength = 1 << 20;

    /// <summary>A chunk closes before a commit that would give it more transactions; one commit is never split.</summary>
    public const int ChunkTransactionsMax = 8_192;

    /// <summary>
    /// What a file begins with: a byte that no text has, four letters, the two line ends and the end-of-file mark that text-mode transfers
    /// damage, and the version of the format.
    /// </summary>
    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'W', (byte)'L', (byte)'X', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A, 1];
}

/// <summary>What a frame is.</summary>
internal enum FrameKind : byte
{
    Header = (byte)'H',
    Chunk = (byte)'C',
    Trailer = (byte)'T',
}

/// <summary>What a record of a chunk is.</summary>
internal enum RecordKind : byte
{
    Rule = (byte)'r',
    Wallet = (byte)'w',
    Account = (byte)'a',
    Commit = (byte)'c',
    Answer = (byte)'n',
    Freeze = (byte)'f',
    Refund = (byte)'d',
    Usage = (byte)'u',
}
