using WalletCore.Sqlite.Balances;
using WalletCore.Sqlite.Connections;
using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Native;
using WalletCore.Sqlite.Tables;
using WalletCore.Sqlite.Writing;

namespace WalletCore.Sqlite.Enlisting;

/// <summary>
/// A session in the host's transaction, between a savepoint and its release: a failure undoes the session's rows and nothing else.
/// </summary>
internal sealed class EnlistedWriteSession(HostTransaction host, WalletFile file, TableSet tables, LedgerScope scope)
    : WriteSession(tables, scope, HeadOf(tables, scope), file.PendingKeys(scope), file.Options.KeyHasher, pendingBalances: null)
{
    public const string Savepoint = "SAVEPOINT walletcore_write";

    /// <summary>Undoes everything since the savepoint. Never throws: SQLite may have rolled the whole transaction back already.</summary>
    public static void Undo(Database database)
    {
        if (database.InTransaction)
        {
            _ = SQLitePCL.raw.sqlite3_exec(database.Handle, "ROLLBACK TO walletcore_write; RELEASE walletcore_write");
        }
    }

    private static (LedgerHead Head, WrittenMarks Written) HeadOf(TableSet tables, LedgerScope scope) =>
        DamagedRows.Guard((tables, scope), static state => (state.tables.Heads.Find(state.scope, out var written), written));

    protected override void End()
    {
        if (!HasCommitted)
        {
            Undo(Tables.Database);
        }
    }

    protected override void Commit(ChangeSet changes)
    {
        host.RequireOpen();
        ChangeWriter.Write(Tables, Scope, changes);
        var balances = BalanceWriter.WriteThrough(Tables, Scope, Balances, file.BalanceLagMaxPerLedger, changes, Written.Balances);
        var indexed = KeyWriter.WriteThrough(Tables, Scope, Hasher, changes, Written.Keys);
        HeadWriter.Write(Tables, Scope, changes, Written, new WrittenMarks(indexed, balances));
        Tables.Database.Execute("RELEASE walletcore_write", "Completing the write in the host's transaction");
    }
}
