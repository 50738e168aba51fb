namespace WalletCore.Storage.InMemory;

/// <summary>The extras of a transaction that has more than a reference.</summary>
internal sealed class TransactionDetails : TransactionExtras
{
    public long Original { get; init; }

    public long Freeze { get; init; }

    public long Wallet { get; init; }

    public TransactionNotes? Notes { get; init; }

    public string? Changes { get; init; }

    /// <summary>The amount, which may not fit the header.</summary>
    public Int128 AmountMinor { get; init; }

    /// <summary>The newest earlier transaction with the same original, or zero. Written before the head covers this one.</summary>
    public long PreviousOfOriginal { get; set; }
}
