using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace WalletCore.Diagnostics;

/// <summary>The logs, metrics and traces of one ledger. Costs next to nothing while nobody listens.</summary>
internal sealed class LedgerTelemetry(string ledgerName, ILoggerFactory? loggerFactory)
{
    private readonly ILogger _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger(TelemetryNames.LoggerCategory);
    private readonly KeyValuePair<string, object?> _ledger = new(TelemetryNames.LedgerTag, ledgerName);

    public ILogger Logger => _logger;

    public Activity? StartCommit(string store) => Instruments.Source.HasListeners()
        ? Instruments.Source.StartActivity(
            TelemetryNames.CommitActivity,
            ActivityKind.Internal,
            parentContext: default,
            tags: [_ledger, new KeyValuePair<string, object?>(TelemetryNames.StoreTag, store)])
        : null;

    public void Committed(int items, int transactions, TimeSpan elapsed)
    {
        if (Instruments.CommitDuration.Enabled)
        {
            Instruments.CommitDuration.Record(elapsed.TotalSeconds, _ledger);
        }

        if (Instruments.CommitTransactions.Enabled)
        {
            Instruments.CommitTransactions.Record(transactions, _ledger);
        }

        LedgerLog.Committed(_logger, ledgerName, items, transactions);
    }

    public Activity? StartCommand(string operation) => Instruments.Source.HasListeners()
        ? Instruments.Source.StartActivity(
            TelemetryNames.CommandActivity,
            ActivityKind.Internal,
            parentContext: default,
            tags: [_ledger, new KeyValuePair<string, object?>(TelemetryNames.OperationTag, operation)])
        : null;

    public void Answered<TReceipt>(string operation, in Outcome<TReceipt> outcome, Activity? activity)
        where TReceipt : Receipt
    {
        activity?.SetTag(TelemetryNames.OutcomeTag, OutcomeName(outcome));
        if (Instruments.Commands.Enabled)
        {
            Instruments.Commands.Add(
                1,
                _ledger,
                new KeyValuePair<string, object?>(TelemetryNames.OperationTag, operation),
                new KeyValuePair<string, object?>(TelemetryNames.OutcomeTag, OutcomeName(outcome)));
        }

        if (outcome.Refusal is { } refusal)
        {
            LedgerLog.Refused(_logger, ledgerName, operation, refusal.Code);
        }
    }

    public void Opened(string store) => LedgerLog.Opened(_logger, ledgerName, store);

    public void Closed() => LedgerLog.Closed(_logger, ledgerName);

    public void Broken(Exception exception) => LedgerLog.Broken(_logger, exception, ledgerName);

    public void NotCommitted(int items, Exception exception) => LedgerLog.NotCommitted(_logger, exception, ledgerName, items);

    public void Retrying(int attempt, Exception exception)
    {
        Instruments.Retries.Add(1, _ledger);
        LedgerLog.Retrying(_logger, exception, ledgerName, attempt);
    }

    public void FollowerRetries(int attempt, Exception exception) => LedgerLog.FollowerRetries(_logger, exception, ledgerName, attempt);

    private static string OutcomeName<TReceipt>(in Outcome<TReceipt> outcome)
        where TReceipt : Receipt => outcome.Refusal?.Code ?? (outcome.Replayed ? "replayed" : "posted");
}
