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
        using var log = new RecordedLogs(LogLevel.Trace);
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
        Assert.NotEmpty(log.Seen);
        foreach (var (level, message) in log.Seen.Where(entry => entry.Level > LogLevel.Debug).Select(entry => (entry.Level, Whole(entry))))
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
        using var log = new RecordedLogs(LogLevel.Trace);
        await using var books = await TestLedger.OpenAsync(
            store,
            options => options with { LoggerFactory = log, RetriesMax = 1, RetryDelay = TimeSpan.FromTicks(1), TimeProvider = TimeProvider.System },
            inner => new FaultyStore(inner));
        var ana = await books.WalletAsync("usr_ana", 10m);
        books.Faulty.Fail(FaultPoint.Begin, isTransient: true);
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(6.54m)) { Key = Secret, Reference = Secret })).ValueOrThrow();

        var warning = Assert.Single(log.Seen, entry => entry.Level == LogLevel.Warning);
        Assert.Contains("attempt 1", Whole(warning), StringComparison.Ordinal);
        Assert.All(log.Seen.Where(entry => entry.Level > LogLevel.Debug), entry => Assert.DoesNotContain(Secret, Whole(entry), StringComparison.Ordinal));
    }

    /// <summary>With all of the exception: what a sink may write.</summary>
    private static string Whole(RecordedLog log) => $"{log.Text} {log.Exception}";
}
