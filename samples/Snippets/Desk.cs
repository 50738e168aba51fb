using WalletCore;

namespace Samples.Snippets;

/// <summary>A clock that stands where it is put.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A ledger in memory with two wallets: Ana, who has 100.00 EUR, and a shop that has nothing.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly InMemoryWalletStore _store;

    private Desk(InMemoryWalletStore store, Ledger ledger, WalletId ana, WalletId shop)
    {
        _store = store;
        Ledger = ledger;
        Ana = ana;
        Shop = shop;
    }

    public static Actor Manager { get; } = new("staff-7", PermissionPolicy.ManagerRole);

    public Ledger Ledger { get; }

    public WalletId Ana { get; }

    public WalletId Shop { get; }

    public static async Task<Desk> OpenAsync(LedgerOptions? options = null)
    {
        var store = new InMemoryWalletStore();
        var ledger = await Ledger.OpenAsync(store, options);
        var ana = (await ledger.OpenWalletAsync(new OpenWallet("usr_ana") { Currency = Currency.EUR })).ValueOrThrow().Id;
        var shop = (await ledger.OpenWalletAsync(new OpenWallet("usr_shop") { Currency = Currency.EUR })).ValueOrThrow().Id;
        (await ledger.DepositAsync(new Deposit(ana, Money.EUR(100m)))).ValueOrThrow();
        return new Desk(store, ledger, ana, shop);
    }

    public async Task<Money> AvailableAsync(WalletId wallet) => (await Ledger.Reader.GetWalletAsync(wallet))!.AccountIn(Currency.EUR)!.Available;

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await _store.DisposeAsync();
    }
}
