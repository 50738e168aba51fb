namespace WalletCore.PostgreSql.Schema;

/// <summary>
/// The name of a schema, so plain that it needs no escaping wherever it is written: lower-case letters, digits and underscores, not beginning
/// with a digit or with <c>pg_</c>, which PostgreSQL keeps for itself.
/// </summary>
internal sealed class SchemaName
{
    /// <summary>PostgreSQL cuts names at 63 bytes; the rest is for the prefix of the channel's name.</summary>
    public const int LengthMax = 50;

    /// <exception cref="ArgumentException">Not such a name.</exception>
    public SchemaName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > LengthMax || char.IsAsciiDigit(name[0]) || name.StartsWith("pg_", StringComparison.Ordinal)
            || !name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            throw new ArgumentException(
                $"A schema's name has 1 to {LengthMax} lower-case letters, digits and underscores, and begins neither with a digit nor with pg_.",
                nameof(name));
        }

        Name = name;
    }

    /// <summary>As it stands in PostgreSQL's catalogue.</summary>
    public string Name { get; }

    /// <summary>As it stands before a table's name, the dot included. Quoted, because the name may be a reserved word.</summary>
    public string Prefix => $"\"{Name}\".";

    /// <summary>The channel on which changes are told.</summary>
    public string Channel => $"walletcore_{Name}";

    public override string ToString() => Name;
}
