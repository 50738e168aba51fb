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

    private static Statement Bind(Statement statement, long account, in UsageRow usage) =>
        statement.Bind(1, account).BindText(2, usage.Limit).Bind(3, usage.Window);
}
