namespace WalletCore;

/// <summary>Where a wallet stands in its life. Restrictions (a frozen wallet) are listed beside it.</summary>
public enum WalletState
{
    /// <summary>Open: movements are allowed, as far as its restrictions let them.</summary>
    Open = 0,

    /// <summary>Closed: every movement is refused with <c>wallet_closed</c> until it is reopened.</summary>
    Closed = 1,
}
