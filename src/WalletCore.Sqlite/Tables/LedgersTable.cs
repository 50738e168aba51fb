using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>The ledgers of the file.</summary>
internal sealed class LedgersTable(Database database)
{
    private Statement ByName => field ??= database.Prepare("SELECT id, name, created_at FROM ledgers WHERE name = ?1");

    private Statement All => field ??= database.Prepare("SELECT id, name, created_at FROM ledgers WHERE name NOT LIKE '!%' ORDER BY name");

    private Statement NumberById => field ??= database.Prepare("SELECT number FROM ledgers WHERE id = ?1");

    private Statement Insert => field ??= database.Prepare(
        "INSERT INTO ledgers (number, id, name, created_at) SELECT coalesce(max(number) + 1, 0), ?1, ?2, ?3 FROM ledgers");

    private Statement ById => field ??= database.Prepare("SELECT id, name, created_at FROM ledgers WHERE id = ?1");

    private Statement Rename => field ??= database.Prepare("UPDATE ledgers SET name = ?2 WHERE number = ?1");

    private Statement DeleteRow => field ??= database.Prepare("DELETE FROM ledgers WHERE number = ?1");

    // Writes nothing new: it takes the write lock inside a transaction that somebody else began.
    private Statement TouchRow => field ??= database.Prepare("UPDATE ledgers SET sequence = sequence WHERE number = ?1");

    private Statement Version => field ??= database.Prepare("PRAGMA user_version");

    public LedgerRow? FindByName(string name) => ByName.BindText(1, name) is var row && row.Read() ? ReadOne(row) : null;

    public LedgerRow? FindById(LedgerId id) => ById.BindText(1, id.ToString()) is var row && row.Read() ? ReadOne(row) : null;

    public void SetName(LedgerScope scope, string name) => Rename.Bind(1, scope.Number).BindText(2, name).Run("Naming a ledger");

    public void Delete(LedgerScope scope) => DeleteRow.Bind(1, scope.Number).Run("Removing a hidden ledger");

    public List<LedgerRow> List()
    {
        var ledgers = new List<LedgerRow>();
        while (All.Read())
        {
            ledgers.Add(ReadLedger(All));
        }

        return ledgers;
    }

    public LedgerScope? FindScope(LedgerId id)
    {
        var row = NumberById.BindText(1, id.ToString());
        if (!row.Read())
        {
            return null;
        }

        var scope = new LedgerScope(row.Int64(0));
        row.Reset();
        return scope;
    }

    public void Add(LedgerRow ledger) =>
        Insert.BindText(1, ledger.Id.ToString()).BindText(2, ledger.Name).Bind(3, ledger.CreatedAt).Run("Registering a ledger");

    public void TakeWriteLock(LedgerScope scope) => TouchRow.Bind(1, scope.Number).Run("Taking the write lock in the host's transaction");

    /// <summary>The schema version as of this connection's transaction.</summary>
    public int SchemaVersion()
    {
        var version = Version.Read() ? Version.Int32(0) : 0;
        Version.Reset();
        return version;
    }

    private static LedgerRow ReadOne(Statement row)
    {
        var ledger = ReadLedger(row);
        row.Reset();
        return ledger;
    }

    private static LedgerRow ReadLedger(Statement row) => new(LedgerId.Parse(row.Text(0)), row.Text(1), row.Int64(2));
}
