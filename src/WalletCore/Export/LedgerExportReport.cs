namespace WalletCore;

/// <summary>What was exported.</summary>
public sealed record LedgerExportReport
{
    /// <summary>The ledger's id, which the imported ledger bears too.</summary>
    public required LedgerId LedgerId { get; init; }

    /// <summary>The ledger's name.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Where the ledger stood. As long as the source still stands there nothing was written to it since; given to the import as
    /// <see cref="LedgerImportOptions.ExpectedPosition"/> it makes sure that this very history arrives.
    /// </summary>
    public required LedgerPosition Position { get; init; }

    /// <summary>How many chunks the file has.</summary>
    public required long ChunkCount { get; init; }

    /// <summary>How many bytes the file has.</summary>
    public required long ByteCount { get; init; }
}
