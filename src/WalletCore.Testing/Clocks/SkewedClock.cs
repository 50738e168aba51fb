namespace WalletCore.Testing;

/// <summary>
/// A clock that cannot be relied on: every reading is off the other clock by an amount of its own, early or late, so that it goes backwards
/// as often as forwards. The same seed and the same readings give the same times. Thread safe.
/// </summary>
public sealed class SkewedClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly SeededRandom _random;
    private readonly long _skewMaxMicros;

    /// <summary>A clock around another one.</summary>
    /// <param name="clock">The clock that is right.</param>
    /// <param name="skewMax">How far a reading is off at most, either way; up to a day, in whole microseconds.</param>
    /// <param name="seed">Where the amounts come from.</param>
    public SkewedClock(TimeProvider clock, TimeSpan skewMax, long seed = 1)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfLessThan(skewMax, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(skewMax, TimeSpan.FromDays(1));
        _clock = clock;
        _random = new SeededRandom(seed);
        _skewMaxMicros = skewMax.Ticks / TimeSpan.TicksPerMicrosecond;
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => _clock.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _clock.GetUtcNow().AddTicks(_random.Between(-_skewMaxMicros, _skewMaxMicros) * TimeSpan.TicksPerMicrosecond);
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => _clock.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _clock.CreateTimer(callback, state, dueTime, period);
}
