using Npgsql;
using WalletCore.PostgreSql.Connections;

namespace WalletCore.PostgreSql.Schema;

/// <summary>
/// Brings a schema to the newest version this library knows: forward only, all missing steps in one transaction under a row's lock, so that of
/// several processes one migrates and the others find it done.
/// </summary>
internal sealed class Migrator(Database database, IReadOnlyList<Migration> migrations)
{
    /// <summary>The version of a schema that is not there.</summary>
    public const int Missing = -1;

    /// <summary>Creating what another process creates at the same time fails once that other has committed, and then it is there.</summary>
    private const int AttemptsMax = 10;

    private readonly SchemaName _schema = database.Schema;
    private readonly string _version = $"SELECT max(version) FROM {database.Schema.Prefix}schema_migrations";
    private readonly string _lock = $"SELECT version FROM {database.Schema.Prefix}schema_migrations WHERE version = 0 FOR UPDATE";

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var version = await ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false);
            if (version == database.SchemaVersion)
            {
                return;
            }

            RefuseNewer(version);
            if (!database.Options.MigrateAtStart)
            {
                throw new WalletStoreException(
                    $"Schema {_schema} {(version <= 0 ? "is not there" : $"has version {version}")}; version {database.SchemaVersion} is needed, and "
                    + $"{nameof(PostgreSqlWalletStoreOptions.MigrateAtStart)} is false. Run {nameof(PostgreSqlSchema)}.{nameof(PostgreSqlSchema.GetScript)}.",
                    false);
            }

            if (version == Missing)
            {
                await BootstrapAsync(connection, cancellationToken).ConfigureAwait(false);
            }

            await MigrateAsync(connection, cancellationToken).ConfigureAwait(false);
        }
    }

    public static WalletStoreException Newer(SchemaName schema, int found, int known) => new(
        $"Schema {schema} has version {found}; this library knows versions up to {known}. Update WalletCore.PostgreSql in this process.", false);

    private async ValueTask<int> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var version = Missing;
        try
        {
            var ask = new RoundTrip(connection);
            ask.Read(_version, row => version = row.IsDBNull(0) ? Missing : row.GetInt32(0));
            await ask.SendAsync("Reading the schema's version", prepared: false, cancellationToken).ConfigureAwait(false);
        }
        catch (WalletStoreException fault) when (IsMissing(fault))
        {
            // Neither the schema nor its table is there.
        }

        return version;
    }

    private async ValueTask BootstrapAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (!await ExistsAsync(connection, cancellationToken).ConfigureAwait(false))
                {
                    await RunScriptAsync(connection, $"CREATE SCHEMA IF NOT EXISTS \"{_schema.Name}\"", cancellationToken).ConfigureAwait(false);
                }

                await RunScriptAsync(
                    connection, $"BEGIN;\n{SchemaText.Bootstrap(_schema)}COMMIT", cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (WalletStoreException fault) when (attempt < AttemptsMax && IsLostRace(fault))
            {
                await RunScriptAsync(connection, SessionStatements.Rollback, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Asked first, because IF NOT EXISTS wants the right to create schemas also where there is nothing to create.</summary>
    private async ValueTask<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var exists = false;
        var ask = new RoundTrip(connection);
        ask.Read("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1", _ => exists = true).With(_schema.Name);
        await ask.SendAsync("Looking for the schema", prepared: false, cancellationToken).ConfigureAwait(false);
        return exists;
    }

    private async ValueTask MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var version = 0;
        var begin = new RoundTrip(connection);
        begin.AllowTime(database.Sessions.LockWait);
        begin.Run(SessionStatements.Begin);
        begin.Call(database.Sessions.Limits);
        begin.Call(_lock);
        begin.Read(_version, row => version = row.GetInt32(0));
        await begin.SendAsync("Locking the schema to migrate it", prepared: false, cancellationToken).ConfigureAwait(false);
        RefuseNewer(version);
        foreach (var migration in migrations.Where(step => step.Version > version))
        {
            await RunScriptAsync(connection, SchemaText.Enter(_schema) + SchemaText.Step(migration), cancellationToken).ConfigureAwait(false);
        }

        await RunScriptAsync(connection, SessionStatements.Commit, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask RunScriptAsync(NpgsqlConnection connection, string script, CancellationToken cancellationToken)
    {
        var run = new RoundTrip(connection);

        // To index a long history takes as long as it takes.
        run.AllowTime(Timeout.InfiniteTimeSpan);
        foreach (var statement in Statements(script))
        {
            run.Run(statement);
        }

        await run.SendAsync("Migrating the schema", prepared: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A batch has one statement a command. Ours end with a semicolon at the end of a line, and comments have none there.</summary>
    private static string[] Statements(string script) =>
        script.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private void RefuseNewer(int version)
    {
        if (version > database.SchemaVersion)
        {
            throw Newer(_schema, version, database.SchemaVersion);
        }
    }

    private static bool IsMissing(WalletStoreException fault) =>
        fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName };

    private static bool IsLostRace(WalletStoreException fault) => fault.InnerException is PostgresException
    {
        SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateSchema or PostgresErrorCodes.DuplicateTable
            or PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.InternalError,
    };
}
