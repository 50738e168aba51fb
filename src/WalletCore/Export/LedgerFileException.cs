namespace WalletCore;

/// <summary>
/// An export file is not whole and unaltered, not of this format, or not the one that was expected. Nothing of it was imported.
/// </summary>
public sealed class LedgerFileException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="chunk">The chunk at which it was seen; zero for what stands before the first, null where it is about the whole file.</param>
    /// <param name="innerException">What was thrown on reading it.</param>
    public LedgerFileException(string message, long? chunk, Exception? innerException = null)
        : base(message, innerException) => Chunk = chunk;

    /// <summary>
    /// The chunk at which it was seen, from 1; zero for what stands before the first, the number after the last for the trailer, null where it is
    /// about the whole file.
    /// </summary>
    public long? Chunk { get; }
}
