using System.Collections.Concurrent;
using WalletCore.Sqlite.Balances;
using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Native;
using WalletCore.Sqlite.Schema;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Connections;

/// <summary>
/// One store's file: who may write it next, who may read it, and what the process remembers about its ledgers. Holds no connection,
/// thread or timer of its own while nobody uses it.
/// </summary>
internal sealed class WalletFile : IDisposable
{
    /// <summary>The share of a ledger among very many.</summary>
    private const int BalanceLagMaxLeast = 16;

    private const int KeyRunLengthLeast = 64;

    private readonly Connector _connector;
    private readonly ConcurrentDictionary<LedgerId, LedgerScope> _scopes = new();
    private readonly ConcurrentDictionary<LedgerScope, PendingKeys> _pendingKeys = new();
    private readonly ConcurrentDictionary<LedgerScope, PendingBalances> _pendingBalances = new();

    // Handed over first come, first served among those who wait asynchronously.
    private readonly SemaphoreSlim _writeTurn = new(1, 1);
    private readonly SemaphoreSlim _readTurns;
    private readonly object _writerSlot = new();
    private readonly object _readerSlot = new();
    private volatile bool _isPrepared;
    private volatile bool _isClosed;
    private string? _fileName;

    public WalletFile(SqliteWalletStoreOptions options, string connectionString, IReadOnlyList<Migration> migrations)
    {
        Options = options;
        var migrator = new Migrator(migrations, options.TimeProvider);
        SchemaVersion = migrator.Newest;
        _connector = new Connector(options, connectionString, migrator);
        _readTurns = new SemaphoreSlim(options.ReaderPoolMax, options.ReaderPoolMax);
        Retry = new BusyRetry(options.TimeProvider, options.BusyTimeout);
    }

    public SqliteWalletStoreOptions Options { get; }

    public BusyRetry Retry { get; }

    public int SchemaVersion { get; }

    /// <summary>How many keys a ledger gathers before a run: the store's share of them, so that many ledgers do not need more memory.</summary>
    public int KeyRunLengthPerLedger =>
        Math.Min(Options.KeyRunLength, Math.Max(KeyRunLengthLeast, Options.KeyRunLength / Math.Max(1, _pendingKeys.Count)));

    /// <summary>How many postings a ledger's balances lag behind at most: the store's share of them, for the same reason.</summary>
    public int BalanceLagMaxPerLedger =>
        Math.Min(Options.BalanceLagMax, Math.Max(BalanceLagMaxLeast, Options.BalanceLagMax / Math.Max(1, _pendingBalances.Count)));

    /// <summary>SQLite's own name of the file, once it was opened.</summary>
    public async ValueTask<string> GetFileNameAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        if (_fileName is null)
        {
            var reader = await RentReaderAsync(cancellationToken).ConfigureAwait(false);
            _fileName = reader.Database.FileName;
            ReturnReader(reader, sound: true);
        }

        return _fileName;
    }

    public PendingKeys PendingKeys(LedgerScope scope) =>
        _pendingKeys.GetOrAdd(scope, static (key, hasher) => new PendingKeys(key, hasher), Options.KeyHasher);

    public PendingBalances PendingBalances(LedgerScope scope) => _pendingBalances.GetOrAdd(scope, static key => new PendingBalances(key));

    /// <summary>Waits for the store's turn to write, and answers the writing connection.</summary>
    public async ValueTask<StoreConnection> RentWriterAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        await _writeTurn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            var writer = IdleConnections.Process.Take(_writerSlot)
                ?? await Retry.RunAsync(_connector, static connector => connector.OpenWriter(), cancellationToken).ConfigureAwait(false);
            _isPrepared = true;
            return writer;
        }
        catch
        {
            _writeTurn.Release();
            throw;
        }
    }

    /// <summary>Ends the turn. A connection after a failure is closed rather than trusted.</summary>
    public void ReturnWriter(StoreConnection writer, bool sound)
    {
        GiveBack(_writerSlot, writer, sound);
        _writeTurn.Release();
    }

    /// <summary>Waits until the pool has a reading connection to spare.</summary>
    public async ValueTask<StoreConnection> RentReaderAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        if (!await _readTurns.WaitAsync(Options.BusyTimeout, cancellationToken).ConfigureAwait(false))
        {
            throw new WalletStoreException(
                $"All {Options.ReaderPoolMax} reading connections stayed in use; dispose readers, or raise ReaderPoolMax.", true);
        }

        try
        {
            return IdleConnections.Process.Take(_readerSlot)
                ?? await Retry.RunAsync(_connector, static connector => connector.OpenReader(), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _readTurns.Release();
            throw;
        }
    }

    public void ReturnReader(StoreConnection reader, bool sound)
    {
        GiveBack(_readerSlot, reader, sound);
        _readTurns.Release();
    }

    /// <summary>The ledger's share of the row ids. Registered ledgers never change theirs, so it is remembered.</summary>
    public LedgerScope Scope(LedgerId ledger, TableSet committed)
    {
        if (!_scopes.TryGetValue(ledger, out var scope))
        {
            scope = committed.Ledgers.FindScope(ledger) ?? throw UnknownLedger(ledger);
            _scopes[ledger] = scope;
        }

        return scope;
    }

    /// <summary>Forgets a ledger that was removed: its number may become another's.</summary>
    public void Forget(LedgerId ledger)
    {
        if (_scopes.TryRemove(ledger, out var scope))
        {
            _pendingKeys.TryRemove(scope, out _);
            _pendingBalances.TryRemove(scope, out _);
        }
    }

    public static WalletStoreException UnknownLedger(LedgerId ledger) =>
        new($"The file has no ledger {ledger}; register it first.", false);

    /// <summary>Writes the balances that lag, moves the log into the file as far as readers allow, and closes the connections that nobody uses.</summary>
    public void Dispose()
    {
        _isClosed = true;
        while (IdleConnections.Process.Take(_readerSlot) is { } reader)
        {
            reader.Dispose();
        }

        while (IdleConnections.Process.Take(_writerSlot) is { } writer)
        {
            WriteBalances(writer.Tables);
            Checkpoint(writer.Database);
            writer.Dispose();
        }

        _pendingKeys.Clear();
        _pendingBalances.Clear();
    }

    private async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        if (!_isPrepared)
        {
            var writer = await RentWriterAsync(cancellationToken).ConfigureAwait(false);
            ReturnWriter(writer, sound: true);
        }
    }

    private void GiveBack(object slot, StoreConnection connection, bool sound)
    {
        connection.Database.RollbackQuietly();
        if (sound && !_isClosed)
        {
            IdleConnections.Process.Put(slot, connection);
            if (_isClosed)
            {
                // Closed meanwhile, perhaps after the store looked for what it has to close.
                IdleConnections.Process.Take(slot)?.Dispose();
            }
        }
        else
        {
            connection.Dispose();
        }
    }

    // So that a file at rest has every balance in its table, for whoever looks into it.
    private void WriteBalances(TableSet tables)
    {
        if (_pendingBalances.IsEmpty)
        {
            return;
        }

        try
        {
            tables.BeginImmediate();
            if (tables.Ledgers.SchemaVersion() <= SchemaVersion)
            {
                foreach (var (scope, pending) in _pendingBalances)
                {
                    BalanceWriter.WriteRest(tables, scope, pending);
                }
            }

            tables.Commit();
        }
        catch (Exception fault) when (fault is WalletStoreException || DamagedRows.IsCause(fault))
        {
            // They stay in the journal, from where whoever comes next takes them.
            tables.Database.RollbackQuietly();
        }
    }

    private static void Checkpoint(Database database)
    {
        try
        {
            _ = database.ScalarInt64("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (WalletStoreException)
        {
            // The log stays beside the file and is read from there; whoever opens it next moves it.
        }
    }
}
