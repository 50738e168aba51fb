using WalletCore.Sqlite.Connections;

namespace WalletCore.Sqlite.Reading;

/// <summary>Sees the newest commit at every call; holds no connection between calls.</summary>
internal sealed class LatestReader(WalletFile file, LedgerId ledger) : SqliteReader
{
    private volatile bool _isDisposed;

    public override ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask<T> ReadAsync<T>(Func<LedgerReads, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using var transaction = await ReadTransaction.BeginAsync(file, ledger, cancellationToken).ConfigureAwait(false);
        return GuardedRead.Run(transaction, read);
    }
}

/// <summary>Sees one commit; holds its connection until disposed.</summary>
internal sealed class SnapshotReader(ReadTransaction transaction) : SqliteReader
{
    private bool _isDisposed;

    public override ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            transaction.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    protected override ValueTask<T> ReadAsync<T>(Func<LedgerReads, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(GuardedRead.Run(transaction, read));
    }
}

internal static class GuardedRead
{
    public static T Run<T>(ReadTransaction transaction, Func<LedgerReads, T> read)
    {
        try
        {
            return read(transaction.Reads);
        }
        catch (Exception cause) when (DamagedRows.IsCause(cause))
        {
            transaction.Abandon();
            throw DamagedRows.From(cause);
        }
        catch (WalletStoreException fault) when (fault.IsInconsistent)
        {
            transaction.Abandon();
            throw;
        }
        catch
        {
            transaction.IsBroken = true;
            throw;
        }
    }
}
