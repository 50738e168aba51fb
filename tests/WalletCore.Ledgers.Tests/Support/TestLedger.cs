using WalletCore.PostgreSql;
using WalletCore.Sqlite;
using WalletCore.Storage;

namespace WalletCore.Ledgers.Tests.Support;

/// <summary>
/// A ledger on one of the stores, with a clock under control, for a theory over <see cref="Stores"/>: the same test, the same answers, on
/// every store.
/// </summary>
public sealed class TestLedger : IAsyncDisposable
{
    private readonly string _folder;
    private readonly FreshSchema? _schema;

    private TestLedger(string kind, string folder, FreshSchema? schema, IWalletStore store, Ledger ledger, ManualClock clock)
    {
        Kind = kind;
        _folder = folder;
        _schema = schema;
        Store = store;
        Ledger = ledger;
        Clock = clock;
    }

    /// <summary>The stores that every behaviour is shown on: PostgreSQL where there is a server, none that <see cref="ChosenStores"/> leaves out.</summary>
    public static TheoryData<string> Stores =>
        [.. new[] { "memory", "sqlite", "postgresql" }.Where(store => ChosenStores.Has(store) && (store != "postgresql" || FreshSchema.CanBe))];

    public string Kind { get; }

    public IWalletStore Store { get; private set; }

    /// <summary>The store, where it was wrapped into one that fails on demand.</summary>
    public FaultyStore Faulty => (FaultyStore)Store;

    public Ledger Ledger { get; private set; }

    public LedgerReader Reader => Ledger.Reader;

    public ManualClock Clock { get; }

    /// <summary>The file of the SQLite store.</summary>
    public string File => Path.Combine(_folder, "wallets.db");

    /// <param name="kind">One of <see cref="Stores"/>.</param>
    /// <param name="configure">Changes the options; null: the defaults.</param>
    /// <param name="wrap">Puts something between the ledger and its store; null: nothing.</param>
    public static async Task<TestLedger> OpenAsync(
        string kind, Func<LedgerOptions, LedgerOptions>? configure = null, Func<IWalletStore, IWalletStore>? wrap = null)
    {
        var folder = Directory.CreateTempSubdirectory("walletcore-").FullName;
        var clock = new ManualClock();
        var options = new LedgerOptions { TimeProvider = clock };
        options = configure?.Invoke(options) ?? options;
        var schema = kind == "postgresql" ? new FreshSchema() : null;
        var store = CreateStore(kind, folder, schema);
        store = wrap?.Invoke(store) ?? store;
        return new TestLedger(kind, folder, schema, store, await Ledger.OpenAsync(store, options), clock);
    }

    /// <summary>Closes the ledger and opens it again, with other options where given: nothing but what the store keeps survives.</summary>
    public async Task ReopenAsync(Func<LedgerOptions, LedgerOptions>? configure = null)
    {
        var options = configure?.Invoke(Ledger.Options) ?? Ledger.Options;
        await Ledger.DisposeAsync();
        if (Kind != "memory")
        {
            await Store.DisposeAsync();
            Store = CreateStore(Kind, _folder, _schema);
        }

        Ledger = await Ledger.OpenAsync(Store, options);
    }

    /// <summary>Opens a wallet of that owner in that currency (EUR by default), with that much in it.</summary>
    public async Task<WalletId> WalletAsync(string owner, decimal balance = 0m, Currency? currency = null)
    {
        var money = currency ?? Currency.EUR;
        var opened = (await Ledger.OpenWalletAsync(new OpenWallet(owner) { Currency = money })).ValueOrThrow();
        if (balance != 0m)
        {
            (await Ledger.DepositAsync(new Deposit(opened.Id, Money.Of(balance, money)))).ValueOrThrow();
        }

        return opened.Id;
    }

    /// <summary>Available and frozen of a wallet's account, as "70.00 + 20.00".</summary>
    public async Task<string> BalanceAsync(WalletId wallet, Currency? currency = null)
    {
        var account = (await Reader.GetWalletAsync(wallet))!.AccountIn(currency ?? Currency.EUR)!;
        return $"{account.Available.ToAmountString()} + {account.Frozen.ToAmountString()}";
    }

    public async ValueTask DisposeAsync()
    {
        (Store as FaultyStore)?.Release();
        await Ledger.DisposeAsync();
        await Store.DisposeAsync();
        _schema?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A store of that kind, on that folder or in that schema where it needs one.</summary>
    internal static IWalletStore CreateStore(string kind, string folder, FreshSchema? schema) => kind switch
    {
        "memory" => new InMemoryWalletStore(),
        "sqlite" => new SqliteWalletStore(Path.Combine(folder, "wallets.db")),
        "postgresql" => new PostgreSqlWalletStore(schema!.DataSource, new PostgreSqlWalletStoreOptions { Schema = schema.Name }),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
