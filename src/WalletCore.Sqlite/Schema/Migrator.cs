using System.Globalization;
using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Schema;

/// <summary>
/// Brings a file to the newest schema this library knows: forward only, all missing steps in one transaction that takes the write lock
/// first, so that of several processes one migrates and the others find it done.
/// </summary>
internal sealed class Migrator(IReadOnlyList<Migration> migrations, TimeProvider time)
{
    public int Newest { get; } = migrations.Count == 0 ? 0 : migrations[^1].Version;

    /// <summary>Migrates if needed. The lock's being taken surfaces as a failure that can be waited out; the caller tries again.</summary>
    public void Run(Database database, bool adoptExistingFile, bool mayCreate)
    {
        var found = SchemaGuard.Check(database, Newest, adoptExistingFile);
        if (found == Newest)
        {
            return;
        }

        if (found == 0 && !mayCreate)
        {
            throw new WalletStoreException(
                "The file has no wallet tables, and Mode=ReadWrite forbids to create them: it was cut off or replaced, or is the wrong file.", false);
        }

        UseWriteAheadLog(database);
        database.Execute("BEGIN IMMEDIATE", "Taking the write lock to migrate the schema");
        try
        {
            var version = SchemaGuard.Check(database, Newest, adoptExistingFile);
            foreach (var migration in migrations.Where(step => step.Version > version))
            {
                Apply(database, migration);
            }

            database.Execute("COMMIT", "Committing the migrated schema");
        }
        catch
        {
            database.RollbackQuietly();
            throw;
        }
    }

    /// <summary>Switches the file to the write-ahead log, which is recorded in the file itself.</summary>
    public static void UseWriteAheadLog(Database database)
    {
        var mode = database.ScalarText("PRAGMA journal_mode");
        if (!IsWriteAheadLog(mode))
        {
            mode = database.ScalarText("PRAGMA journal_mode = WAL");
        }

        if (!IsWriteAheadLog(mode))
        {
            throw new WalletStoreException(
                $"SQLite kept the journal mode '{mode}' where the write-ahead log is needed. Network file systems do not support it.", false);
        }
    }

    private static bool IsWriteAheadLog(string? mode) => string.Equals(mode, "wal", StringComparison.Ordinal);

    private void Apply(Database database, Migration migration)
    {
        database.Execute(migration.Sql, $"Migrating the schema to version {migration.Version}");
        using (var record = new Statement(database.Handle, "INSERT INTO schema_migrations (version, name, applied_at) VALUES (?1, ?2, ?3)"))
        {
            var now = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            record.Bind(1, migration.Version).BindText(2, migration.Name).Bind(3, now).Run("Recording a migration");
        }

        database.Execute(
            string.Create(
                CultureInfo.InvariantCulture,
                $"PRAGMA user_version = {migration.Version}; PRAGMA application_id = {SchemaGuard.ApplicationId}"),
            "Recording the schema version");
    }
}
