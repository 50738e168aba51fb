namespace WalletCore.Storage;

/// <summary>The key of a <see cref="UsageRow"/>.</summary>
/// <param name="Account">The account's ordinal.</param>
/// <param name="Limit">The name of the limit.</param>
/// <param name="Window">The first day of the window.</param>
public readonly record struct UsageKey(long Account, string Limit, int Window);
