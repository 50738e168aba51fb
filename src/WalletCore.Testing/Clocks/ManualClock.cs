namespace WalletCore.Testing;

/// <summary>
/// A clock that stands still until it is moved, backwards too. Timers on it come due when it is moved past them; without
/// <see cref="WaitsPassAtOnce"/> whoever waits on it (a ledger between two attempts at a commit) therefore waits until it is moved. Thread safe.
/// </summary>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;
    private long _elapsed;

    /// <summary>A clock that shows noon of 1 March 2026, UTC.</summary>
    public ManualClock()
        : this(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>A clock that shows that time.</summary>
    public ManualClock(DateTimeOffset now) => _now = now;

    /// <summary>Whether a timer that fires once comes due at once, without the clock being moved: no pause before a retry then takes time. False by default.</summary>
    public bool WaitsPassAtOnce { get; init; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <summary>How far the clock was moved forward in all, in ticks; moving it backwards takes nothing away.</summary>
    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _elapsed;
        }
    }

    /// <summary>Moves the clock by that much; negative: backwards. Timers that come due are run before it returns.</summary>
    public void Move(TimeSpan by) => Set(GetUtcNow() + by);

    /// <summary>Makes the clock show that time. Timers that come due are run before it returns.</summary>
    public void Set(DateTimeOffset now)
    {
        List<ManualTimer> due;
        lock (_gate)
        {
            _elapsed += Math.Max(0, (now - _now).Ticks);
            _now = now;
            due = _timers.FindAll(timer => timer.IsDue(_elapsed));
        }

        due.ForEach(static timer => timer.Fire());
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualClock clock, Action callback) : ITimer
    {
        private long? _dueAt;
        private long? _period;

        public bool IsDue(long elapsed) => _dueAt <= elapsed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                _period = period <= TimeSpan.Zero ? null : period.Ticks;
                _dueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock._elapsed + dueTime.Ticks;
                clock._timers.Remove(this);
                if (_dueAt is null)
                {
                    return true;
                }

                clock._timers.Add(this);
                if (dueTime > TimeSpan.Zero && !(clock.WaitsPassAtOnce && _period is null))
                {
                    return true;
                }
            }

            ThreadPool.QueueUserWorkItem(static timer => timer.Fire(), this, preferLocal: false);
            return true;
        }

        public void Fire()
        {
            lock (clock._gate)
            {
                if (_dueAt is null)
                {
                    return;
                }

                _dueAt = _period is { } period ? clock._elapsed + period : null;
                if (_dueAt is null)
                {
                    clock._timers.Remove(this);
                }
            }

            callback();
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _dueAt = null;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
