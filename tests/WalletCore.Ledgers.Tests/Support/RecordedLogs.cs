using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace WalletCore.Ledgers.Tests.Support;

/// <summary>Keeps what the library logs from warnings on: what the operator reads afterwards.</summary>
public sealed class RecordedLogs : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Level, event, message, and the message of the exception.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            _lines.Enqueue(FormattableString.Invariant($"{logLevel} {eventId.Id}: {formatter(state, exception)}: {exception?.Message}"));
        }
    }
}
