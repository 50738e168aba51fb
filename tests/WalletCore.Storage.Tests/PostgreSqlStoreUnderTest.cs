using Npgsql;
using WalletCore.PostgreSql;
using WalletCore.StoreConformance;

namespace WalletCore.Storage.Tests;

/// <summary>PostgreSQL in a schema of its own.</summary>
internal sealed class PostgreSqlStoreUnderTest : StoreUnderTest
{
    private static int _number;
    private static readonly NpgsqlDataSource Source = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable("PGTEST")!);
    private readonly string _schema = "t" + Environment.ProcessId + "_" + Interlocked.Increment(ref _number);

    public override StoreCapabilities Capabilities => StoreCapabilities.Durable | StoreCapabilities.WritesLedgersInParallel;

    protected override IWalletStore Open() => new PostgreSqlWalletStore(Source, new PostgreSqlWalletStoreOptions { Schema = _schema });

    protected override async ValueTask DeleteStorageAsync()
    {
        await using var command = Source.CreateCommand($"DROP SCHEMA IF EXISTS {_schema} CASCADE");
        await command.ExecuteNonQueryAsync();
    }
}
