using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace WalletCore.Diagnostics;

/// <summary>The process-wide instruments; every measurement is tagged with its ledger.</summary>
internal static class Instruments
{
    public static readonly ActivitySource Source = new(TelemetryNames.ActivitySource);

    private static readonly Meter Meter = new(TelemetryNames.Meter);

    public static readonly Counter<long> Commands =
        Meter.CreateCounter<long>(TelemetryNames.CommandsCounter, "{command}", "Commands answered");

    public static readonly Histogram<double> CommitDuration =
        Meter.CreateHistogram<double>(TelemetryNames.CommitDurationHistogram, "s", "From the beginning of a commit until it is durable");

    public static readonly Histogram<long> CommitTransactions =
        Meter.CreateHistogram<long>(TelemetryNames.CommitTransactionsHistogram, "{transaction}", "Transactions a commit");

    public static readonly Counter<long> Retries =
        Meter.CreateCounter<long>(TelemetryNames.RetriesCounter, "{retry}", "Commits tried again after a transient failure");

    /// <summary>Whether anybody wants to know of single commands.</summary>
    public static bool IsObserved(ILogger logger) => Commands.Enabled || Source.HasListeners() || logger.IsEnabled(LogLevel.Debug);
}
