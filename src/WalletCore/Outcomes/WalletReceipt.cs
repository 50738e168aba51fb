namespace WalletCore;

/// <summary>The receipt of a command about a wallet itself.</summary>
public sealed class WalletReceipt : Receipt
{
    internal WalletReceipt(in ReceiptFacts facts, Wallet wallet, bool alreadyOpen = false)
        : base(facts)
    {
        Wallet = wallet;
        AlreadyOpen = alreadyOpen;
    }

    /// <summary>The wallet as this transaction left it.</summary>
    public Wallet Wallet { get; }

    /// <summary>The wallet's id.</summary>
    public WalletId Id => Wallet.Id;

    /// <summary>
    /// For opening, and for adding an account: it was there before, and the wallet is returned as it stands. Without a key nothing was posted,
    /// and the receipt names no transaction; with one an event was, which keeps the key's answer.
    /// </summary>
    public bool AlreadyOpen { get; }
}
