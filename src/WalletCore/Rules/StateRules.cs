namespace WalletCore.Rules;

/// <summary>What the state of wallets lets through.</summary>
internal static class StateRules
{
    /// <summary>Refused when the wallet is closed, or frozen for any of these sides.</summary>
    public static Refusal? Check(string party, CachedWallet wallet, RestrictedSides sides)
    {
        if (wallet.Row.State == WalletState.Closed)
        {
            return Refusals.WalletClosed(party);
        }

        return (wallet.Sides & sides) != RestrictedSides.None ? Refusals.WalletFrozen(party, wallet) : null;
    }
}
