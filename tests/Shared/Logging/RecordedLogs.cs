using Microsoft.Extensions.Logging;

namespace WalletCore.Tests.Shared.Logging;

/// <summary>Keeps what the library logs from a level on, and tells whoever waits for a message.</summary>
/// <param name="from">The lowest level that is kept: warnings unless said otherwise, which is what an operator reads afterwards.</param>
internal sealed class RecordedLogs(LogLevel from = LogLevel.Warning) : ILoggerFactory, ILogger
{
    private readonly Lock _lock = new();
    private readonly List<RecordedLog> _seen = [];
    private readonly List<(Func<RecordedLog, bool> IsIt, TaskCompletionSource Came)> _waiting = [];

    public IReadOnlyList<RecordedLog> Seen
    {
        get
        {
            lock (_lock)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>The texts of what was seen.</summary>
    public IReadOnlyCollection<string> Lines => [.. Seen.Select(log => log.Text)];

    /// <summary>Completes once a message is like that, seen already or still to come.</summary>
    public Task UntilAsync(Func<RecordedLog, bool> isIt)
    {
        lock (_lock)
        {
            if (_seen.Any(isIt))
            {
                return Task.CompletedTask;
            }

            var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((isIt, came));
            return came.Task;
        }
    }

    public void AddProvider(ILoggerProvider provider)
    {
        // Everything is kept here.
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
        // Nothing to give back.
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= from;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var log = new RecordedLog(logLevel, eventId.Id, $"{formatter(state, exception)}: {exception?.Message}", exception);
        lock (_lock)
        {
            _seen.Add(log);
            foreach (var (_, came) in _waiting.Where(waiting => waiting.IsIt(log)))
            {
                came.TrySetResult();
            }
        }
    }
}
