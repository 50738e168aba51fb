using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WalletCore;
using WalletCore.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>WalletCore in a generic host. Each can be called more than once without harm.</summary>
public static class HostingWalletCoreBuilderExtensions
{
    /// <summary>How often <see cref="AddExpirySweep"/> sweeps when nothing is said.</summary>
    public static readonly TimeSpan SweepIntervalDefault = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Opens every registered ledger when the host starts, before other hosted services start, so that <see cref="Ledger"/> can be injected
    /// from then on. Hosted services themselves are made earlier: they take <see cref="ILedgerProvider"/>. A ledger that cannot be opened
    /// stops the start.
    /// </summary>
    public static WalletCoreBuilder OpenAtStart(this WalletCoreBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LedgerOpener>(
            static services => new LedgerOpener(services.GetRequiredService<ILedgerProvider>(), Loggers(services))));
        return builder;
    }

    /// <summary>
    /// Posts the release of freeze records whose time has passed, at that interval, by the container's clock. Their money is available
    /// without it; it keeps the books tidy. The first call's interval counts.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="interval">From one second to one day; null: <see cref="SweepIntervalDefault"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The interval is out of range.</exception>
    public static WalletCoreBuilder AddExpirySweep(this WalletCoreBuilder builder, TimeSpan? interval = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var every = interval ?? SweepIntervalDefault;
        ArgumentOutOfRangeException.ThrowIfLessThan(every, TimeSpan.FromSeconds(1), nameof(interval));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(every, TimeSpan.FromDays(1), nameof(interval));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ExpirySweep>(
            services => new ExpirySweep(
                services.GetRequiredService<ILedgerProvider>(), Loggers(services), services.GetService<TimeProvider>() ?? TimeProvider.System, every)));
        return builder;
    }

    /// <summary>
    /// Adds a health check of all registered ledgers: unhealthy when one cannot be opened, its store cannot be reached, or it has stopped
    /// writing because its books are broken; degraded when its queue is nearly full or its store is busy.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The check's name; a name that is taken already is left as it is.</param>
    /// <param name="tags">The check's tags.</param>
    public static WalletCoreBuilder AddHealthCheck(this WalletCoreBuilder builder, string name = "walletcore", IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var tagList = tags?.ToArray();
        builder.Services.AddHealthChecks();
        builder.Services.Configure<HealthCheckServiceOptions>(options =>
        {
            if (options.Registrations.All(registration => registration.Name != name))
            {
                options.Registrations.Add(new HealthCheckRegistration(
                    name, static services => new LedgerHealthCheck(services.GetRequiredService<ILedgerProvider>()), failureStatus: null, tagList));
            }
        });
        return builder;
    }

    private static ILoggerFactory Loggers(IServiceProvider services) => services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
}
