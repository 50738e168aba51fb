namespace WalletCore.Storage;

/// <summary>A wallet with its accounts.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Accounts">Its accounts in the order of their ordinals.</param>
public sealed record WalletFacts(WalletRow Wallet, IReadOnlyList<AccountFacts> Accounts);
