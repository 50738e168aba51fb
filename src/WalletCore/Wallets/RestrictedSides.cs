namespace WalletCore;

/// <summary>Which movements a wallet freeze stops.</summary>
[Flags]
public enum RestrictedSides
{
    /// <summary>Nothing is stopped.</summary>
    None = 0,

    /// <summary>Money may not leave: withdrawals, transfers out, new freezes, captures, debit adjustments.</summary>
    Debits = 1,

    /// <summary>Money may not come in: deposits, transfers in, refunds to the wallet, credit adjustments.</summary>
    Credits = 2,

    /// <summary>Neither.</summary>
    Both = Debits | Credits,
}
