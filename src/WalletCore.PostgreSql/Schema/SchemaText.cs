using System.Globalization;
using System.Text;

namespace WalletCore.PostgreSql.Schema;

/// <summary>The statements that bring a schema forward, for the library and for people who run them by themselves.</summary>
internal static class SchemaText
{
    private const string Table =
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
          version integer PRIMARY KEY, -- 0 is no migration: its row is what migrating processes lock
          name text NOT NULL,
          applied_at bigint NOT NULL -- microseconds of Unix time
        );

        """;

    private const string Lock =
        "INSERT INTO schema_migrations (version, name, applied_at) VALUES (0, 'lock', 0) ON CONFLICT (version) DO NOTHING;\n";

    /// <summary>Names in what follows belong to the schema, until the transaction ends.</summary>
    public static string Enter(SchemaName schema) => $"SET LOCAL search_path TO \"{schema.Name}\";\n";

    /// <summary>What must stand before anything can be locked. Safe to repeat.</summary>
    public static string Bootstrap(SchemaName schema) => $"{Enter(schema)}{Table}{Lock}";

    /// <summary>One step, and the row that records it.</summary>
    public static string Step(Migration migration) => migration.Sql + string.Create(
        CultureInfo.InvariantCulture,
        $"""
        INSERT INTO schema_migrations (version, name, applied_at)
        VALUES ({migration.Version}, '{migration.Name}', (extract(epoch FROM now()) * 1000000)::bigint);

        """);

    /// <summary>All steps after a version as one script.</summary>
    public static string Script(SchemaName schema, IEnumerable<Migration> migrations, int after)
    {
        var script = new StringBuilder("BEGIN;\n");
        if (after == 0)
        {
            script.Append(CultureInfo.InvariantCulture, $"CREATE SCHEMA IF NOT EXISTS \"{schema.Name}\";\n").Append(Bootstrap(schema));
        }
        else
        {
            script.Append(Enter(schema)).Append("SELECT version FROM schema_migrations WHERE version = 0 FOR UPDATE;\n");
        }

        foreach (var migration in migrations.Where(step => step.Version > after))
        {
            script.Append(Step(migration));
        }

        return script.Append("COMMIT;\n").ToString();
    }
}
