using Npgsql;
using WalletCore.PostgreSql.Connections;

namespace WalletCore.PostgreSql.Writing;

/// <summary>Finds ledgers, and adds one so that of two who race both get the first one's row.</summary>
internal static class Registration
{
    public static async ValueTask<LedgerRow?> FindAsync(
        Database database, NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        LedgerRow? known = null;
        var trip = new RoundTrip(connection);
        database.Tables.Ledgers.FindByName(trip, name, found => known = found);
        await trip.SendAsync("Looking for the ledger", prepared: false, cancellationToken).ConfigureAwait(false);
        return known;
    }

    public static async ValueTask<List<LedgerRow>> ListAsync(Database database, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var ledgers = new List<LedgerRow>();
        var trip = new RoundTrip(connection);
        database.Tables.Ledgers.List(trip, ledgers);
        await trip.SendAsync("Listing the ledgers", prepared: false, cancellationToken).ConfigureAwait(false);
        ledgers.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
        return ledgers;
    }

    public static async ValueTask<LedgerRow> AddAsync(
        Database database, NpgsqlConnection connection, LedgerRow proposal, CancellationToken cancellationToken)
    {
        var trip = new RoundTrip(connection);
        trip.Run(SessionStatements.Begin);
        var registered = Add(trip, database, proposal);
        trip.Run(SessionStatements.Commit);
        await trip.SendAsync("Registering the ledger", prepared: false, cancellationToken).ConfigureAwait(false);
        return registered();
    }

    /// <summary>Adds the statements; what is returned answers the row once they have run.</summary>
    public static Func<LedgerRow> Add(RoundTrip trip, Database database, LedgerRow proposal)
    {
        LedgerRow? known = null;
        database.Tables.Ledgers.Add(trip, proposal);
        database.Tables.Heads.Add(trip, proposal.Id);
        database.Tables.Ledgers.FindByName(trip, proposal.Name, found => known = found);
        return () => known ?? throw new WalletStoreException(
            $"The id {proposal.Id} of the proposed ledger '{proposal.Name}' is another ledger's already; propose another id.", isTransient: false);
    }
}
