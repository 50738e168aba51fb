using System.Security.Cryptography;
using Npgsql;

namespace WalletCore.Tests.Shared.PostgreSql;

/// <summary>
/// A PostgreSQL server for tests: one that the tests make and end themselves, in a temporary folder on a free loopback port, or the one that
/// <c>WALLETCORE_PG</c> points to.
/// </summary>
/// <remarks>
/// <para>Most tests take <see cref="SharedDatabase"/> and a schema of their own, or <see cref="CreateDatabase"/> of <see cref="Shared"/>.
/// A test that breaks its server takes a <see cref="PrivatePostgreSqlServer"/>.</para>
/// <para>Mark the tests with <see cref="PostgreSqlFactAttribute"/> or <see cref="PostgreSqlTheoryAttribute"/>: without a server they are
/// skipped, or fail where <see cref="Requirement.RequireAll"/>.</para>
/// </remarks>
internal class PostgreSqlServer
{
    /// <summary>A connection string to a server that is there; its user must be allowed to create databases.</summary>
    public const string ConnectionVariable = "WALLETCORE_PG";

    private static readonly Lazy<PostgreSqlServer> SharedOnce = new(StartShared);
    private static readonly Lazy<PostgreSqlDatabase> SharedDatabaseOnce = new(CreateSharedDatabase);

    protected PostgreSqlServer(string connectionString) => ConnectionString = connectionString;

    /// <summary>Why there is no server for tests, or null.</summary>
    public static string? Missing => External is null ? PrivatePostgreSqlServer.Missing : null;

    /// <summary>
    /// The test process's server, started at first use, ended with the process. A private one runs without fsync: it is for tests of what
    /// happens, not of what a power cut leaves.
    /// </summary>
    public static PostgreSqlServer Shared => SharedOnce.Value;

    /// <summary>One database on <see cref="Shared"/> for all tests of the process that take schemas of their own.</summary>
    public static PostgreSqlDatabase SharedDatabase => SharedDatabaseOnce.Value;

    /// <summary>To the database that the server came with, as a user that may create others.</summary>
    public string ConnectionString { get; }

    private static string? External => Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } text ? text : null;

    /// <summary>A new, empty database; dropped when it is disposed.</summary>
    /// <param name="configure">Changes the connection string, for example the size of the pool.</param>
    public PostgreSqlDatabase CreateDatabase(Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var name = "walletcore_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        Execute($"CREATE DATABASE {name}");
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name };
        configure?.Invoke(builder);
        return new PostgreSqlDatabase(this, name, builder.ConnectionString);
    }

    /// <summary>Runs a statement in the database that the server came with, on a connection of its own.</summary>
    public void Execute(string sql) => _ = Scalar(sql);

    /// <summary>The first value that a statement gives, in the database that the server came with.</summary>
    public object? Scalar(string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    private static PostgreSqlServer StartShared() => External is { } external
        ? new PostgreSqlServer(external)
        : PrivatePostgreSqlServer.Start(new PostgreSqlServerOptions { Fsync = false });

    private static PostgreSqlDatabase CreateSharedDatabase()
    {
        var database = Shared.CreateDatabase();
        if (External is not null)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => database.Dispose();
        }

        return database;
    }
}
