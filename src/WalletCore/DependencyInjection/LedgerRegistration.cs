using WalletCore.Storage;

namespace WalletCore;

/// <summary>What was said about one ledger while services were registered.</summary>
internal sealed class LedgerRegistration(string name)
{
    private readonly List<Func<IServiceProvider, LedgerOptions, LedgerOptions>> _configurations = [];

    public string Name { get; } = name;

    /// <summary>A store of its own; null: the one that all share.</summary>
    public Func<IServiceProvider, IWalletStore>? Store { get; set; }

    public void Configure(Func<IServiceProvider, LedgerOptions, LedgerOptions> configure) => _configurations.Add(configure);

    public LedgerOptions Build(IServiceProvider services, LedgerOptions options) =>
        _configurations.Aggregate(options with { Name = Name }, (current, configure) => configure(services, current));
}
