using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>How much of windowed limits is used. A new window of a limit sweeps away its earlier ones.</summary>
internal sealed class UsagesTable(Database database)
{
    private Statement UpdateRow => field ??= database.Prepare(
        "UPDATE usages SET amount = ?4 WHERE account = ?1 AND limit_name = ?2 AND window = ?3");

    private Statement InsertRow => field ??= database.Prepare(
        "INSERT INTO usages (account, limit_name, window, amount) VALUES (?1, ?2, ?3, ?4)");

    private Statement DeleteEarlier => field ??= database.Prepare(
        "DELETE FROM usages WHERE account = ?1 AND limit_name = ?2 AND window < ?3");

    private Statement ByKey => field ??= database.Prepare(
        "SELECT amount FROM usages WHERE account = ?1 AND limit_name = ?2 AND window = ?3");

    private Statement PageByKey => field ??= database.Prepare(
        """
        SELECT account, limit_name, window, amount FROM usages
        WHERE account <= ?4 AND (account, limit_name, window) > (?1, ?2, ?3) ORDER BY account, limit_name, window LIMIT ?5
        """);

    public void Put(LedgerScope scope, in UsageRow usage)
    {
        var account = scope.NewRow(usage.Account);
        if (Bind(UpdateRow, account, usage).BindAmount(4, usage.Amount).RunAndCount("Writing a usage") == 0)
        {
            Bind(InsertRow, account, usage).BindAmount(4, usage.Amount).Run("Writing a usage");
            Bind(DeleteEarlier, account, usage).Run("Forgetting earlier usages");
        }
    }

    public UsageRow? Find(LedgerScope scope, UsageKey key)
    {
        var row = ByKey.Bind(1, scope.Row(key.Account)).BindText(2, key.Limit).Bind(3, key.Window);
        if (!row.Read())
        {
            return null;
        }

        var usage = new UsageRow(key.Account, key.Limit, key.Window, row.Amount(0));
        row.Reset();
        return usage;
    }

    public List<UsageRow> Page(LedgerScope scope, UsageKey? after, int limit)
    {
        var usages = new List<UsageRow>();
        var from = after ?? new UsageKey(0, "", int.MinValue);
        var row = PageByKey.Bind(1, scope.Bound(from.Account)).BindText(2, from.Limit).Bind(3, from.Window).Bind(4, scope.Last).Bind(5, limit);
        while (row.Read())
        {
            usages.Add(new UsageRow(LedgerScope.Ordinal(row.Int64(0)), row.Text(1), row.Int32(2), row.Amount(3)));
        }

        return usages;
    }

    private static Statement Bind(Statement statement, long account, in UsageRow usage) =>
        statement.Bind(1, account).BindText(2, usage.Limit).Bind(3, usage.Window);
}
