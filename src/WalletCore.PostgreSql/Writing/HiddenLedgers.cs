using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql.Writing;

/// <summary>Publishes and removes ledgers that are being imported, each in one transaction.</summary>
internal static class HiddenLedgers
{
    // The head last but one: whoever holds its row would write the ledger. The registration last: while it stands, what is left is hidden.
    private static readonly string[] Tables =
        ["transactions", "postings", "commits", "answers", "freezes", "refunds", "balances", "accounts", "wallets", "rules", "usages", "waypoints",
        "handovers", "heads"];

    public static async ValueTask PublishAsync(Database database, LedgerId id, string name, LedgerHead head, CancellationToken cancellationToken)
    {
        var ledger = LedgerKey.Of(id);
        var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            LedgerRow? known = null;
            LedgerRow? other = null;
            LedgerHead? stands = null;
            var trip = BeginLocked(database, connection, id, found => known = found, found => stands = found);
            database.Tables.Ledgers.FindByName(trip, name, found => other = found);
            await trip.SendAsync("Publishing a ledger", prepared: false, cancellationToken).ConfigureAwait(false);
            if (known is not { IsHidden: true } || other is not null || stands != head)
            {
                throw new WalletStoreException(
                    $"Nothing was published: ledger {id} is not hidden or stands elsewhere, or the name '{name}' is taken.", isTransient: false);
            }

            var naming = new RoundTrip(connection);
            database.Tables.Ledgers.SetName(naming, ledger, name);
            naming.Run(SessionStatements.Commit);
            await naming.SendAsync("Publishing a ledger", prepared: false, CancellationToken.None).ConfigureAwait(false);
        }
    }

    public static async ValueTask DiscardAsync(Database database, LedgerId id, CancellationToken cancellationToken)
    {
        var ledger = LedgerKey.Of(id);
        var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            LedgerRow? known = null;
            var trip = BeginLocked(database, connection, id, found => known = found, static _ => { });
            await trip.SendAsync("Removing a hidden ledger", prepared: false, cancellationToken).ConfigureAwait(false);
            if (known is null)
            {
                return;
            }

            if (!known.IsHidden)
            {
                throw new WalletStoreException($"Ledger {id} is not hidden: it is not removed.", isTransient: false);
            }

            var removing = new RoundTrip(connection);
            removing.AllowTime(Timeout.InfiniteTimeSpan);
            foreach (var table in Tables)
            {
                removing.Run($"DELETE FROM {database.Schema.Prefix}{table} WHERE ledger = $1").With(ledger);
            }

            database.Tables.Ledgers.Delete(removing, ledger);
            removing.Run(SessionStatements.Commit);
            await removing.SendAsync("Removing a hidden ledger", prepared: false, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A trip, still to be sent, that begins a transaction and keeps others from naming, removing or writing the ledger.</summary>
    private static RoundTrip BeginLocked(
        Database database, NpgsqlConnection connection, LedgerId id, Action<LedgerRow> foundLedger, Action<LedgerHead> foundHead)
    {
        var trip = new RoundTrip(connection);
        OwnTransaction.Begin(trip, database);
        database.Tables.Ledgers.Lock(trip, id, foundLedger);
        database.Tables.Heads.Lock(trip, LedgerKey.Of(id), (head, _) => foundHead(head));
        return trip;
    }
}
