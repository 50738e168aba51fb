using Npgsql;

namespace WalletCore.Tests.Shared.PostgreSql;

/// <summary>A database of a test's own; dropped when it is disposed, whoever is still connected.</summary>
internal sealed class PostgreSqlDatabase(PostgreSqlServer server, string name, string connectionString) : IDisposable
{
    private readonly Lazy<NpgsqlDataSource> _dataSource = new(() => NpgsqlDataSource.Create(connectionString));

    public string ConnectionString => connectionString;

    /// <summary>One for the whole life of the database.</summary>
    public NpgsqlDataSource DataSource => _dataSource.Value;

    /// <summary>Runs a statement, as another party would.</summary>
    public void Execute(string sql) => _ = Scalar<object>(sql);

    /// <summary>The first value that a statement gives; null when there is none.</summary>
    public T? Scalar<T>(string sql)
    {
        using var command = DataSource.CreateCommand(sql);
        return command.ExecuteScalar() is T value ? value : default;
    }

    public void Dispose()
    {
        if (_dataSource.IsValueCreated)
        {
            _dataSource.Value.Dispose();
        }

        server.Execute($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }
}
