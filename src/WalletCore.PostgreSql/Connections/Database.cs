using Npgsql;
using WalletCore.PostgreSql.Schema;
using WalletCore.PostgreSql.Shifts;
using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql.Connections;

/// <summary>
/// One store's schema in its database: opens connections, and sees that the schema is there. Holds no connection
/// of its own; the data source's pool does.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly bool _ownsSource;
    private readonly Migrator _migrator;
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private volatile bool _isPrepared;
    private volatile bool _isClosed;

    public Database(NpgsqlDataSource source, bool ownsSource, PostgreSqlWalletStoreOptions options, IReadOnlyList<Migration> migrations)
    {
        _source = source;
        _ownsSource = ownsSource;
        Options = options;
        Schema = options.Validate();
        SchemaVersion = migrations[^1].Version;
        Tables = new TableSet(Schema, Learnt);
        Sessions = new SessionStatements(options);
        Turns = new WriteTurns(options.LockTimeout);
        Shifts = new ShiftConnections(new NpgsqlConnectionStringBuilder(source.ConnectionString));
        _migrator = new Migrator(this, migrations);
    }

    public PostgreSqlWalletStoreOptions Options { get; }

    public SchemaName Schema { get; }

    public int SchemaVersion { get; }

    public TableSet Tables { get; }

    public Learnt Learnt { get; } = new();

    public SessionStatements Sessions { get; }

    public WriteTurns Turns { get; }

    public ShiftConnections Shifts { get; }

    public Courtesy Courtesy { get; } = new();

    public Handovers Handovers { get; } = new();

    /// <summary>Under which hashes the ledger's keys stand, by what is known of it so far.</summary>
    public KeyHashes KeyHashes(long ledger) => new(Options, ledger, Learnt.MayHavePlainKeys(ledger));

    /// <summary>Opens a connection to the schema, which is brought to its version before the first.</summary>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        RequireOpen();
        cancellationToken.ThrowIfCancellationRequested();
        if (!_isPrepared)
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
        }

        return await ConnectAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a connection, whatever the schema.</summary>
    public async ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (PostgreSqlFault.IsCause(cause))
        {
            var hosts = new NpgsqlConnectionStringBuilder(_source.ConnectionString).Host;
            throw PostgreSqlFault.FromConnecting(cause, hosts?.Contains(',', StringComparison.Ordinal) == true);
        }
    }

    public void RequireOpen() => ObjectDisposedException.ThrowIf(_isClosed, typeof(PostgreSqlWalletStore));

    public static WalletStoreException UnknownLedger(LedgerId ledger) =>
        new($"The schema has no ledger {ledger}; register it first.", false);

    public async ValueTask DisposeAsync()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            if (_ownsSource)
            {
                await _source.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        await _preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isPrepared)
            {
                await _migrator.RunAsync(cancellationToken).ConfigureAwait(false);
                var connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    await Tables.Changes.TryAsync(connection, cancellationToken).ConfigureAwait(false);
                }

                _isPrepared = true;
            }
        }
        finally
        {
            _preparing.Release();
        }
    }
}
