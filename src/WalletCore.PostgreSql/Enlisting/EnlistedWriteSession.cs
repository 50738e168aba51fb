using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Writing;

namespace WalletCore.PostgreSql.Enlisting;

/// <summary>
/// A session in the host's transaction, between a savepoint and its release: a failure undoes the session's rows and nothing else.
/// </summary>
internal sealed class EnlistedWriteSession(
    Database database, HostTransaction host, LedgerId id, LedgerHead head, Prefetch? prefetch, bool wasUnlimited)
    : WriteSession(database, host.Connection, id, head, prefetch)
{
    /// <summary>The connection is the host's, and so is what stays prepared on it.</summary>
    protected override bool IsPrepared => false;

    protected override async ValueTask EndAsync()
    {
        if (!HasCommitted)
        {
            await host.UndoAsync().ConfigureAwait(false);
        }
    }

    protected override void Complete(RoundTrip trip)
    {
        host.RequireOpen();
        if (wasUnlimited)
        {
            trip.Call(HostTransaction.Unlimit);
        }

        trip.Run(HostTransaction.Release);
        if (Database.Options.NotifyChanges)
        {
            // Told when the host commits, or never.
            OwnTransaction.Notify(trip, Database, Id);
        }
    }
}
