using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;
using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql.Writing;

/// <summary>A session in a transaction of the store's own.</summary>
internal sealed class OwnWriteSession(Database database, NpgsqlConnection connection, LedgerId id, LedgerHead head, Prefetch? prefetch)
    : WriteSession(database, connection, id, head, prefetch)
{
    protected override bool IsPrepared => Database.Options.PrepareStatements;

    /// <summary>Begins, waits for the lock on the ledger's head, and loads what is expected, in one round trip.</summary>
    public static async ValueTask<OwnWriteSession> BeginAsync(
        Database database, LedgerId id, LoadRequest? expected, CancellationToken cancellationToken)
    {
        database.RequireOpen();
        await database.Turns.TakeAsync(id, cancellationToken).ConfigureAwait(false);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
            LedgerHead? head = null;
            var version = 0;
            var trip = new RoundTrip(connection);
            trip.AllowTime(database.Sessions.LockWait);
            trip.Run(SessionStatements.Begin);
            trip.Call(database.Sessions.Limits);
            database.Tables.Heads.Lock(trip, LedgerKey.Of(id), (found, newest) => (head, version) = (found, newest));
            var prefetch = expected is { IsEmpty: false } ? new Prefetch(trip, database, LedgerKey.Of(id), expected) : null;
            await trip.SendAsync("Taking the ledger's lock", database.Options.PrepareStatements, cancellationToken).ConfigureAwait(false);
            if (version > database.SchemaVersion)
            {
                throw Migrator.Newer(database.Schema, version, database.SchemaVersion);
            }

            return new OwnWriteSession(database, connection, id, head ?? throw Database.UnknownLedger(id), prefetch);
        }
        catch
        {
            await GiveBackAsync(connection, database, id).ConfigureAwait(false);
            throw;
        }
    }

    protected override ValueTask EndAsync() => GiveBackAsync(Connection, Database, Id);

    protected override void Complete(RoundTrip trip)
    {
        trip.Run(SessionStatements.Commit);
        if (Database.Options.NotifyChanges)
        {
            // After the commit, in a transaction that writes nothing: within it, NOTIFY would make all commits of the database take turns.
            trip.SettleHere();
            Notify(trip);
        }
    }

    /// <summary>The pool rolls back what is open; a connection of which it cannot say in what state it is, is closed.</summary>
    private static async ValueTask GiveBackAsync(NpgsqlConnection? connection, Database database, LedgerId id)
    {
        try
        {
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception cause) when (PostgreSqlFault.IsCause(cause))
        {
            // Nothing is left to undo: the server rolls back what a lost connection had open.
        }
        finally
        {
            database.Turns.Release(id);
        }
    }
}
