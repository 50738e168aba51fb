using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace WalletCore.Hosting.Tests.Support;

/// <summary>Keeps what is logged, and tells whoever waits for a message.</summary>
internal sealed class RecordedLogs : ILoggerFactory, ILogger
{
    private readonly TaskCompletionSource _firstError = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _swept = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a sweep has released something.</summary>
    public Task Swept => _swept.Task;

    public ConcurrentQueue<(LogLevel Level, int Id, string Text)> Seen { get; } = new();

    public Task FirstError => _firstError.Task;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Seen.Enqueue((logLevel, eventId.Id, $"{formatter(state, exception)} {exception?.Message}"));
        if (eventId.Id == 7)
        {
            _swept.TrySetResult();
        }

        if (logLevel >= LogLevel.Error)
        {
            _firstError.TrySetResult();
        }
    }
}
