using System.Diagnostics.Metrics;
using WalletCore;
using WalletCore.Diagnostics;
using WalletCore.Sqlite;

namespace Samples.Snippets;

internal static class OperatingSnippets
{
    public static async Task RunAsync(string path)
    {
        await using (var desk = await Desk.OpenAsync())
        {
            var ledger = desk.Ledger;
            // begin-snippet: VerifyWithProgress
            var report = await ledger.VerifyAsync(new Progress<VerificationProgress>(step => Console.WriteLine($"{step.Verified} of {step.Total}")));
            foreach (var finding in report.Findings)
            {
                Console.WriteLine(finding);
            }

            Console.WriteLine($"clean: {report.IsClean}, up to {report.LastSequence}, chain {report.ChainHash}");
            // end-snippet
            Story.Expect(report.IsClean, "the books are not clean");
        }

        // begin-snippet: SqliteOptions
        await using var store = new SqliteWalletStore(new SqliteWalletStoreOptions
        {
            Path = path,
            Synchronous = SqliteSynchronous.Full,
            BusyTimeout = TimeSpan.FromSeconds(10),
        });
        await using var checkedLedger = await Ledger.OpenAsync(store, new LedgerOptions { VerifyOnOpen = true });
        // end-snippet

        var seen = 0L;
        // begin-snippet: Metrics
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == TelemetryNames.Meter)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen += instrument.Name == TelemetryNames.CommandsCounter ? value : 0);
        listener.Start();
        // end-snippet
        (await checkedLedger.OpenWalletAsync(new OpenWallet("usr_ana") { Currency = Currency.EUR })).ValueOrThrow();
        Story.Expect(seen == 1, $"{seen} commands were counted");
    }
}
