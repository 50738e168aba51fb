using Npgsql;
using WalletCore.PostgreSql.Connections;

namespace WalletCore.PostgreSql.Reading;

/// <summary>Sees the newest commit at every call; holds no connection between calls.</summary>
internal sealed class LatestReader(Database database, LedgerId ledger) : PostgreSqlReader(database, ledger)
{
    private volatile bool _isDisposed;

    public override ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask AskAsync(Action<RoundTrip> ask, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var connection = await Database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var trip = new RoundTrip(connection);
            ask(trip);
            if (trip.Count > 1)
            {
                trip.InOneSnapshot();
            }
            else
            {
                trip.WithLightPlans();
            }

            await trip.SendAsync("Reading", prepared: false, cancellationToken).ConfigureAwait(false);
        }
    }
}

/// <summary>Sees one commit; holds its connection, with a transaction open on it, until disposed.</summary>
internal sealed class SnapshotReader : PostgreSqlReader
{
    private readonly NpgsqlConnection _connection;
    private bool _isDisposed;
    private bool _isBroken;

    private SnapshotReader(Database database, LedgerId ledger, NpgsqlConnection connection)
        : base(database, ledger) => _connection = connection;

    /// <summary>Begins at the newest commit.</summary>
    public static async ValueTask<SnapshotReader> OpenAsync(Database database, LedgerId ledger, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // The server takes the snapshot at the first question, not when the transaction begins.
            LedgerHead? head = null;
            var trip = new RoundTrip(connection);
            trip.Run(SessionStatements.BeginSnapshot);
            trip.Call(SessionStatements.LightPlans);
            database.Tables.Heads.Find(trip, Tables.LedgerKey.Of(ledger), found => head = found);
            await trip.SendAsync("Beginning to read", prepared: false, cancellationToken).ConfigureAwait(false);
            return head is null ? throw Database.UnknownLedger(ledger) : new SnapshotReader(database, ledger, connection);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    protected override async ValueTask AskAsync(Action<RoundTrip> ask, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (_isBroken)
        {
            throw new WalletStoreException("The snapshot ended when a read failed; open another reader.", isTransient: true);
        }

        try
        {
            var trip = new RoundTrip(_connection);
            ask(trip);
            await trip.SendAsync("Reading", prepared: false, cancellationToken).ConfigureAwait(false);
        }
        catch (WalletStoreException damage) when (damage.IsInconsistent)
        {
            // The rows are read to their end all the same, so others can be asked for.
            throw;
        }
        catch
        {
            _isBroken = true;
            throw;
        }
    }
}
