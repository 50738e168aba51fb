using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>The ledgers of the file and where each stands.</summary>
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

    private Statement HeadByNumber => field ??= database.Prepare(
        """
        SELECT sequence, postings, commits, wallets, accounts, rules, answers, recorded_at, hash, keys_indexed_through, answers_indexed_through,
          balances_through
        FROM ledgers WHERE number = ?1
        """);

    private Statement UpdateHead => field ??= database.Prepare(
        """
        UPDATE ledgers SET sequence = ?2, postings = ?3, commits = ?4, wallets = ?5, accounts = ?6, rules = ?7, answers = ?8,
          recorded_at = ?9, hash = ?10, keys_indexed_through = ?11, answers_indexed_through = ?12,
          balances_through = ?13
        WHERE number = ?1
        """);

    private Statement UpdateBalancesThrough => field ??= database.Prepare("UPDATE ledgers SET balances_through = ?2 WHERE number = ?1");

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

    /// <summary>Where the ledger stands in this connection's transaction.</summary>
    public LedgerHead Head(LedgerScope scope, out WrittenMarks written)
    {
        var row = HeadByNumber.Bind(1, scope.Number);
        if (!row.Read())
        {
            throw new WalletStoreException("The ledger's row is gone from the file.", false);
        }

        var head = new LedgerHead(
            row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4), row.Int32(5), row.Int64(6), row.Int64(7), HashBytes.Read(row, 8));
        written = new WrittenMarks(new KeyMark(row.Int64(9), row.Int64(10)), Math.Min(row.Int64(11), head.Postings));
        row.Reset();
        return head;
    }

    public void Move(LedgerScope scope, in LedgerHead head, WrittenMarks written)
    {
        var update = UpdateHead;
        update.Bind(1, scope.Number).Bind(2, head.Sequence).Bind(3, head.Postings).Bind(4, head.Commits).Bind(5, head.Wallets)
            .Bind(6, head.Accounts).Bind(7, head.Rules).Bind(8, head.Answers).Bind(9, head.RecordedAt)
            .Bind(11, written.Keys.Sequence).Bind(12, written.Keys.Answers).Bind(13, written.Balances);
        HashBytes.Bind(update, 10, head.Hash);
        update.Run("Moving the ledger's head");
    }

    /// <summary>Moves the mark of the balances alone.</summary>
    public void MoveBalances(LedgerScope scope, long through) =>
        UpdateBalancesThrough.Bind(1, scope.Number).Bind(2, through).Run("Moving the mark of the balances");

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
