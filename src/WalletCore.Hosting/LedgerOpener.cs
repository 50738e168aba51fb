using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WalletCore.Hosting;

/// <summary>Opens every registered ledger before other hosted services start. A ledger that cannot be opened stops the host's start.</summary>
internal sealed class LedgerOpener(ILedgerProvider ledgers, ILoggerFactory loggers) : IHostedLifecycleService
{
    private readonly ILogger _logger = loggers.CreateLogger(HostingLog.Category);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var name in ledgers.Names)
        {
            try
            {
                await ledgers.GetAsync(name, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                HostingLog.OpenFailed(_logger, exception, name);
                throw;
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
