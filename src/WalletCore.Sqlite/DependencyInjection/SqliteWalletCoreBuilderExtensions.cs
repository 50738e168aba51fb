using Microsoft.Data.Sqlite;
using WalletCore.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps ledgers in SQLite.</summary>
public static class SqliteWalletCoreBuilderExtensions
{
    /// <summary>Keeps ledgers in that file, with the default settings and the container's clock.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="pathOrConnectionString">A path, or a connection string of Microsoft.Data.Sqlite (<c>Data Source=wallets.db</c>).</param>
    public static WalletCoreBuilder UseSqlite(this WalletCoreBuilder builder, string pathOrConnectionString)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(pathOrConnectionString);
        var isConnectionString = IsConnectionString(pathOrConnectionString);
        return builder.UseSqlite(services => new SqliteWalletStoreOptions
        {
            Path = isConnectionString ? null : pathOrConnectionString,
            ConnectionString = isConnectionString ? pathOrConnectionString : null,
            TimeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System,
        });
    }

    /// <summary>Keeps ledgers in SQLite with those settings.</summary>
    public static WalletCoreBuilder UseSqlite(this WalletCoreBuilder builder, SqliteWalletStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return builder.UseSqlite(_ => options);
    }

    /// <summary>Keeps ledgers in SQLite with settings that other services help to make.</summary>
    public static WalletCoreBuilder UseSqlite(this WalletCoreBuilder builder, Func<IServiceProvider, SqliteWalletStoreOptions> options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        return builder.UseStore(services => new SqliteWalletStore(options(services)));
    }

    /// <summary>A path may contain an equals sign too; only what parses and names a data source is a connection string.</summary>
    private static bool IsConnectionString(string text)
    {
        try
        {
            return new SqliteConnectionStringBuilder(text).DataSource.Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
