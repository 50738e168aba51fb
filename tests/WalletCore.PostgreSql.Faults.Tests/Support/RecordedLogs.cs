using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace WalletCore.PostgreSql.Faults.Tests.Support;

/// <summary>Keeps what the library logs from warnings on: what the operator reads afterwards.</summary>
internal sealed class RecordedLogs : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Each message, followed by that of its exception.</summary>
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
            _lines.Enqueue($"{formatter(state, exception)}: {exception?.Message}");
        }
    }
}
