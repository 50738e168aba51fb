using Npgsql;
using WalletCore.PostgreSql.Connections;

namespace WalletCore.PostgreSql.Writing;

/// <summary>How a transaction of the store's own begins and ends.</summary>
internal static class OwnTransaction
{
    /// <summary>Begins it: what follows on the trip may wait for the ledger's lock.</summary>
    public static void Begin(RoundTrip trip, Database database)
    {
        trip.AllowTime(database.Sessions.LockWait);
        trip.Run(SessionStatements.Begin);
        trip.Call(database.Sessions.Limits);
    }

    public static void Commit(RoundTrip trip, Database database, LedgerId ledger)
    {
        trip.Run(SessionStatements.Commit);
        if (database.Options.NotifyChanges)
        {
            // After the commit, in a transaction that writes nothing: within it, NOTIFY would make all commits of the database take turns.
            trip.SettleHere();
            Notify(trip, database, ledger);
        }
    }

    /// <summary>Tells whoever listens that the ledger changed.</summary>
    public static void Notify(RoundTrip trip, Database database, LedgerId ledger) =>
        trip.Call("SELECT pg_notify($1, $2)").With(database.Schema.Channel).With(ledger.ToString());

    /// <summary>Gives back the connection and the turn.</summary>
    public static async ValueTask GiveBackAsync(NpgsqlConnection? connection, Database database, LedgerId ledger)
    {
        try
        {
            await GiveBackAsync(connection).ConfigureAwait(false);
        }
        finally
        {
            database.Turns.Release(ledger);
        }
    }

    /// <summary>Gives back the connection. The pool rolls back what is open; a connection of which it cannot say in what state it is, is closed.</summary>
    public static async ValueTask GiveBackAsync(NpgsqlConnection? connection)
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
    }
}
