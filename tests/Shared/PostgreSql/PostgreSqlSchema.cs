using Npgsql;

namespace WalletCore.Tests.Shared.PostgreSql;

/// <summary>
/// The name of a schema that nobody else uses, in one database that all tests of this process share over one pool: cheaper than a database
/// each. It is dropped when disposed, and need not have been created.
/// </summary>
internal sealed class PostgreSqlSchema : IAsyncDisposable
{
    private static readonly Lazy<Task<NpgsqlDataSource>> SharedOnce = new(CreateSharedAsync);

    private PostgreSqlSchema(NpgsqlDataSource dataSource, string name)
    {
        DataSource = dataSource;
        Name = name;
    }

    /// <summary>Shared: not to be disposed.</summary>
    public NpgsqlDataSource DataSource { get; }

    public string Name { get; }

    public static async Task<PostgreSqlSchema> ReserveAsync() => new(await SharedOnce.Value, $"walletcore_{Guid.NewGuid():N}");

    public async ValueTask DisposeAsync()
    {
        await using var command = DataSource.CreateCommand($"DROP SCHEMA IF EXISTS {Name} CASCADE");
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<NpgsqlDataSource> CreateSharedAsync()
    {
        var server = await PostgreSqlServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        if (!server.IsPrivate)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Task.Run(async () => await database.DisposeAsync()).GetAwaiter().GetResult();
        }

        return database.DataSource;
    }
}
