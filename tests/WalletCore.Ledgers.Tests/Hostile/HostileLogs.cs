using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Hostile;

public class What_is_logged
{
    private const string Secret = "s3cr3t";

    [Theory]
    [OnEveryStore]
    public async Task Above_debug_level_has_nothing_of_what_commands_carry(string store)
    {
        using var log = new LogBook();
        await using var books = await HostileLedger.OpenAsync(store, options => options with { LoggerFactory = log });
        var parties = await HostileLedger.FillAsync(books);
        foreach (var kind in AnyCommand.Kinds)
        {
            foreach (var field in AnyCommand.Fields(kind, typeof(string)))
            {
                _ = await HostileLedger.AskAsync(books, AnyCommand.With(AnyCommand.Of(kind, parties), field, Secret));
            }
        }

        _ = await books.Ledger.TransferAsync(new Transfer(parties.Ana, parties.Bob, Money.EUR(654_321m)) { Key = Secret });
        await books.ReopenAsync();
        Assert.NotEmpty(log.Messages);
        foreach (var (level, message) in log.Messages.Where(entry => entry.Level > LogLevel.Debug))
        {
            Assert.False(
                message.Contains(Secret, StringComparison.OrdinalIgnoreCase) || message.Contains("654", StringComparison.Ordinal)
                || message.Contains("usr_", StringComparison.Ordinal),
                $"{level}: {message}");
        }
    }

    [Theory]
    [OnEveryStore]
    public async Task When_a_store_fails_is_the_failure_and_nothing_of_the_command(string store)
    {
        using var log = new LogBook();
        await using var books = await TestLedger.OpenAsync(
            store,
            options => options with { LoggerFactory = log, RetriesMax = 1, RetryDelay = TimeSpan.FromTicks(1), TimeProvider = TimeProvider.System },
            inner => new FaultyStore(inner));
        var ana = await books.WalletAsync("usr_ana", 10m);
        books.Faulty.Fail(FaultPoint.Begin, isTransient: true);
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(6.54m)) { Key = Secret, Reference = Secret })).ValueOrThrow();

        var warning = Assert.Single(log.Messages, entry => entry.Level == LogLevel.Warning);
        Assert.Contains("attempt 1", warning.Message, StringComparison.Ordinal);
        Assert.All(log.Messages.Where(entry => entry.Level > LogLevel.Debug), entry => Assert.DoesNotContain(Secret, entry.Message, StringComparison.Ordinal));
    }

    private sealed class LogBook : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<(LogLevel Level, string Message)> Messages { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
            // Everything is kept here.
        }

        public void Dispose()
        {
            // Nothing to give back.
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));
    }
}
