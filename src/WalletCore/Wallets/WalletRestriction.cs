namespace WalletCore;

/// <summary>One reason for which a wallet is frozen. The wallet thaws when the last one is lifted.</summary>
/// <param name="Reason">The host's word for it, unique within the wallet; 1 to 200 characters.</param>
/// <param name="Sides">Which movements it stops.</param>
/// <param name="Since">When it was imposed (recorded time, UTC).</param>
public sealed record WalletRestriction(string Reason, RestrictedSides Sides, DateTimeOffset Since);
