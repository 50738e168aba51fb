using Microsoft.Data.Sqlite;
using WalletCore.Sqlite.Connections;
using WalletCore.Sqlite.Enlisting;
using WalletCore.Sqlite.Reading;
using WalletCore.Sqlite.Schema;
using WalletCore.Sqlite.Writing;

namespace WalletCore.Sqlite;

/// <summary>Keeps wallets in one SQLite file, which several ledgers and several processes may share.</summary>
/// <remarks>
/// <para>
/// The file has one writer at a time: within the process ledgers take turns in the order they asked, among processes SQLite's lock
/// decides, and whoever waits longer than <see cref="SqliteWalletStoreOptions.BusyTimeout"/> gets a transient
/// <see cref="WalletStoreException"/>. Readers never wait for the writer (write-ahead log).
/// </para>
/// <para>
/// Nothing is opened before the first use. Connections that are not in use are kept for the next one, at most 64 in the whole process
/// whatever the number of stores; the longest unused is closed when another takes its place. There are no threads and no timers.
/// </para>
/// <para>Thread safe.</para>
/// </remarks>
public sealed class SqliteWalletStore : IWalletStore, IStoreCheck
{
    private readonly WalletFile _file;

    /// <summary>A store on that file, with the default settings. The file is created at the first use.</summary>
    /// <exception cref="ArgumentException">No path, or a database in memory.</exception>
    public SqliteWalletStore(string path)
        : this(new SqliteWalletStoreOptions { Path = path })
    {
    }

    /// <summary>A store with those settings.</summary>
    /// <exception cref="ArgumentException">A setting is missing or out of its range.</exception>
    public SqliteWalletStore(SqliteWalletStoreOptions options)
        : this(options, Migrations.All)
    {
    }

    internal SqliteWalletStore(SqliteWalletStoreOptions options, IReadOnlyList<Migration> migrations)
    {
        ArgumentNullException.ThrowIfNull(options);
        var fixedOptions = options.Copy();
        _file = new WalletFile(fixedOptions, fixedOptions.Validate(), migrations);
    }

    /// <inheritdoc/>
    public string Kind => "sqlite";

    /// <summary>A store on the file that a connection string of Microsoft.Data.Sqlite names, with the default settings.</summary>
    /// <exception cref="ArgumentException">The connection string names no file, or one that cannot serve.</exception>
    public static SqliteWalletStore FromConnectionString(string connectionString) =>
        new(new SqliteWalletStoreOptions { ConnectionString = connectionString });

    /// <inheritdoc/>
    public async ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        var reader = await _file.RentReaderAsync(cancellationToken).ConfigureAwait(false);
        var known = await ReadAsync(reader, tables => tables.Ledgers.FindByName(proposal.Name), cancellationToken).ConfigureAwait(false);
        if (known is not null)
        {
            return known;
        }

        return await WriteAsync(tables => Registration.Run(tables, proposal), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken)
    {
        var reader = await _file.RentReaderAsync(cancellationToken).ConfigureAwait(false);
        return await ReadAsync(reader, static tables => tables.Ledgers.List(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>SQLite's own integrity check of the whole file, the host's tables in it included.</summary>
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        var reader = await _file.RentReaderAsync(cancellationToken).ConfigureAwait(false);
        return await ReadAsync(reader, static tables => tables.Database.IntegrityFaults(), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask PublishLedgerAsync(LedgerId ledger, string name, LedgerHead head, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        await WriteAsync(tables => HiddenLedgers.Publish(tables, ledger, name, head), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DiscardLedgerAsync(LedgerId ledger, CancellationToken cancellationToken)
    {
        while (!await WriteAsync(tables => HiddenLedgers.DiscardSlice(tables, ledger), cancellationToken).ConfigureAwait(false))
        {
            // The next slice, after whoever else waits to write.
        }

        _file.Forget(ledger);
    }

    /// <inheritdoc/>
    public async ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        await OwnWriteSession.BeginAsync(_file, ledger, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken)
    {
        var transaction = await ReadTransaction.BeginAsync(_file, ledger, cancellationToken).ConfigureAwait(false);
        if (scope == ReadScope.Snapshot)
        {
            return new SnapshotReader(transaction);
        }

        transaction.Dispose();
        return new LatestReader(_file, ledger);
    }

    /// <summary>
    /// A view of this store inside the host's own transaction: what its sessions commit becomes part of that transaction, and stays or
    /// goes with the host's rows. Its readers see the host's uncommitted rows.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The transaction must be on this store's file, whose tables must exist (register the ledger before, through this store). Begin it
    /// immediate, which is the default of <see cref="SqliteConnection.BeginTransaction()"/>: a deferred one that cannot get the write
    /// lock any more makes the session fail with a transient <see cref="WalletStoreException"/>, and only a new transaction helps.
    /// </para>
    /// <para>
    /// While the host's transaction holds the write lock, all other writers of the file wait, this store's own among them: do not await a
    /// write through this store before the host's transaction has ended. A session that fails or is disposed without commit undoes its
    /// own rows only. Disposing the view closes neither the transaction nor its connection. The view is used by one caller at a time, like
    /// the connection itself.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The transaction has ended.</exception>
    public IWalletStore Enlist(SqliteTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return new EnlistedStore(_file, transaction);
    }

    /// <summary>
    /// Writes the balances that lag behind the journal, if it can, moves the log into the file as far as readers allow, and closes the store's idle connections; those in use
    /// close when given back.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<T> WriteAsync<T>(Func<Tables.TableSet, T> write, CancellationToken cancellationToken)
    {
        var writer = await _file.RentWriterAsync(cancellationToken).ConfigureAwait(false);
        writer.Heads.Forget();
        var sound = false;
        try
        {
            var answer = await _file.Retry
                .RunAsync((writer.Tables, write), static state => DamagedRows.Guard(state.Tables, state.write), cancellationToken).ConfigureAwait(false);
            sound = true;
            return answer;
        }
        finally
        {
            _file.ReturnWriter(writer, sound);
        }
    }

    private async ValueTask<T> ReadAsync<T>(StoreConnection reader, Func<Tables.TableSet, T> read, CancellationToken cancellationToken)
    {
        var sound = false;
        try
        {
            var answer = await _file.Retry
                .RunAsync((reader.Tables, read), static state => DamagedRows.Guard(state.Tables, state.read), cancellationToken).ConfigureAwait(false);
            sound = true;
            return answer;
        }
        finally
        {
            _file.ReturnReader(reader, sound);
        }
    }
}
