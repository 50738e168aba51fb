using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Enlisting;
using WalletCore.PostgreSql.Listening;
using WalletCore.PostgreSql.Reading;
using WalletCore.PostgreSql.Schema;
using WalletCore.PostgreSql.Shifts;
using WalletCore.PostgreSql.Tables;
using WalletCore.PostgreSql.Writing;

namespace WalletCore.PostgreSql;

/// <summary>Keeps wallets in a schema of a PostgreSQL database, which any number of processes and machines may share.</summary>
/// <remarks>
/// <para>
/// A ledger has one writer at a time, whoever holds the lock on its head row; whoever waits longer than
/// <see cref="PostgreSqlWalletStoreOptions.LockTimeout"/> gets a transient <see cref="WalletStoreException"/>. Different ledgers do not wait
/// for each other, and readers wait for nobody. A commit is as durable as the server's <c>synchronous_commit</c> makes it.
/// </para>
/// <para>
/// Nothing is opened before the first use. Connections come from the data source's pool: one while a commit is under way, one while a
/// shift is held, one for each read that is under way, one for each snapshot that is open. There are no threads and no timers.
/// </para>
/// <para>Thread safe.</para>
/// </remarks>
public sealed class PostgreSqlWalletStore : IWalletStore, IChangeSignal, IOptimisticStore, IShiftStore
{
    private readonly Database _database;
    private readonly ChangeListener _listener;

    /// <summary>A store in the database of that data source, which stays the caller's to dispose.</summary>
    /// <param name="dataSource">Where connections come from. Its role needs what the guide on PostgreSQL lists.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public PostgreSqlWalletStore(NpgsqlDataSource dataSource, PostgreSqlWalletStoreOptions? options = null)
        : this(dataSource, ownsSource: false, options, Migrations.All)
    {
    }

    internal PostgreSqlWalletStore(
        NpgsqlDataSource dataSource, bool ownsSource, PostgreSqlWalletStoreOptions? options, IReadOnlyList<Migration> migrations)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        _database = new Database(dataSource, ownsSource, options?.Copy() ?? new PostgreSqlWalletStoreOptions(), migrations);
        _listener = new ChangeListener(_database);
    }

    /// <inheritdoc/>
    public string Kind => "postgresql";

    /// <summary>A store in the database that a connection string of Npgsql names, with a pool of its own that is closed with the store.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read, or a setting is out of its range.</exception>
    public static PostgreSqlWalletStore FromConnectionString(string connectionString, PostgreSqlWalletStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        _ = options?.Validate();
        return new PostgreSqlWalletStore(NpgsqlDataSource.Create(connectionString), ownsSource: true, options, Migrations.All);
    }

    /// <inheritdoc/>
    public async ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        var connection = await _database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var row = await Registration.FindAsync(_database, connection, proposal.Name, cancellationToken).ConfigureAwait(false)
                ?? await Registration.AddAsync(_database, connection, proposal, cancellationToken).ConfigureAwait(false);
            _database.Learnt.Add(row.Id);
            return row;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken)
    {
        var connection = await _database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await Registration.ListAsync(_database, connection, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask PublishLedgerAsync(LedgerId ledger, string name, LedgerHead head, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return HiddenLedgers.PublishAsync(_database, ledger, name, head, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DiscardLedgerAsync(LedgerId ledger, CancellationToken cancellationToken)
    {
        await HiddenLedgers.DiscardAsync(_database, ledger, cancellationToken).ConfigureAwait(false);
        _database.Learnt.Forget(ledger);
    }

    /// <summary>
    /// Listens, over one connection that all who wait share, for what writers tell; see <see cref="PostgreSqlWalletStoreOptions.NotifyChanges"/>.
    /// </summary>
    /// <inheritdoc/>
    public ValueTask WaitForChangeAsync(LedgerId ledger, long knownSequence, CancellationToken cancellationToken) =>
        _listener.WaitAsync(ledger, knownSequence, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        await OwnWriteSession.BeginAsync(_database, ledger, expected: null, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, LoadRequest expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return await OwnWriteSession.BeginAsync(_database, ledger, expected, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IWalletWriteSession BeginOptimistic(LedgerId ledger, LedgerHead assumed, LoadRequest expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        _database.RequireOpen();
        return expected.AsksForKeysAtMost
            ? new OptimisticWriteSession(_database, ledger, assumed, expected)
            : throw new ArgumentException("Only keys can be expected to be new.", nameof(expected));
    }

    /// <inheritdoc/>
    public TimeSpan ShiftLength => _database.Options.ShiftLength;

    /// <inheritdoc/>
    public async ValueTask<IWriterShift?> TakeShiftAsync(LedgerId ledger, LedgerHead? since, CancellationToken cancellationToken) =>
        await LedgerShift.TakeAsync(_database, ledger, since, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken)
    {
        if (scope == ReadScope.Snapshot)
        {
            return await SnapshotReader.OpenAsync(_database, ledger, cancellationToken).ConfigureAwait(false);
        }

        _database.RequireOpen();
        cancellationToken.ThrowIfCancellationRequested();
        var reader = new LatestReader(_database, ledger);
        if (!_database.Learnt.Knows(ledger))
        {
            await reader.GetHeadAsync(cancellationToken).ConfigureAwait(false);
            _database.Learnt.Add(ledger);
        }

        return reader;
    }

    /// <summary>
    /// A view of this store inside the host's own transaction: what its sessions commit becomes part of that transaction, and stays or
    /// goes with the host's rows. Its readers see the host's uncommitted rows.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The connection must be to this store's database, whose tables must exist (register the ledger before, through this store), with a role
    /// that may write them. Begin the transaction READ COMMITTED, which is the default: in a stricter one the first write fails with a
    /// transient <see cref="WalletStoreException"/> when somebody wrote the ledger since, and only a new transaction helps.
    /// </para>
    /// <para>
    /// From the first write on, all other writers of the ledger wait until the host's transaction ends, this store's own among them: do not
    /// await a write to the same ledger through this store before. Where the host has set no time limits of its own, the wait for the lock is
    /// bounded by <see cref="PostgreSqlWalletStoreOptions.LockTimeout"/>, and the server ends the transaction when the host does nothing in it
    /// for <see cref="PostgreSqlWalletStoreOptions.IdleTimeout"/>. A session that fails or is disposed without commit undoes its own rows only.
    /// Disposing the view closes neither the transaction nor its connection. The view is used by one caller at a time, like the connection
    /// itself.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The transaction has ended, or is another connection's.</exception>
    public IWalletStore Enlist(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(transaction);
        return HostTransaction.IsOpen(connection, transaction)
            ? new EnlistedStore(_database, new HostTransaction(_database, connection, transaction))
            : throw new ArgumentException("The transaction has ended, or is another connection's.", nameof(transaction));
    }

    /// <summary>Closes the pool where the store made it; a data source that was given stays open. What is in use closes when given back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }
}
