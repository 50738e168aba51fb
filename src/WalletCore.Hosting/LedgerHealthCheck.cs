using Microsoft.Extensions.Diagnostics.HealthChecks;
using WalletCore.Storage;

namespace WalletCore.Hosting;

/// <summary>
/// Looks at every registered ledger. Unhealthy: one cannot be opened, its store cannot be reached, or it has stopped writing because its
/// books are broken. Degraded: one's queue is nearly full, or its store was busy.
/// </summary>
internal sealed class LedgerHealthCheck(ILedgerProvider ledgers) : IHealthCheck
{
    /// <summary>Of a queue, in percent: from here on callers are about to wait for a place.</summary>
    private const int QueuePercentMax = 80;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var worst = HealthStatus.Healthy;
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        Exception? cause = null;
        foreach (var name in ledgers.Names)
        {
            var (status, what, exception) = await LookAsync(name, cancellationToken).ConfigureAwait(false);
            data[name] = what;
            if (status < worst)
            {
                (worst, cause) = (status, exception);
            }
        }

        // An operator who registered the check with a milder failure status means it for what is unhealthy.
        var reported = worst == HealthStatus.Unhealthy ? context.Registration.FailureStatus : worst;
        return new HealthCheckResult(reported, Describe(data), cause, data);
    }

    private async ValueTask<(HealthStatus Status, string What, Exception? Cause)> LookAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var ledger = await ledgers.GetAsync(name, cancellationToken).ConfigureAwait(false);
            if (ledger.IsBroken)
            {
                return (HealthStatus.Unhealthy, "stopped writing: its books are broken", null);
            }

            _ = await ledger.Reader.GetPositionAsync(cancellationToken).ConfigureAwait(false);
            return (long)ledger.QueueCount * 100 >= (long)ledger.Options.QueueLength * QueuePercentMax
                ? (HealthStatus.Degraded, "its queue is nearly full", null)
                : (HealthStatus.Healthy, "ready", null);
        }
        catch (WalletStoreException exception) when (exception.IsTransient)
        {
            return (HealthStatus.Degraded, "its store is busy", exception);
        }
        catch (WalletStoreException exception)
        {
            return (HealthStatus.Unhealthy, "its store cannot be reached", exception);
        }
        catch (LedgerIntegrityException exception)
        {
            return (HealthStatus.Unhealthy, "its books are broken", exception);
        }
    }

    private static string Describe(Dictionary<string, object> data) => string.Join("; ", data.Select(ledger => $"{ledger.Key}: {ledger.Value}"));
}
