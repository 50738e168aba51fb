namespace WalletCore;

/// <summary>How a ledger is exported. Immutable.</summary>
public sealed record LedgerExportOptions
{
    /// <summary>The defaults.</summary>
    public static LedgerExportOptions Default { get; } = new();

    /// <summary>How chunks are compressed; Brotli by default, which about halves the file.</summary>
    public LedgerFileCompression Compression { get; init; } = LedgerFileCompression.Brotli;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Compression))
        {
            throw new ArgumentOutOfRangeException(nameof(Compression), Compression, "There is no such compression.");
        }
    }
}
