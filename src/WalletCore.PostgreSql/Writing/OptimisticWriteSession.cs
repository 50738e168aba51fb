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
    private readonly string[] _keys = [.. expected.Keys];
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
            var writing = WriteAsync(connection, changes);
            database.Handovers.Expect(id, changes);
            await writing.ConfigureAwait(false);
            database.Handovers.Add(id, changes);
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
        var trip = new RoundTrip(connection);
        OwnTransaction.Begin(trip, database);
        var hashes = database.KeyHashes(ledger);
        RequireNewKeys(trip, ledger, hashes, changes.Transactions.Span);
        ChangeWriter.WriteOnWord(trip, database.Tables, ledger, changes, hashes, database.SchemaVersion);
        OwnTransaction.Commit(trip, database, id);
        try
        {
            await trip.SendAsync("Committing", database.Options.PrepareStatements, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WalletStoreException refused) when (refused.InnerException is PostgresException fault && IsUntrueWord(fault))
        {
            throw Outdated(refused);
        }
    }

    /// <summary>
    /// How the server says that the head or a key is not as assumed: nothing but the conditions divides, and the head that stood as assumed lets none but a key
    /// be there already.
    /// </summary>
    private static bool IsUntrueWord(PostgresException fault) => fault.SqlState == PostgresErrorCodes.DivisionByZero
        || (fault.SqlState == PostgresErrorCodes.UniqueViolation && TransactionsTable.IsKeyIndex(fault.ConstraintName));

    /// <summary>
    /// Makes the commit fail where a key is not new. Keys under which a transaction is written need no look under their own hashes, of which the index of keys does
    /// not take a second one; it would take one of a key that an older library wrote, whose hash is another one.
    /// </summary>
    private void RequireNewKeys(RoundTrip trip, long ledger, KeyHashes hashes, ReadOnlySpan<TransactionRow> written)
    {
        if (head.Answers > 0 && Searchable.Of(_keys) is { Length: > 0 } all)
        {
            database.Tables.Keys.RequireUnrefused(trip, ledger, hashes.Of(all));
        }

        var others = hashes.Of(Searchable.Of(NotWritten(written)));
        var wanted = hashes.MayHavePlain ? [.. others, .. hashes.Plain(Searchable.Of(Written(written)))] : others;
        if (wanted.Length > 0)
        {
            database.Tables.Keys.RequireUnused(trip, ledger, wanted);
        }
    }

    private static List<string> Written(ReadOnlySpan<TransactionRow> written)
    {
        var keys = new List<string>(written.Length);
        foreach (ref readonly var row in written)
        {
            if (row.Key is { } key)
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    /// <summary>The keys under which nothing is written: of commands that were refused. Both come in the order of the commands.</summary>
    private List<string> NotWritten(ReadOnlySpan<TransactionRow> written)
    {
        var others = new List<string>();
        var next = 0;
        foreach (var key in _keys)
        {
            while (next < written.Length && written[next].Key is null)
            {
                next++;
            }

            if (next < written.Length && written[next].Key == key)
            {
                next++;
            }
            else
            {
                others.Add(key);
            }
        }

        return others;
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
