namespace WalletCore;

/// <summary>The receipt of a command about a freeze record.</summary>
public sealed class FreezeReceipt : Receipt
{
    internal FreezeReceipt(in ReceiptFacts facts, FreezeRecord freeze)
        : base(facts) => Freeze = freeze;

    /// <summary>The freeze record as this transaction left it.</summary>
    public FreezeRecord Freeze { get; }

    /// <summary>The freeze record's id.</summary>
    public FreezeId Id => Freeze.Id;
}
