using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>The posting rules that posted.</summary>
internal sealed class RulesTable(Database database)
{
    private Statement InsertRow => field ??= database.Prepare("INSERT INTO rules (id, name, version, definition) VALUES (?1, ?2, ?3, ?4)");

    private Statement All => field ??= database.Prepare(
        "SELECT id, name, version, definition FROM rules WHERE id > ?1 AND id <= ?2 ORDER BY id");

    public void Add(LedgerScope scope, RuleRow rule) =>
        InsertRow.Bind(1, scope.NewRow(rule.Ordinal)).BindText(2, rule.Name).Bind(3, rule.Version).BindText(4, rule.Definition)
            .Run("Writing a posting rule");

    public List<RuleRow> List(LedgerScope scope)
    {
        var rules = new List<RuleRow>();
        var row = All.Bind(1, scope.Base).Bind(2, scope.Last);
        while (row.Read())
        {
            rules.Add(new RuleRow((int)LedgerScope.Ordinal(row.Int64(0)), row.Text(1), row.Int32(2), row.Text(3)));
        }

        return rules;
    }
}
