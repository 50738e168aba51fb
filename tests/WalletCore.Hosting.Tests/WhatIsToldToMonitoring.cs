using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;
using WalletCore.Diagnostics;
using WalletCore.Hosting.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Hosting.Tests;

public class WhatIsToldToMonitoring
{
    private const string LedgerName = "monitored";

    [Fact]
    public void Has_names_that_do_not_change() => Snapshot.Match(string.Join('\n', typeof(TelemetryNames)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{field.Name} = {field.GetRawConstantValue()}").Order(StringComparer.Ordinal)));

    [Fact]
    public void Verification_codes_do_not_change() => Snapshot.Match(string.Join('\n', typeof(VerificationCode)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{field.Name} = {field.GetRawConstantValue()}").Order(StringComparer.Ordinal)));

    [Fact]
    public async Task Metrics_bear_the_documented_names_units_and_tags()
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == TelemetryNames.Meter)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
        listener.Start();

        await WorkAsync(new RecordedLogs(LogLevel.Trace));

        Snapshot.Match(string.Join('\n', seen));

        void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var text = string.Join(", ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            if (text.Contains($"{TelemetryNames.LedgerTag}={LedgerName}", StringComparison.Ordinal))
            {
                lock (seen)
                {
                    seen.Add($"{instrument.Name} [{instrument.Unit}] {text}");
                }
            }
        }
    }

    [Fact]
    public async Task Activities_bear_the_documented_names_and_tags()
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryNames.ActivitySource,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem(TelemetryNames.LedgerTag) is LedgerName)
                {
                    lock (seen)
                    {
                        seen.Add($"{activity.OperationName} {string.Join(", ", activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}");
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        await WorkAsync(new RecordedLogs(LogLevel.Trace));

        Snapshot.Match(string.Join('\n', seen));
    }

    [Fact]
    public async Task No_log_tells_an_amount_a_key_or_who_owns_what_above_debug()
    {
        var logs = new RecordedLogs(LogLevel.Trace);

        await WorkAsync(logs);

        var above = logs.Seen.Where(log => log.Level > LogLevel.Debug).ToList();
        Assert.Equal([1, 5, 2], above.Select(log => log.Id));
        foreach (var secret in new[] { "usr_secret", "key-secret", "ref-secret", "4321", "43.21", "wlt_", "txn_" })
        {
            Assert.DoesNotContain(logs.Seen, log => log.Text.Contains(secret, StringComparison.Ordinal));
        }
    }

    /// <summary>Opens, works, is refused, replays, meets a busy store, closes.</summary>
    private static async Task WorkAsync(RecordedLogs logs)
    {
        await using var store = new MoodyStore();
        var options = new LedgerOptions { Name = LedgerName, LoggerFactory = logs, RetryDelay = TimeSpan.Zero };
        await using var ledger = await Ledger.OpenAsync(store, options);
        var ana = (await ledger.OpenWalletAsync(new OpenWallet("usr_secret") { Currency = Currency.EUR })).ValueOrThrow().Id;
        var deposit = new Deposit(ana, Money.EUR(43.21m)) { Key = "key-secret", Reference = "ref-secret" };
        (await ledger.DepositAsync(deposit)).ValueOrThrow();
        Assert.True((await ledger.DepositAsync(deposit)).Replayed);
        Assert.False((await ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(4_321m)))).IsPosted);
        store.FailOnce(new WalletStoreException("busy", isTransient: true));
        (await ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(decimal.Parse("0.01", CultureInfo.InvariantCulture))))).ValueOrThrow();
    }
}
