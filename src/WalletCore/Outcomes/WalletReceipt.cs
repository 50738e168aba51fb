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

    /// <summary>For opening: the wallet was there before. It is returned as it stands; nothing was posted, and the receipt names no transaction.</summary>
    public bool AlreadyOpen { get; }
}
