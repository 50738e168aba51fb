using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;

namespace WalletCore.PostgreSql.Tables;

/// <summary>The posting rules that posted.</summary>
internal sealed class RulesTable(SchemaName schema)
{
    private readonly string _insert =
        $"""
        INSERT INTO {schema.Prefix}rules (ledger, rule, version, name, definition)
        SELECT $1, unnest($2::integer[]), unnest($3::integer[]), unnest($4::text[]), unnest($5::text[])
        """;

    private readonly string _all = $"SELECT rule, name, version, definition FROM {schema.Prefix}rules WHERE ledger = $1 ORDER BY rule";

    public void Add(RoundTrip trip, long ledger, ReadOnlySpan<RuleRow> rows)
    {
        if (!rows.IsEmpty)
        {
            trip.Run(_insert).With(ledger)
                .With(Column.Of(rows, static (in row) => row.Ordinal))
                .With(Column.Of(rows, static (in row) => row.Version))
                .With(Column.Of(rows, static (in row) => row.Name))
                .With(Column.Of(rows, static (in row) => row.Definition));
        }
    }

    public void List(RoundTrip trip, long ledger, List<RuleRow> into) =>
        trip.Read(_all, row => into.Add(new RuleRow(row.GetInt32(0), row.GetString(1), row.GetInt32(2), row.GetString(3)))).With(ledger);
}
