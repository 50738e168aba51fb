using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql.Writing;

/// <summary>What a session of the store's own and one in a host's transaction share: loading, and one commit at most.</summary>
internal abstract class WriteSession(Database database, NpgsqlConnection connection, LedgerId id, LedgerHead head, Prefetch? prefetch)
    : IWalletWriteSession
{
    private readonly KeyHashes _hashes = prefetch?.Hashes ?? database.KeyHashes(LedgerKey.Of(id));
    private bool _isDisposed;
    private bool _isSpent;

    public LedgerHead Head => head;

    protected Database Database => database;

    protected LedgerId Id => id;

    private long Ledger { get; } = LedgerKey.Of(id);

    protected NpgsqlConnection Connection => connection;

    /// <summary>Whether something failed, so that what is open must be undone.</summary>
    protected bool HasFailed { get; private set; }

    protected bool HasCommitted { get; private set; }

    /// <summary>Whether statements stay prepared on the connection.</summary>
    protected abstract bool IsPrepared { get; }

    public async ValueTask<LedgerState> LoadAsync(LoadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequireUsable();
        cancellationToken.ThrowIfCancellationRequested();
        if (prefetch?.Take(request) is { } state)
        {
            return state;
        }

        var trip = new RoundTrip(connection);
        var loader = new StateLoader(trip, database.Tables, Ledger, request, _hashes);
        if (trip.Count > 0)
        {
            await SendAsync(trip, "Loading", cancellationToken).ConfigureAwait(false);
        }

        return loader.Finish();
    }

    public async ValueTask CommitAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        RequireUsable();
        RequireStart(changes, head);
        cancellationToken.ThrowIfCancellationRequested();
        _isSpent = true;
        await LookForHashesAsync(changes, cancellationToken).ConfigureAwait(false);
        var trip = new RoundTrip(connection);
        ChangeWriter.Write(trip, database.Tables, Ledger, changes, _hashes);
        Complete(trip);

        // A commit that is under way is not given up: its outcome would be unknown for nothing.
        await SendAsync(trip, "Committing", CancellationToken.None).ConfigureAwait(false);
        HasCommitted = true;
        Committed(changes);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            await EndAsync().ConfigureAwait(false);
        }
    }

    /// <exception cref="WalletStoreException">It starts elsewhere.</exception>
    public static void RequireStart(ChangeSet changes, in LedgerHead head)
    {
        if (changes.Before != head)
        {
            throw new WalletStoreException("The change set does not start at the session's head; nothing was written.", false);
        }
    }

    /// <summary>Gives back what the session held, undoing what is not committed. Called once.</summary>
    protected abstract ValueTask EndAsync();

    /// <summary>Adds the statements that make what was written stay.</summary>
    protected abstract void Complete(RoundTrip trip);

    /// <summary>What was to be written is.</summary>
    protected virtual void Committed(ChangeSet changes)
    {
    }

    /// <summary>Asks for the hashes of keys that were not loaded, as an engine's are: an import's.</summary>
    private async ValueTask LookForHashesAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        if (_hashes.Unknown(changes.Transactions.Span) is { Length: > 0 } unknown)
        {
            var trip = new RoundTrip(connection);
            database.Tables.Keys.Taken(trip, Ledger, unknown, hash => _hashes.Take(hash));
            await SendAsync(trip, "Looking for keys", cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask SendAsync(RoundTrip trip, string doing, CancellationToken cancellationToken)
    {
        try
        {
            await trip.SendAsync(doing, IsPrepared, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            HasFailed = true;
            throw;
        }
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
