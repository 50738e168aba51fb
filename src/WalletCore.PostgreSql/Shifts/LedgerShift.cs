using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Tables;
using WalletCore.PostgreSql.Writing;

namespace WalletCore.PostgreSql.Shifts;

/// <summary>
/// A shift: a transaction that holds the lock on the ledger's row of <c>ledgers</c>, which writers do not need, and at its end writes what changed. Whoever wants
/// the next one waits for that lock.
/// </summary>
internal sealed class LedgerShift : IWriterShift
{
    private readonly Database _database;
    private readonly NpgsqlConnection _connection;
    private readonly LedgerId _ledger;
    private readonly long _lastUnwanted;
    private readonly Handover _handover;
    private bool _isOver;

    private LedgerShift(Database database, NpgsqlConnection connection, LedgerId ledger, LedgerHead? since, in LedgerHead head)
    {
        (_database, _connection, _ledger, Head) = (database, connection, ledger, head);
        _lastUnwanted = LastUnwanted(since, head);
        _handover = database.Handovers.Begin(ledger, head);
    }

    public LedgerHead Head { get; }

    public IReadOnlyList<MovedBalance>? MovedBalances { get; private init; }

    public IReadOnlyList<BalanceRow>? ChangedBalances { get; private init; }

    /// <summary>Waits for a shift; null where the wait is too long, the role may not lock the row, or too many connections hold shifts already.</summary>
    public static async ValueTask<LedgerShift?> TakeAsync(Database database, LedgerId ledger, LedgerHead? since, CancellationToken cancellationToken)
    {
        database.RequireOpen();
        await database.Courtesy.StepBackAsync(ledger, cancellationToken).ConfigureAwait(false);
        if (!database.Learnt.MayTakeShifts || !database.Shifts.TryBegin())
        {
            return null;
        }

        var handedOver = since is { } left && database.Learnt.MayHandOver ? new HandedOver(left) : null;
        NpgsqlConnection? connection = null;
        LedgerShift? shift = null;
        try
        {
            connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
            return shift = await TakeAsync(database, connection, ledger, since, handedOver, cancellationToken).ConfigureAwait(false);
        }
        catch (WalletStoreException failed)
        {
            // A shift is a courtesy: who cannot have one writes without.
            database.Learnt.ShiftFailed(failed, withHandovers: handedOver is not null);
            return null;
        }
        finally
        {
            if (shift is null)
            {
                await GiveBackAsync(database, connection).ConfigureAwait(false);
            }
        }
    }

    public void ExpectEnd()
    {
        if (_database.Learnt.MayHandOver)
        {
            _handover.ExpectLast(PutAheadAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        try
        {
            await EndAsync().ConfigureAwait(false);
        }
        catch (WalletStoreException failed)
        {
            // The server ends what a lost connection had open, and who finds no handover asks for what moved.
            _database.Learnt.ShiftFailed(failed, withHandovers: true);
        }
        finally
        {
            _database.Courtesy.Ended(_ledger);
            await GiveBackAsync(_database, _connection).ConfigureAwait(false);
        }
    }

    private static async ValueTask<LedgerShift> TakeAsync(
        Database database, NpgsqlConnection connection, LedgerId ledger, LedgerHead? since, HandedOver? handedOver, CancellationToken cancellationToken)
    {
        LedgerHead? head = null;
        var trip = new RoundTrip(connection);
        trip.AllowTime(database.Sessions.LockWait);
        trip.Run(SessionStatements.Begin);
        trip.Call(database.Sessions.ShiftLimits);
        database.Tables.Ledgers.LockForShift(trip, LedgerKey.Of(ledger));

        // The head before what changed: if it still stands there at the commit, nothing has changed in between either.
        database.Tables.Heads.Find(trip, LedgerKey.Of(ledger), found => head = found);
        if (handedOver is not null)
        {
            database.Tables.Handovers.Since(trip, LedgerKey.Of(ledger), handedOver);
        }

        await trip.SendAsync("Waiting for a shift", database.Options.PrepareStatements, cancellationToken).ConfigureAwait(false);
        var stands = head ?? throw Database.UnknownLedger(ledger);
        var changed = handedOver?.UpTo(stands);
        var moved = changed is null && since is { } known
            ? await GatherAsync(database, connection, ledger, known, cancellationToken).ConfigureAwait(false)
            : null;
        return new LedgerShift(database, connection, ledger, since, stands) { ChangedBalances = changed, MovedBalances = moved };
    }

    /// <summary>Where others wrote who left no handover: what moved, from the postings.</summary>
    private static async ValueTask<List<MovedBalance>?> GatherAsync(
        Database database, NpgsqlConnection connection, LedgerId ledger, LedgerHead since, CancellationToken cancellationToken)
    {
        var state = new LedgerState();
        var trip = new RoundTrip(connection);
        database.Tables.Changes.Since(trip, LedgerKey.Of(ledger), since, state);
        if (trip.Count == 0)
        {
            return null;
        }

        await trip.SendAsync("Beginning a shift", database.Options.PrepareStatements, cancellationToken).ConfigureAwait(false);
        return state.MovedBalances;
    }

    /// <summary>
    /// The last commit whose handover nobody will ask for. Who waits in line had a shift since the holder had its last one, unless nobody wrote in between; and who
    /// knows nothing keeps none for others, so that there are never many.
    /// </summary>
    private static long LastUnwanted(LedgerHead? since, in LedgerHead head) => since is not { } left ? head.Commits : left == head ? 0 : left.Commits;

    private async ValueTask EndAsync()
    {
        var isOfUse = _database.Handovers.End(_ledger, _handover) && _database.Learnt.MayHandOver;
        var trip = new RoundTrip(_connection);
        if (_handover.Writing is { } writing)
        {
            await writing.ConfigureAwait(false);
        }
        else if (isOfUse)
        {
            Put(trip);
        }

        trip.Run(isOfUse ? SessionStatements.Commit : SessionStatements.Rollback);
        _database.Handovers.Reuse(_handover);
        await trip.SendAsync("Ending a shift", _database.Options.PrepareStatements, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task PutAheadAsync()
    {
        var trip = new RoundTrip(_connection);
        Put(trip);
        await trip.SendAsync("Handing over", _database.Options.PrepareStatements, CancellationToken.None).ConfigureAwait(false);
    }

    private void Put(RoundTrip trip) => _database.Tables.Handovers.Put(trip, LedgerKey.Of(_ledger), _lastUnwanted, _handover);

    private static async ValueTask GiveBackAsync(Database database, NpgsqlConnection? connection)
    {
        try
        {
            await OwnTransaction.GiveBackAsync(connection).ConfigureAwait(false);
        }
        finally
        {
            database.Shifts.End();
        }
    }
}
