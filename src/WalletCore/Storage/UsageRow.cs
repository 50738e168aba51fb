namespace WalletCore.Storage;

/// <summary>How much of a windowed limit an account has used.</summary>
/// <param name="Account">The account's ordinal.</param>
/// <param name="Limit">The name of the limit, for example <c>withdraw.day</c>.</param>
/// <param name="Window">The first day of the window, as a day number in the limit's time zone.</param>
/// <param name="Amount">What was used in that window, in minor units.</param>
public readonly record struct UsageRow(long Account, string Limit, int Window, Int128 Amount);
