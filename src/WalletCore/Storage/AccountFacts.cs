namespace WalletCore.Storage;

/// <summary>An account with its balance.</summary>
/// <param name="Account">The account.</param>
/// <param name="Balance">Its balance.</param>
public readonly record struct AccountFacts(AccountRow Account, BalanceRow Balance);
