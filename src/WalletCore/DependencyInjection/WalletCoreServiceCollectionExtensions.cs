using Microsoft.Extensions.DependencyInjection.Extensions;
using WalletCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers WalletCore with a container.</summary>
public static class WalletCoreServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="ILedgerProvider"/> and the default ledger. Say where it is kept next: <c>UseInMemory()</c>,
    /// <c>UseSqlite("wallets.db")</c>. Called again, it goes on with what was registered before.
    /// </summary>
    /// <remarks>
    /// Opening a ledger waits for its store, and a container cannot wait. So <see cref="ILedgerProvider.GetAsync"/> opens; <see cref="Ledger"/>
    /// itself can be injected once it is open, which the host sees to at its start with <c>OpenAtStart()</c> of WalletCore.Hosting, and
    /// throws <see cref="InvalidOperationException"/> before. The clock and the logger factory are the container's where it has them.
    /// Dispose the container asynchronously.
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the default ledger's options; null: the defaults.</param>
    public static WalletCoreBuilder AddWalletCore(this IServiceCollection services, Func<LedgerOptions, LedgerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var registrations = Registrations(services, out var isNew);
        var builder = new WalletCoreBuilder(services, registrations);
        if (isNew)
        {
            services.AddSingleton(registrations);
            services.TryAddSingleton<ILedgerProvider>(static provider => new LedgerProvider(provider, provider.GetRequiredService<LedgerRegistrations>()));
            services.TryAddSingleton(static provider => WalletCoreBuilder.Opened(provider, LedgerOptions.DefaultName));
            builder.AddLedger(LedgerOptions.DefaultName);
        }

        return configure is null ? builder : builder.Configure(configure);
    }

    private static LedgerRegistrations Registrations(IServiceCollection services, out bool isNew)
    {
        foreach (var service in services)
        {
            if (service.ServiceType == typeof(LedgerRegistrations))
            {
                isNew = false;
                return (LedgerRegistrations)service.ImplementationInstance!;
            }
        }

        isNew = true;
        return new LedgerRegistrations();
    }
}
