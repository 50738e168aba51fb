using Microsoft.Extensions.DependencyInjection.Extensions;
using WalletCore;
using WalletCore.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers ledgers and their stores. Used while services are registered, by one caller at a time.</summary>
public sealed class WalletCoreBuilder
{
    private readonly LedgerRegistrations _registrations;

    internal WalletCoreBuilder(IServiceCollection services, LedgerRegistrations registrations)
    {
        Services = services;
        _registrations = registrations;
    }

    /// <summary>The services that are being registered.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Changes the default ledger's options. Called several times, each gets what the one before made.</summary>
    public WalletCoreBuilder Configure(Func<LedgerOptions, LedgerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Configure((_, options) => configure(options));
    }

    /// <summary>Changes the default ledger's options with the help of other services.</summary>
    public WalletCoreBuilder Configure(Func<IServiceProvider, LedgerOptions, LedgerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return AddLedger(LedgerOptions.DefaultName, configure);
    }

    /// <summary>
    /// Adds a further ledger, or changes one that was added: <c>[FromKeyedServices("eu")] Ledger</c>, or
    /// <see cref="ILedgerProvider.GetAsync"/> with its name.
    /// </summary>
    /// <param name="name">Its name, in the container and, unless <paramref name="configure"/> says otherwise, in the store.</param>
    /// <param name="configure">Changes its options; null: the defaults.</param>
    /// <param name="store">Makes a store of its own, disposed with the container; null: it shares the store of the others.</param>
    public WalletCoreBuilder AddLedger(
        string name, Func<LedgerOptions, LedgerOptions>? configure = null, Func<IServiceProvider, IWalletStore>? store = null) =>
        AddLedger(name, configure is null ? static (_, options) => options : (_, options) => configure(options), store);

    /// <summary>Adds a further ledger, or changes one that was added, with the help of other services.</summary>
    /// <param name="name">Its name, in the container and, unless <paramref name="configure"/> says otherwise, in the store.</param>
    /// <param name="configure">Changes its options.</param>
    /// <param name="store">Makes a store of its own, disposed with the container; null: it shares the store of the others.</param>
    public WalletCoreBuilder AddLedger(
        string name, Func<IServiceProvider, LedgerOptions, LedgerOptions> configure, Func<IServiceProvider, IWalletStore>? store = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        var registration = _registrations.Get(name);
        registration.Configure(configure);
        if (store is not null)
        {
            registration.Store = store;
            Services.RemoveAllKeyed<IWalletStore>(name);
            Services.AddKeyedSingleton(name, (services, _) => store(services));
        }

        Services.TryAddKeyedSingleton(name, (services, key) => Opened(services, (string)key!));
        return this;
    }

    /// <summary>Takes the default ledger out again, for hosts all of whose ledgers have names.</summary>
    public WalletCoreBuilder WithoutDefaultLedger()
    {
        _registrations.Remove(LedgerOptions.DefaultName);
        Services.RemoveAll<Ledger>();
        Services.RemoveAllKeyed<Ledger>(LedgerOptions.DefaultName);
        return this;
    }

    /// <summary>Keeps ledgers in the memory of this process: for tests, and for what need not survive it.</summary>
    public WalletCoreBuilder UseInMemory() => UseStore(static _ => new InMemoryWalletStore());

    /// <summary>Keeps all ledgers that have no store of their own in that store. The last call counts. The container disposes the store.</summary>
    public WalletCoreBuilder UseStore(Func<IServiceProvider, IWalletStore> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Services.Replace(ServiceDescriptor.Singleton(create));
        return this;
    }

    internal static Ledger Opened(IServiceProvider services, string name) =>
        services.GetRequiredService<ILedgerProvider>().FindOpen(name) ?? throw new InvalidOperationException(
            $"Ledger '{name}' is not open yet. Await ILedgerProvider.GetAsync first, or let the host open it: OpenAtStart() of WalletCore.Hosting.");
}
