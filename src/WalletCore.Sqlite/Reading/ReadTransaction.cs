using WalletCore.Sqlite.Balances;
using WalletCore.Sqlite.Connections;
using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Reading;

/// <summary>A pooled connection with a read transaction open on it: all it reads is of one commit.</summary>
internal sealed class ReadTransaction : IDisposable
{
    private readonly WalletFile _file;
    private readonly StoreConnection _connection;

    private ReadTransaction(WalletFile file, StoreConnection connection, LedgerReads reads)
    {
        _file = file;
        _connection = connection;
        Reads = reads;
    }

    public LedgerReads Reads { get; }

    /// <summary>Set when a read failed: the connection is then closed rather than used again.</summary>
    public bool IsBroken { get; set; }

    /// <summary>
    /// Ends the statements that a damaged row interrupted, so that other rows of the snapshot can still be read; the connection is closed later.
    /// </summary>
    public void Abandon()
    {
        IsBroken = true;
        _connection.Database.ResetStatements();
    }

    /// <summary>Begins at the newest commit.</summary>
    public static async ValueTask<ReadTransaction> BeginAsync(WalletFile file, LedgerId ledger, CancellationToken cancellationToken)
    {
        var connection = await file.RentReaderAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await file.Retry.RunAsync((file, connection, ledger), static state => Begin(state), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            file.ReturnReader(connection, sound: fault is not Native.SqliteStoreException { CanWait: false } && !DamagedRows.IsCause(fault));
            if (DamagedRows.IsCause(fault))
            {
                throw DamagedRows.From(fault);
            }

            throw;
        }
    }

    public void Dispose() => _file.ReturnReader(_connection, !IsBroken);

    private static ReadTransaction Begin((WalletFile File, StoreConnection Connection, LedgerId Ledger) state)
    {
        var (file, connection, ledger) = state;
        connection.Database.RollbackQuietly();
        connection.Database.Execute("BEGIN", "Beginning to read");
        var tables = connection.Tables;
        var scope = file.Scope(ledger, tables);

        // SQLite takes the snapshot at the first read, not at BEGIN.
        var head = tables.Heads.Find(scope, out var written);
        var pending = file.PendingKeys(scope);
        var finder = new KeyFinder(tables, scope, pending, file.Options.KeyHasher);
        var balances = new BalanceView(tables, scope, file.PendingBalances(scope));
        balances.MoveTo(head, written.Balances);
        var reads = new LedgerReads(tables, scope, finder, balances) { CatchUp = () => pending.CatchUp(tables, KeyMark.Of(head), written.Keys) };
        return new ReadTransaction(file, connection, reads);
    }
}
