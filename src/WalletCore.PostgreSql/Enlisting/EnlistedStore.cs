using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Schema;
using WalletCore.PostgreSql.Tables;
using WalletCore.PostgreSql.Writing;

namespace WalletCore.PostgreSql.Enlisting;

/// <summary>The store as seen from inside a host's transaction.</summary>
internal sealed class EnlistedStore(Database database, HostTransaction host) : IWalletStore
{
    public string Kind => "postgresql";

    public async ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        host.RequireOpen();
        var trip = new RoundTrip(host.Connection);
        var registered = Registration.Add(trip, database, proposal);
        await trip.SendAsync("Registering the ledger", prepared: false, cancellationToken).ConfigureAwait(false);
        return registered();
    }

    public async ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken)
    {
        host.RequireOpen();
        return await Registration.ListAsync(database, host.Connection, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        BeginAsync(ledger, expected: null, cancellationToken);

    public ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, LoadRequest expected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return BeginAsync(ledger, expected, cancellationToken);
    }

    public ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken)
    {
        host.RequireOpen();
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<IWalletReader>(new EnlistedReader(database, ledger, host));
    }

    public ValueTask DisposeAsync()
    {
        host.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<IWalletWriteSession> BeginAsync(LedgerId ledger, LoadRequest? expected, CancellationToken cancellationToken)
    {
        host.RequireOpen();
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            LedgerHead? head = null;
            var (version, wasUnlimited) = (0, false);
            var trip = new RoundTrip(host.Connection);
            trip.AllowTime(database.Sessions.LockWait);
            trip.Run(HostTransaction.Mark);
            trip.Read(host.Limits, row => wasUnlimited = !row.IsDBNull(0));
            database.Tables.Heads.Lock(trip, LedgerKey.Of(ledger), (found, newest) => (head, version) = (found, newest));
            var prefetch = expected is { IsEmpty: false } ? new Prefetch(trip, database, LedgerKey.Of(ledger), expected) : null;
            await trip.SendAsync("Taking the ledger's lock in the host's transaction", prepared: false, cancellationToken).ConfigureAwait(false);
            if (version != database.SchemaVersion && head is not null)
            {
                throw version > database.SchemaVersion
                    ? Migrator.Newer(database.Schema, version, database.SchemaVersion)
                    : new WalletStoreException($"Schema {database.Schema} has version {version}; version {database.SchemaVersion} is needed.", false);
            }

            return new EnlistedWriteSession(database, host, ledger, head ?? throw Database.UnknownLedger(ledger), prefetch, wasUnlimited);
        }
        catch
        {
            await host.UndoAsync().ConfigureAwait(false);
            throw;
        }
    }
}
