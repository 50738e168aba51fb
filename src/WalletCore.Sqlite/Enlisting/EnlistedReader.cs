using WalletCore.Sqlite.Reading;

namespace WalletCore.Sqlite.Enlisting;

/// <summary>Reads on the host's connection, its uncommitted rows included. Both scopes are the host's transaction.</summary>
internal sealed class EnlistedReader(HostTransaction host, LedgerReads reads) : SqliteReader
{
    private bool _isDisposed;

    public override ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return ValueTask.CompletedTask;
    }

    protected override ValueTask<T> ReadAsync<T>(Func<LedgerReads, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        host.RequireOpen();
        cancellationToken.ThrowIfCancellationRequested();
        reads.Refresh();
        return ValueTask.FromResult(read(reads));
    }
}
