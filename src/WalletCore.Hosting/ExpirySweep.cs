using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WalletCore.Hosting;

/// <summary>Releases expired freeze records of every registered ledger, now and then. A failure is logged, and the next sweep tries again.</summary>
internal sealed class ExpirySweep(ILedgerProvider ledgers, ILoggerFactory loggers, TimeProvider time, TimeSpan interval) : BackgroundService
{
    private readonly ILogger _logger = loggers.CreateLogger(HostingLog.Category);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                foreach (var name in ledgers.Names)
                {
                    await SweepAsync(name, stoppingToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops: so does the sweep.
        }
    }

    private async Task SweepAsync(string name, CancellationToken stoppingToken)
    {
        try
        {
            var ledger = await ledgers.GetAsync(name, stoppingToken).ConfigureAwait(false);
            await ledger.SweepExpiredAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            HostingLog.SweepFailed(_logger, exception, name);
        }
    }
}
