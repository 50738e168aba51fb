using System.Security.Cryptography;
using Npgsql;

namespace WalletCore.Tests.Shared.PostgreSql;

/// <summary>
/// The name of a schema that nobody else uses, in the database that the tests of this process share: cheaper than a database each. It need not
/// have been created; it is dropped when disposed.
/// </summary>
internal sealed class FreshSchema : IDisposable
{
    /// <summary>Whether lists of stores name PostgreSQL: where there is a server, and where its absence must not go unnoticed.</summary>
    public static bool CanBe => PostgreSqlServer.Missing is null || Requirement.RequireAll;

    public string Name { get; } = "walletcore_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    /// <summary>Of the shared database: not to be disposed.</summary>
    public NpgsqlDataSource DataSource => PostgreSqlServer.SharedDatabase.DataSource;

    public string ConnectionString => PostgreSqlServer.SharedDatabase.ConnectionString;

    /// <summary>Runs a statement, as another party would.</summary>
    public void Execute(string sql) => PostgreSqlServer.SharedDatabase.Execute(sql);

    /// <summary>The first value that a statement gives.</summary>
    public T? Scalar<T>(string sql) => PostgreSqlServer.SharedDatabase.Scalar<T>(sql);

    public void Dispose() => Execute($"DROP SCHEMA IF EXISTS {Name} CASCADE");
}
