using Npgsql;
using WalletCore.PostgreSql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps ledgers in PostgreSQL.</summary>
public static class PostgreSqlWalletCoreBuilderExtensions
{
    /// <summary>Keeps ledgers in that database, with a pool of the store's own.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">A connection string of Npgsql (<c>Host=db;Database=shop;Username=shop_app</c>).</param>
    /// <param name="options">Settings; null: the defaults.</param>
    public static WalletCoreBuilder UsePostgreSql(
        this WalletCoreBuilder builder, string connectionString, PostgreSqlWalletStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.UseStore(_ => PostgreSqlWalletStore.FromConnectionString(connectionString, options));
    }

    /// <summary>Keeps ledgers in the database of that data source, which is not disposed with the container.</summary>
    public static WalletCoreBuilder UsePostgreSql(
        this WalletCoreBuilder builder, NpgsqlDataSource dataSource, PostgreSqlWalletStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.UsePostgreSql(_ => dataSource, options);
    }

    /// <summary>
    /// Keeps ledgers in the database of a data source that other services make, such as the host's own:
    /// <c>services => services.GetRequiredService&lt;NpgsqlDataSource&gt;()</c>. Who made it disposes it.
    /// </summary>
    public static WalletCoreBuilder UsePostgreSql(
        this WalletCoreBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, PostgreSqlWalletStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.UseStore(services => new PostgreSqlWalletStore(dataSource(services), options));
    }
}
