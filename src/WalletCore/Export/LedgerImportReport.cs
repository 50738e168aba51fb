namespace WalletCore;

/// <summary>What was imported.</summary>
public sealed record LedgerImportReport
{
    /// <summary>The ledger's id, the same as where it was exported.</summary>
    public required LedgerId LedgerId { get; init; }

    /// <summary>The name under which it can be opened.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands, the same as where it was exported.</summary>
    public required LedgerPosition Position { get; init; }

    /// <summary>How many chunks the file had.</summary>
    public required long ChunkCount { get; init; }
}
