using WalletCore.Sqlite.Balances;
using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Reading;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Writing;

/// <summary>What a session of the store's own and one in a host's transaction share: loading, and one commit at most.</summary>
internal abstract class WriteSession : IWalletWriteSession
{
    private readonly LedgerReads _reads;
    private bool _isDisposed;
    private bool _isSpent;

    protected WriteSession(
        TableSet tables, LedgerScope scope, (LedgerHead Head, WrittenMarks Written) at, PendingKeys pendingKeys, KeyHasher hasher, PendingBalances? pendingBalances)
    {
        Tables = tables;
        Scope = scope;
        PendingKeys = pendingKeys;
        Hasher = hasher;
        (Head, Written) = at;
        Balances = new BalanceView(tables, scope, pendingBalances);
        Balances.MoveTo(Head, Written.Balances);
        _reads = new LedgerReads(tables, scope, new KeyFinder(tables, scope, pendingKeys, hasher), Balances);
    }

    public LedgerHead Head { get; }

    protected TableSet Tables { get; }

    protected LedgerScope Scope { get; }

    protected PendingKeys PendingKeys { get; }

    protected KeyHasher Hasher { get; }

    /// <summary>The balances in this session's view.</summary>
    protected BalanceView Balances { get; }

    /// <summary>How far the key index and the balances go in this session's view.</summary>
    protected WrittenMarks Written { get; }

    /// <summary>Whether something failed, so that what is open must be undone and the connection is not to be trusted.</summary>
    protected bool HasFailed { get; private set; }

    protected bool HasCommitted { get; private set; }

    public ValueTask<LedgerState> LoadAsync(LoadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequireUsable();
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            if (request.Keys.Count > 0)
            {
                LearnKeys(request.Keys.Count);
            }

            return ValueTask.FromResult(new StateLoader(_reads).Load(request, Head, Written.Keys));
        }
        catch (Exception cause) when (DamagedRows.IsCause(cause))
        {
            HasFailed = true;
            throw DamagedRows.From(cause);
        }
        catch
        {
            HasFailed = true;
            throw;
        }
    }

    public ValueTask CommitAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        RequireUsable();
        if (changes.Before != Head)
        {
            throw new WalletStoreException("The change set does not start at the session's head; nothing was written.", false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        _isSpent = true;
        try
        {
            Commit(changes);
            HasCommitted = true;
            return ValueTask.CompletedTask;
        }
        catch
        {
            HasFailed = true;
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            End();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Gives back what the session held, undoing what is not committed. Called once.</summary>
    protected abstract void End();

    /// <summary>Writes everything and makes it stay.</summary>
    protected abstract void Commit(ChangeSet changes);

    /// <summary>Brings the memory of committed keys up to date, where this session may, before so many keys are looked for.</summary>
    protected virtual void LearnKeys(int count)
    {
    }

    private void RequireUsable()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isSpent || HasFailed)
        {
            throw new InvalidOperationException("The session has committed or failed; begin another one.");
        }
    }
}
