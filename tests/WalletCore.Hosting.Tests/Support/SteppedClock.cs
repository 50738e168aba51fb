namespace WalletCore.Hosting.Tests.Support;

/// <summary>A clock, and its timers, that stand still until they are moved.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<SteppedTimer> _timers = [];
    private readonly TaskCompletionSource _firstTimer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Completes when somebody has set a timer that repeats.</summary>
    public Task FirstTimer => _firstTimer.Task;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(() => callback(state));
        lock (_lock)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        _firstTimer.TrySetResult();
        return timer;
    }

    /// <summary>Moves on and lets every repeating timer tick once.</summary>
    public void Move(TimeSpan by)
    {
        SteppedTimer[] timers;
        lock (_lock)
        {
            _now += by;
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Tick();
        }
    }

    private sealed class SteppedTimer(Action tick) : ITimer
    {
        private bool _isOn;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _isOn = dueTime != Timeout.InfiniteTimeSpan;
            return true;
        }

        public void Tick()
        {
            if (_isOn)
            {
                tick();
            }
        }

        public void Dispose() => _isOn = false;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
