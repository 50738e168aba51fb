namespace WalletCore.Storage.InMemory;

/// <summary>The extras of a transaction that has more than a reference, or numbers that do not fit its header.</summary>
internal sealed class TransactionDetails : TransactionExtras
{
    public long Original { get; init; }

    public long Freeze { get; init; }

    public long Wallet { get; init; }

    public TransactionNotes? Notes { get; init; }

    public string? Changes { get; init; }

    // These may not fit the header, so here they are whole.
    public Int128 AmountMinor { get; init; }

    public UInt128 Fields { get; init; }

    public int PostingCount { get; init; }

    public int Rule { get; init; }

    /// <summary>The newest earlier transaction with the same original, or zero. Written before the head covers this one.</summary>
    public long PreviousOfOriginal { get; set; }
}
