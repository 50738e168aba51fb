using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Native;
using WalletCore.Sqlite.Tables;
using WalletCore.Sqlite.Writing;

namespace WalletCore.Sqlite.Enlisting;

/// <summary>
/// A session in the host's transaction, between a savepoint and its release: a failure undoes the session's rows and nothing else.
/// </summary>
internal sealed class EnlistedWriteSession(
    HostTransaction host, TableSet tables, LedgerScope scope, PendingKeys pending, KeyHasher hasher)
    : WriteSession(tables, scope, HeadOf(tables, scope), pending, hasher)
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

    private static (LedgerHead Head, KeyMark Indexed) HeadOf(TableSet tables, LedgerScope scope) =>
        DamagedRows.Guard((tables, scope), static state => (state.tables.Ledgers.Head(state.scope, out var indexed), indexed));

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
        var indexed = KeyWriter.WriteThrough(Tables, Scope, Hasher, changes, Indexed);
        Tables.Ledgers.Move(Scope, changes.After, indexed);
        Tables.Database.Execute("RELEASE walletcore_write", "Completing the write in the host's transaction");
    }
}
