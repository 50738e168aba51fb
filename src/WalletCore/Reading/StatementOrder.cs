namespace WalletCore;

/// <summary>Which way a statement runs. The order is always that of recording, whatever the business dates.</summary>
public enum StatementOrder
{
    /// <summary>The newest entry first.</summary>
    NewestFirst = 0,

    /// <summary>The oldest entry first.</summary>
    OldestFirst = 1,
}
