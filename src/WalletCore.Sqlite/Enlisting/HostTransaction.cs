using Microsoft.Data.Sqlite;
using WalletCore.Sqlite.Connections;
using WalletCore.Sqlite.Native;
using WalletCore.Sqlite.Schema;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Enlisting;

/// <summary>The host's open transaction with the wallet tables on its connection. Prepared statements end with <see cref="Dispose"/>.</summary>
internal sealed class HostTransaction : IDisposable
{
    private readonly WalletFile _file;
    private readonly SqliteTransaction _transaction;
    private readonly SqliteConnection _connection;
    private TableSet? _tables;
    private bool _isDisposed;

    public HostTransaction(WalletFile file, SqliteTransaction transaction)
    {
        _file = file;
        _transaction = transaction;
        _connection = transaction.Connection ?? throw new ArgumentException("The transaction has ended.", nameof(transaction));
    }

    /// <summary>The tables on the host's connection, once it is known that it has this store's file open, in a schema we know.</summary>
    public async ValueTask<TableSet> GetTablesAsync(CancellationToken cancellationToken)
    {
        RequireOpen();
        if (_tables is null)
        {
            var fileName = await _file.GetFileNameAsync(cancellationToken).ConfigureAwait(false);
            var database = new Database(_connection, owned: false);
            if (!string.Equals(database.FileName, fileName, StringComparison.Ordinal))
            {
                throw new InvalidOperationException("The host's connection is on another database file than the store.");
            }

            var version = SchemaGuard.Check(database, _file.SchemaVersion, adoptExistingFile: false);
            if (version != _file.SchemaVersion)
            {
                throw new WalletStoreException($"The file has schema version {version}; version {_file.SchemaVersion} is needed.", false);
            }

            _tables = new TableSet(database);
        }

        return _tables;
    }

    /// <summary>The ledger's share of the row ids; not remembered, because the host may yet roll its registration back.</summary>
    public static LedgerScope Scope(TableSet tables, LedgerId ledger) =>
        tables.Ledgers.FindScope(ledger) ?? throw WalletFile.UnknownLedger(ledger);

    /// <exception cref="InvalidOperationException">The host has committed or rolled back.</exception>
    public void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!ReferenceEquals(_transaction.Connection, _connection) || _connection.State != System.Data.ConnectionState.Open)
        {
            throw new InvalidOperationException("The host's transaction has ended; enlist in a new one.");
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        _tables?.Database.Dispose();
        _tables = null;
    }
}
