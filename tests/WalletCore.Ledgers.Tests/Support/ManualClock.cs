namespace WalletCore.Ledgers.Tests.Support;

/// <summary>A clock that stands still until it is moved, backwards too.</summary>
public sealed class ManualClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Move(TimeSpan by) => _now += by;

    public void Set(DateTimeOffset now) => _now = now;
}
