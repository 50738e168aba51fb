using WalletCore.PostgreSql.Schema;
using WalletCore.PostgreSql.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.PostgreSql.Tests.Schema;

public sealed class SchemaTests : IDisposable
{
    private readonly FreshSchema _schema = new();

    public void Dispose() => _schema.Dispose();

    [Fact]
    public void The_script_does_not_change_once_released() => Snapshot.Match(PostgreSqlSchema.GetScript());

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("1st")]
    [InlineData("pg_mine")]
    [InlineData("a-b")]
    [InlineData("a\"; DROP TABLE x; --")]
    [InlineData("a23456789012345678901234567890123456789012345678901")]
    public void A_name_that_would_need_care_is_refused(string name) => Assert.Throws<ArgumentException>(() => PostgreSqlSchema.GetScript(name));

    [PostgreSqlFact]
    public async Task Stores_that_race_to_create_it_all_find_it()
    {
        var stores = Enumerable.Range(0, 8).Select(_ => Store()).ToArray();
        await Task.WhenAll(stores.Select(store => Task.Run(async () => await store.ListLedgersAsync(default))));

        Assert.Equal("0 lock, 1 journal and wallets, 2 unique key hashes, 3 places of keys, 4 handovers of shifts", _schema.Scalar<string>(
            $"SELECT string_agg(version || ' ' || name, ', ' ORDER BY version) FROM {_schema.Name}.schema_migrations"));
    }

    [PostgreSqlFact]
    public async Task A_missing_schema_is_refused_where_migrating_is_somebody_elses()
    {
        var store = Store(migrate: false);
        var refused = await Assert.ThrowsAsync<WalletStoreException>(async () => await store.ListLedgersAsync(default));

        Assert.False(refused.IsTransient);
        Assert.Contains("GetScript", refused.Message, StringComparison.Ordinal);
        Assert.Null(_schema.Scalar<object>($"SELECT nspname FROM pg_namespace WHERE nspname = '{_schema.Name}'"));
    }

    [PostgreSqlFact]
    public async Task The_script_makes_what_the_library_makes()
    {
        _schema.Execute(PostgreSqlSchema.GetScript(_schema.Name));
        await using var store = Store(migrate: false);
        Assert.Empty(await store.ListLedgersAsync(default));

        using var made = new FreshSchema();
        await using var other = new PostgreSqlWalletStore(made.DataSource, new PostgreSqlWalletStoreOptions { Schema = made.Name });
        await other.ListLedgersAsync(default);
        Assert.Equal(Columns(made), Columns(_schema));
        Assert.Equal(Indexes(made), Indexes(_schema));
    }

    [PostgreSqlFact]
    public async Task An_older_schema_is_brought_forward_with_what_it_holds()
    {
        await using (var old = Store())
        {
            await using var ledger = await Ledger.OpenAsync(old);
        }

        await using var store = new PostgreSqlWalletStore(
            _schema.DataSource,
            ownsSource: false,
            new PostgreSqlWalletStoreOptions { Schema = _schema.Name },
            [.. Migrations.All, new Migration(PostgreSqlSchema.Version + 1, "more", "CREATE TABLE more (id integer);\n")]);
        Assert.Equal(["default"], (await store.ListLedgersAsync(default)).Select(row => row.Name));
        Assert.Equal(PostgreSqlSchema.Version + 1, _schema.Scalar<int>($"SELECT max(version) FROM {_schema.Name}.schema_migrations"));
    }

    [PostgreSqlFact]
    public async Task A_newer_schema_is_refused_at_the_start_and_by_those_already_running()
    {
        await using var shop = await Shop.OpenAsync();
        shop.Execute($"INSERT INTO {shop.Schema}.schema_migrations VALUES (9, 'from the future', 0)");

        var running = await Assert.ThrowsAsync<WalletStoreException>(async () => await shop.Ledger.TransferAsync(shop.Pay(1m)));
        await using var late = shop.OtherStore();
        var starting = await Assert.ThrowsAsync<WalletStoreException>(async () => await late.ListLedgersAsync(default));

        Assert.False(running.IsTransient || starting.IsTransient);
        Assert.Contains("version 9", running.Message, StringComparison.Ordinal);
        Assert.Contains("version 9", starting.Message, StringComparison.Ordinal);
    }

    [PostgreSqlFact]
    public async Task Views_show_amounts_of_any_width_as_decimals()
    {
        await using var shop = await Shop.OpenAsync();
        (await shop.Ledger.DepositAsync(new Deposit(shop.Bob, Money.Parse("12345678901234567890123.45 EUR")))).ValueOrThrow();

        Assert.Equal("12345678901234567890123.45", shop.Scalar<string>(
            $"SELECT available::text FROM {shop.Schema}.balances_view WHERE owner_id = 'bob'"));
        Assert.Equal("12345678901234567890123.45", shop.Scalar<string>(
            $"SELECT amount::text FROM {shop.Schema}.transactions_view ORDER BY sequence DESC LIMIT 1"));
        Assert.Equal("100.00", shop.Scalar<string>(
            $"SELECT available_after::text FROM {shop.Schema}.entries_view WHERE holder = 'ana'"));
    }

    private static string? Columns(FreshSchema schema) => schema.Scalar<string>(
        "SELECT string_agg(table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable, ', ' ORDER BY table_name, ordinal_position) "
        + $"FROM information_schema.columns WHERE table_schema = '{schema.Name}'");

    private static string? Indexes(FreshSchema schema) => schema.Scalar<string>(
        $"SELECT string_agg(replace(indexdef, '{schema.Name}.', ''), ', ' ORDER BY indexname) FROM pg_indexes WHERE schemaname = '{schema.Name}'");

    private PostgreSqlWalletStore Store(bool migrate = true) =>
        new(_schema.DataSource, new PostgreSqlWalletStoreOptions { Schema = _schema.Name, MigrateAtStart = migrate });
}
