namespace WalletCore;

/// <summary>The five classes of accounts of double-entry bookkeeping. A wallet's account is a <see cref="Liability"/>.</summary>
public enum AccountClass
{
    /// <summary>What the host owns or is owed; a debit increases it.</summary>
    Asset = 1,

    /// <summary>What the host owes, wallets among it; a credit increases it.</summary>
    Liability = 2,

    /// <summary>The owners' share; a credit increases it.</summary>
    Equity = 3,

    /// <summary>Income such as fees; a credit increases it.</summary>
    Revenue = 4,

    /// <summary>Cost such as promotions; a debit increases it.</summary>
    Expense = 5,
}
