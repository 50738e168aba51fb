using Npgsql;
using WalletCore.SqlStores;

namespace WalletCore.PostgreSql.Tests.Support;

/// <summary>A shop whose schema has version 2, with what a library of that version wrote. Stores that are opened bring it forward.</summary>
internal sealed class OldShop : IAsyncDisposable
{
    private readonly Shop _shop;

    private OldShop(Shop shop) => _shop = shop;

    public string Schema => _shop.Schema;

    public LedgerId Ledger => _shop.Ledger.Id;

    public NpgsqlDataSource DataSource => _shop.DataSource;

    /// <summary>Under version 2 every key stood under its hash; the statements were the same but for the head's.</summary>
    /// <param name="write">What was written.</param>
    /// <param name="hasher">The hash.</param>
    public static async Task<OldShop> OpenAsync(Func<Shop, Task> write, KeyHasher? hasher = null)
    {
        var shop = await Shop.OpenAsync(options => options.KeyHasher = hasher ?? StableHash.Of);
        await write(shop);
        shop.Execute(
            $"""
            DROP TABLE {shop.Schema}.handovers;
            ALTER TABLE {shop.Schema}.heads DROP COLUMN plain_keys;
            DELETE FROM {shop.Schema}.schema_migrations WHERE version > 2;
            """);
        return new OldShop(shop);
    }

    public PostgreSqlWalletStore Store(Action<PostgreSqlWalletStoreOptions>? configure = null) => _shop.OtherStore(configure);

    public Transfer Pay(decimal amount, string? key = null) => _shop.Pay(amount, key);

    public Deposit Fill(decimal amount) => new(_shop.Ana, Money.EUR(amount));

    /// <summary>What Ana has, in minor units, by the tables alone.</summary>
    public long Left() => _shop.Scalar<long>($"SELECT b.available FROM {Schema}.balances b JOIN {Schema}.accounts a USING (ledger, account) WHERE a.wallet = 1");

    public T? Scalar<T>(string sql) => _shop.Scalar<T>(sql);

    public void Execute(string sql) => _shop.Execute(sql);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();
}
