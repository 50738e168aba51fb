using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Reading;

namespace WalletCore.PostgreSql.Enlisting;

/// <summary>Reads on the host's connection, its uncommitted rows included. Both scopes are the host's transaction.</summary>
internal sealed class EnlistedReader(Database database, LedgerId ledger, HostTransaction host) : PostgreSqlReader(database, ledger)
{
    private bool _isDisposed;

    public override ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask AskAsync(Action<RoundTrip> ask, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        host.RequireOpen();
        cancellationToken.ThrowIfCancellationRequested();
        var trip = new RoundTrip(host.Connection);
        ask(trip);
        await trip.SendAsync("Reading in the host's transaction", prepared: false, cancellationToken).ConfigureAwait(false);
    }
}
