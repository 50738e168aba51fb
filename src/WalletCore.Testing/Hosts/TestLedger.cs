using WalletCore.Storage;

namespace WalletCore.Testing;

/// <summary>
/// A ledger for a host's tests: in memory unless another store is given, with a clock under control and a store that can be made to fail. Not
/// thread safe itself; its <see cref="Ledger"/> is.
/// </summary>
public sealed class TestLedger : IAsyncDisposable
{
    private TestLedger(FaultyWalletStore store, ManualClock clock, Ledger ledger)
    {
        Store = store;
        Clock = clock;
        Ledger = ledger;
    }

    /// <summary>The ledger; another instance after <see cref="ReopenAsync"/>.</summary>
    public Ledger Ledger { get; private set; }

    /// <summary>What can be read of it.</summary>
    public LedgerReader Reader => Ledger.Reader;

    /// <summary>The clock of the ledger. Waits on it pass at once, so that retries take no time.</summary>
    public ManualClock Clock { get; }

    /// <summary>The store, which fails when told to.</summary>
    public FaultyWalletStore Store { get; }

    /// <summary>Opens a ledger.</summary>
    /// <param name="options">The host's own options, whose clock is replaced; null: the defaults.</param>
    /// <param name="store">The store, which is disposed of with this; null: memory.</param>
    /// <param name="now">What the clock shows first; null: noon of 1 March 2026, UTC.</param>
    public static async Task<TestLedger> OpenAsync(LedgerOptions? options = null, IWalletStore? store = null, DateTimeOffset? now = null)
    {
        var clock = now is { } time ? new ManualClock(time) { WaitsPassAtOnce = true } : new ManualClock { WaitsPassAtOnce = true };
        var faulty = new FaultyWalletStore(store ?? new InMemoryWalletStore());
        return new TestLedger(faulty, clock, await Ledger.OpenAsync(faulty, (options ?? LedgerOptions.Default) with { TimeProvider = clock }));
    }

    /// <summary>Opens a prepaid wallet of that owner with these balances, one account for each; a zero amount opens an empty account.</summary>
    /// <exception cref="ArgumentException">No balance was given.</exception>
    /// <exception cref="WalletRefusedException">The ledger's policies refuse it.</exception>
    public async Task<WalletId> WalletAsync(string owner, params Money[] balances)
    {
        ArgumentNullException.ThrowIfNull(balances);
        if (balances.Length == 0)
        {
            throw new ArgumentException("A wallet has at least one account.", nameof(balances));
        }

        return await WalletAsync(new OpenWallet(owner) { Currency = balances[0].Currency }, balances);
    }

    /// <summary>Opens the wallet and adds accounts with these balances.</summary>
    /// <exception cref="WalletRefusedException">The ledger's policies refuse it.</exception>
    public async Task<WalletId> WalletAsync(OpenWallet open, params Money[] balances)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(balances);
        var wallet = (await Ledger.OpenWalletAsync(open)).ValueOrThrow();
        foreach (var balance in balances)
        {
            if (wallet.Wallet.AccountIn(balance.Currency) is null)
            {
                (await Ledger.AddAccountAsync(new AddAccount(wallet.Id, balance.Currency))).ValueOrThrow();
            }

            if (!balance.IsZero)
            {
                (await Ledger.DepositAsync(new Deposit(wallet.Id, balance))).ValueOrThrow();
            }
        }

        return wallet.Id;
    }

    /// <summary>What a wallet can spend in that currency, the credit limit aside; expired freeze records count as released.</summary>
    /// <exception cref="ArgumentException">There is no such wallet, or it has no account in that currency.</exception>
    public async Task<Money> AvailableAsync(WalletRef wallet, Currency currency) => (await AccountAsync(wallet, currency)).Available;

    /// <summary>What freeze records hold of a wallet in that currency.</summary>
    /// <exception cref="ArgumentException">There is no such wallet, or it has no account in that currency.</exception>
    public async Task<Money> FrozenAsync(WalletRef wallet, Currency currency) => (await AccountAsync(wallet, currency)).Frozen;

    /// <summary>The balance of a system account in its normal direction; zero when it was never used.</summary>
    public async Task<Money> SystemAsync(string code, Currency currency) =>
        (await Reader.GetSystemAccountsAsync()).FirstOrDefault(account => account.SystemCode == code && account.Currency == currency)?.Balance
        ?? Money.Zero(currency);

    /// <summary>Checks all that must hold of any ledger: <see cref="LedgerInvariants"/>.</summary>
    /// <exception cref="CheckFailedException">Something does not.</exception>
    public Task CheckAsync() => LedgerInvariants.CheckAsync(Ledger);

    /// <summary>Closes the ledger and opens it again on the same store, with other options where given: as after a deployment.</summary>
    public async Task ReopenAsync(LedgerOptions? options = null)
    {
        var next = (options ?? Ledger.Options) with { TimeProvider = Clock };
        await Ledger.DisposeAsync();
        Ledger = await Ledger.OpenAsync(Store, next);
    }

    /// <summary>Closes the ledger and disposes of the store.</summary>
    public async ValueTask DisposeAsync()
    {
        Store.Release();
        await Ledger.DisposeAsync();
        await Store.DisposeAsync();
    }

    private async Task<Account> AccountAsync(WalletRef wallet, Currency currency) =>
        (await Reader.GetWalletAsync(wallet))?.AccountIn(currency)
        ?? throw new ArgumentException($"There is no account in {currency.Code} of {wallet}.", nameof(wallet));
}
