using Npgsql;
using WalletCore.Storage;

namespace WalletCore.PostgreSql.Tests.Support;

/// <summary>A ledger with two wallets in a schema of its own: Ana has 100.00 EUR, Bob nothing.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly FreshSchema _schema;

    private Shop(FreshSchema schema, PostgreSqlWalletStore store, Ledger ledger)
    {
        _schema = schema;
        Store = store;
        Ledger = ledger;
    }

    public PostgreSqlWalletStore Store { get; }

    public Ledger Ledger { get; }

    public WalletId Ana { get; private set; }

    public WalletId Bob { get; private set; }

    public string Schema => _schema.Name;

    public string ConnectionString => _schema.ConnectionString;

    public NpgsqlDataSource DataSource => _schema.DataSource;

    public static async Task<Shop> OpenAsync(Action<PostgreSqlWalletStoreOptions>? configure = null, int retries = 5)
    {
        var schema = new FreshSchema();
        var options = new PostgreSqlWalletStoreOptions { Schema = schema.Name };
        configure?.Invoke(options);
        var store = new PostgreSqlWalletStore(schema.DataSource, options);
        var shop = new Shop(schema, store, await Ledger.OpenAsync(store, new LedgerOptions { RetriesMax = retries }));
        shop.Ana = (await shop.Ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR })).ValueOrThrow().Id;
        shop.Bob = (await shop.Ledger.OpenWalletAsync(new OpenWallet("bob") { Currency = Currency.EUR })).ValueOrThrow().Id;
        (await shop.Ledger.DepositAsync(new Deposit(shop.Ana, Money.EUR(100m)))).ValueOrThrow();
        return shop;
    }

    /// <summary>Another store on the same schema, as another process has it.</summary>
    public PostgreSqlWalletStore OtherStore(Action<PostgreSqlWalletStoreOptions>? configure = null)
    {
        var options = new PostgreSqlWalletStoreOptions { Schema = Schema };
        configure?.Invoke(options);
        return new PostgreSqlWalletStore(DataSource, options);
    }

    public Transfer Pay(decimal amount, string? key = null) => new(Ana, Bob, Money.EUR(amount)) { Key = key };

    public async Task<string> BalanceAsync(WalletId wallet) =>
        (await Ledger.Reader.GetWalletAsync(wallet))!.AccountIn(Currency.EUR)!.Available.ToAmountString();

    public void Execute(string sql) => _schema.Execute(sql);

    public T? Scalar<T>(string sql) => _schema.Scalar<T>(sql);

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await Store.DisposeAsync();
        _schema.Dispose();
    }
}
