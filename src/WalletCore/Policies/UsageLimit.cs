namespace WalletCore;

/// <summary>How much an operation may take from one account in a day or a month. Going past it is <c>limit_exceeded</c>.</summary>
/// <param name="Operation">The operation, for example <c>withdraw</c>.</param>
/// <param name="Window">The time over which uses add up.</param>
/// <param name="Maximum">The most that may add up, inclusive; it applies to accounts in its currency.</param>
public sealed record UsageLimit(string Operation, LimitWindow Window, Money Maximum)
{
    internal string Name => $"{Operation}.{(Window == LimitWindow.Day ? "day" : "month")}";
}
