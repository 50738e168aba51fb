namespace WalletCore.Rules;

/// <summary>What the state of wallets lets through.</summary>
internal static class StateRules
{
    /// <summary>Refused when the wallet is closed, or frozen for any of these sides.</summary>
    public static Refusal? Check(string party, CachedWallet wallet, RestrictedSides sides) =>
        CheckOpen(party, wallet) ?? CheckSides(party, wallet, sides);

    /// <summary>Refused when the wallet is closed.</summary>
    public static Refusal? CheckOpen(string party, CachedWallet wallet) =>
        wallet.IsClosed ? Refusals.WalletClosed(party) : null;

    /// <summary>Refused when the wallet is frozen for any of these sides.</summary>
    public static Refusal? CheckSides(string party, CachedWallet wallet, RestrictedSides sides) =>
        (wallet.Sides & sides) != RestrictedSides.None ? Refusals.WalletFrozen(party, wallet) : null;
}
