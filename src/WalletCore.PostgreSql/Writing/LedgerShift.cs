using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql.Writing;

/// <summary>
/// A shift: a transaction that holds the lock on the ledger's row of <c>ledgers</c>, which writers do not need, and writes nothing. Whoever wants the next
/// one waits for that lock.
/// </summary>
internal sealed class LedgerShift : IWriterShift
{
    private readonly Database _database;
    private readonly NpgsqlConnection _connection;
    private bool _isOver;

    private LedgerShift(Database database, NpgsqlConnection connection, in LedgerHead head, List<MovedBalance>? moved)
    {
        _database = database;
        _connection = connection;
        Head = head;
        MovedBalances = moved;
    }

    public LedgerHead Head { get; }

    public IReadOnlyList<MovedBalance>? MovedBalances { get; }

    /// <summary>Waits for a shift; null where the wait is too long, the role may not lock the row, or too many connections hold shifts already.</summary>
    public static async ValueTask<LedgerShift?> TakeAsync(Database database, LedgerId ledger, LedgerHead? since, CancellationToken cancellationToken)
    {
        database.RequireOpen();
        if (!database.Shifts.TryBegin())
        {
            return null;
        }

        NpgsqlConnection? connection = null;
        LedgerShift? shift = null;
        try
        {
            connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
            LedgerHead? head = null;
            var state = new LedgerState();
            var trip = new RoundTrip(connection);
            trip.AllowTime(database.Sessions.LockWait);
            trip.Run(SessionStatements.Begin);
            trip.Call(database.Sessions.ShiftLimits);
            database.Tables.Ledgers.LockForShift(trip, LedgerKey.Of(ledger));

            // The head before what changed: if it still stands there at the commit, nothing has changed in between either.
            database.Tables.Heads.Find(trip, LedgerKey.Of(ledger), found => head = found);
            if (since is { } left)
            {
                database.Tables.Changes.Since(trip, LedgerKey.Of(ledger), left, state);
            }

            await trip.SendAsync("Waiting for a shift", database.Options.PrepareStatements, cancellationToken).ConfigureAwait(false);
            return shift = new LedgerShift(database, connection, head ?? throw Database.UnknownLedger(ledger), state.MovedBalances);
        }
        catch (WalletStoreException failed)
        {
            // A shift is a courtesy: who cannot have one writes without.
            database.Shifts.Failed(failed);
            return null;
        }
        finally
        {
            if (shift is null)
            {
                await GiveBackAsync(database, connection).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        try
        {
            var trip = new RoundTrip(_connection);
            trip.Run(SessionStatements.Rollback);
            await trip.SendAsync("Ending a shift", _database.Options.PrepareStatements, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WalletStoreException)
        {
            // The server ends what a lost connection had open.
        }
        finally
        {
            await GiveBackAsync(_database, _connection).ConfigureAwait(false);
        }
    }

    private static async ValueTask GiveBackAsync(Database database, NpgsqlConnection? connection)
    {
        try
        {
            await OwnTransaction.GiveBackAsync(connection).ConfigureAwait(false);
        }
        finally
        {
            database.Shifts.End();
        }
    }
}
