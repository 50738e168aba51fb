using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql.Writing;

/// <summary>
/// A session on the caller's word of where the ledger stands: it asks nothing, and its commit is one round trip that writes nothing where the word is untrue.
/// Where more is to be loaded it becomes an ordinary session.
/// </summary>
internal sealed class OptimisticWriteSession(Database database, LedgerId id, LedgerHead head, LoadRequest expected) : IWalletWriteSession
{
    private readonly string[] _keys = Searchable.Of(expected.Keys);
    private LoadRequest? _expected = expected.IsEmpty ? null : expected;
    private OwnWriteSession? _ordinary;
    private bool _isSpent;
    private bool _isDisposed;

    public LedgerHead Head => head;

    public async ValueTask<LedgerState> LoadAsync(LoadRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequireUsable();
        cancellationToken.ThrowIfCancellationRequested();
        if (_ordinary is not null)
        {
            return await _ordinary.LoadAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var isExpected = ReferenceEquals(request, _expected);
        _expected = null;
        return isExpected ? new LedgerState() : await BecomeOrdinaryAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask CommitAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        RequireUsable();
        if (_ordinary is not null)
        {
            await _ordinary.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
            return;
        }

        WriteSession.RequireStart(changes, head);
        cancellationToken.ThrowIfCancellationRequested();
        _isSpent = true;
        await database.Turns.TakeAsync(id, CancellationToken.None).ConfigureAwait(false);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await database.OpenAsync(CancellationToken.None).ConfigureAwait(false);
            await WriteAsync(connection, changes).ConfigureAwait(false);
        }
        finally
        {
            await OwnTransaction.GiveBackAsync(connection, database, id).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        if (_ordinary is not null)
        {
            await _ordinary.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static WalletStoreException Outdated(Exception? cause = null) =>
        new("The ledger stands elsewhere than was assumed, or a key was answered; nothing was written.", isTransient: true, cause) { IsOutdated = true };

    private async ValueTask WriteAsync(NpgsqlConnection connection, ChangeSet changes)
    {
        var ledger = LedgerKey.Of(id);
        var hasher = database.Options.KeyHasher;
        var trip = new RoundTrip(connection);
        OwnTransaction.Begin(trip, database);
        database.Tables.Keys.RequireNew(trip, ledger, Array.ConvertAll(_keys, key => KeyText.Hash(hasher, ledger, key)), database.SchemaVersion);
        ChangeWriter.Write(trip, database.Tables, ledger, changes, hasher);
        OwnTransaction.Commit(trip, database, id);
        try
        {
            await trip.SendAsync("Committing", database.Options.PrepareStatements, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WalletStoreException refused) when (refused.InnerException is PostgresException { SqlState: PostgresErrorCodes.DivisionByZero })
        {
            // How the statements say that the head or a key is not as assumed; nothing else divides.
            throw Outdated(refused);
        }
    }

    /// <summary>Begins for real, which shows whether the word is true, and loads.</summary>
    private async ValueTask<LedgerState> BecomeOrdinaryAsync(LoadRequest request, CancellationToken cancellationToken)
    {
        var session = await OwnWriteSession.BeginAsync(database, id, request, cancellationToken).ConfigureAwait(false);
        try
        {
            var state = await session.LoadAsync(request, cancellationToken).ConfigureAwait(false);
            if (session.Head != head || (_keys.Length > 0 && await AreKnownAsync(session, cancellationToken).ConfigureAwait(false)))
            {
                throw Outdated();
            }

            _ordinary = session;
            return state;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<bool> AreKnownAsync(OwnWriteSession session, CancellationToken cancellationToken)
    {
        var keys = new LoadRequest();
        keys.Keys.AddRange(_keys);
        return (await session.LoadAsync(keys, cancellationToken).ConfigureAwait(false)).Keys.Count > 0;
    }

    private void RequireUsable()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isSpent)
        {
            throw new InvalidOperationException("The session has committed or failed; begin another one.");
        }
    }
}
