using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql;

/// <summary>The schema as SQL, for those who run migrations by themselves.</summary>
public static class PostgreSqlSchema
{
    /// <summary>The name of the schema where none is given.</summary>
    public const string DefaultName = "walletcore";

    /// <summary>The newest schema version, which this library needs.</summary>
    public static int Version => Migrations.All[^1].Version;

    /// <summary>
    /// Everything that brings a schema to <see cref="Version"/>, in one transaction. Run it by a role that may create in the database (the
    /// first time) or in the schema; the library then needs no right to create anything.
    /// </summary>
    /// <param name="schema">The schema's name: 1 to 50 lower-case letters, digits and underscores.</param>
    /// <param name="fromVersion">The version that is there, from <c>schema_migrations</c>; zero when there is none yet.</param>
    /// <exception cref="ArgumentException">Not a name for a schema.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than zero, or more than <see cref="Version"/>.</exception>
    public static string GetScript(string schema = DefaultName, int fromVersion = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromVersion);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fromVersion, Version);
        return SchemaText.Script(new SchemaName(schema), Migrations.All, fromVersion);
    }
}
