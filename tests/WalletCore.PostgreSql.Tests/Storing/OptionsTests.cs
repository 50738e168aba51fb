using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using WalletCore.Storage;

namespace WalletCore.PostgreSql.Tests.Storing;

public class OptionsTests
{
    private const string Nowhere = "Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=5";

    [Fact]
    public void Making_a_store_opens_nothing() => Assert.Equal("postgresql", PostgreSqlWalletStore.FromConnectionString(Nowhere).Kind);

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    [InlineData(3_600_001)]
    public void A_limit_out_of_range_is_refused(int milliseconds)
    {
        var time = TimeSpan.FromMilliseconds(milliseconds);
        Assert.Throws<ArgumentException>(() => PostgreSqlWalletStore.FromConnectionString(Nowhere, new() { LockTimeout = time }));
        Assert.Throws<ArgumentException>(() => PostgreSqlWalletStore.FromConnectionString(Nowhere, new() { IdleTimeout = time }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_001)]
    public void A_shift_out_of_range_is_refused(int milliseconds) => Assert.Throws<ArgumentException>(
        () => PostgreSqlWalletStore.FromConnectionString(Nowhere, new() { ShiftLength = TimeSpan.FromMilliseconds(milliseconds) }));

    [Fact]
    public async Task An_unreachable_server_is_a_fault_that_passes()
    {
        await using var store = PostgreSqlWalletStore.FromConnectionString(Nowhere);
        Assert.True((await Assert.ThrowsAsync<WalletStoreException>(async () => await store.ListLedgersAsync(default))).IsTransient);
    }

    [PostgreSqlFact]
    public async Task A_container_opens_ledgers_on_it()
    {
        using var schema = new FreshSchema();
        var options = new PostgreSqlWalletStoreOptions { Schema = schema.Name };
        foreach (var use in new Action<WalletCoreBuilder>[]
        {
            builder => builder.UsePostgreSql(schema.ConnectionString, options),
            builder => builder.UsePostgreSql(schema.DataSource, options),
            builder => builder.UsePostgreSql(services => services.GetRequiredService<NpgsqlDataSource>(), options),
        })
        {
            var services = new ServiceCollection().AddSingleton(_ => NpgsqlDataSource.Create(schema.ConnectionString));
            use(services.AddWalletCore().AddLedger("other"));
            await using var provider = services.BuildServiceProvider();
            var ledgers = provider.GetRequiredService<ILedgerProvider>();
            Assert.Equal("other", (await ledgers.GetAsync("other", default)).Name);
            Assert.Equal("default", (await ledgers.GetAsync("default", default)).Name);
        }
    }
}
