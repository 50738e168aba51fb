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
            OwnTransaction.Begin(trip, database);
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
            await OwnTransaction.GiveBackAsync(connection, database, id).ConfigureAwait(false);
            throw;
        }
    }

    protected override ValueTask EndAsync() => OwnTransaction.GiveBackAsync(Connection, Database, Id);

    protected override void Committed(ChangeSet changes) => Database.Handovers.Add(Id, changes);

    protected override void Complete(RoundTrip trip) => OwnTransaction.Commit(trip, Database, Id);
}
