using WalletCore.PostgreSql;
using WalletCore.Testing;

namespace WalletCore.Storage.Tests;

/// <summary>PostgreSQL in a schema of its own, in a database that all cases share.</summary>
internal sealed class PostgreSqlStoreUnderTest : StoreUnderTest
{
    private readonly FreshSchema _schema = new();
    private bool _isUsed;

    public override StoreCapabilities Capabilities =>
        StoreCapabilities.Durable | StoreCapabilities.WritesLedgersInParallel | StoreCapabilities.Shared | StoreCapabilities.Versioned
        | StoreCapabilities.Optimistic | StoreCapabilities.Shifts;

    protected override IWalletStore Open()
    {
        _isUsed = true;
        return new PostgreSqlWalletStore(_schema.DataSource, new PostgreSqlWalletStoreOptions { Schema = _schema.Name });
    }

    protected override ValueTask RaiseSchemaVersionAsync()
    {
        _schema.Execute($"INSERT INTO {_schema.Name}.schema_migrations (version, name, applied_at) VALUES (1000, 'newer', 0)");
        return ValueTask.CompletedTask;
    }

    protected override ValueTask DeleteStorageAsync()
    {
        if (_isUsed)
        {
            _schema.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
