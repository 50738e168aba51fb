namespace WalletCore;

/// <summary>The side of an entry.</summary>
public enum Side
{
    /// <summary>The left side: increases assets and expenses, decreases the rest.</summary>
    Debit = 0,

    /// <summary>The right side: increases liabilities, equity and revenue, decreases the rest.</summary>
    Credit = 1,
}
