using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using WalletCore.PostgreSql.Tests.Support;

namespace WalletCore.PostgreSql.Tests.Enlisting;

/// <summary>The host's own transaction, with Entity Framework Core.</summary>
public class EntityFrameworkTests
{
    [PostgreSqlFact]
    public async Task Wallets_and_entities_commit_together()
    {
        await using var shop = await WithOrdersAsync();
        Assert.True(await BuyAsync(shop, id: 1, amount: 30m));

        Assert.Equal("70.00", await shop.BalanceAsync(shop.Ana));
        await using var later = new Orders(shop);
        Assert.Equal([1], await later.All.Select(order => order.Id).ToListAsync());
        Assert.True((await shop.Ledger.VerifyAsync()).IsClean);
    }

    [PostgreSqlFact]
    public async Task Wallets_and_entities_roll_back_together()
    {
        await using var shop = await WithOrdersAsync();
        Assert.False(await BuyAsync(shop, id: 1, amount: 300m));
        Assert.True(await BuyAsync(shop, id: 2, amount: 30m));

        Assert.Equal("70.00", await shop.BalanceAsync(shop.Ana));
        await using var later = new Orders(shop);
        Assert.Equal([2], await later.All.Select(order => order.Id).ToListAsync());
        Assert.True((await shop.Ledger.VerifyAsync()).IsClean);
    }

    private static async Task<bool> BuyAsync(Shop shop, int id, decimal amount)
    {
        await using var orders = new Orders(shop);
        await using var transaction = await orders.Database.BeginTransactionAsync();
        orders.All.Add(new Order { Id = id });
        await orders.SaveChangesAsync();
        var connection = (NpgsqlConnection)orders.Database.GetDbConnection();
        var paid = await shop.Ledger.Enlist(shop.Store.Enlist(connection, (NpgsqlTransaction)transaction.GetDbTransaction())).TransferAsync(shop.Pay(amount));
        if (paid.IsPosted)
        {
            await transaction.CommitAsync();
        }
        else
        {
            await transaction.RollbackAsync();
        }

        return paid.IsPosted;
    }

    private static async Task<Shop> WithOrdersAsync()
    {
        var shop = await Shop.OpenAsync();
        shop.Execute($"CREATE TABLE {shop.Schema}.orders (id integer PRIMARY KEY)");
        return shop;
    }

    private sealed class Order
    {
        public int Id { get; init; }
    }

    private sealed class Orders(Shop shop) : DbContext
    {
        public DbSet<Order> All => Set<Order>();

        // Each test has a schema of its own, and what is cached of a context knows only its type.
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
            optionsBuilder.UseNpgsql(shop.DataSource).EnableServiceProviderCaching(false);

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            var order = modelBuilder.Entity<Order>().ToTable("orders", shop.Schema);
            order.HasKey(one => one.Id);
            order.Property(one => one.Id).HasColumnName("id").ValueGeneratedNever();
        }
    }
}
