using WalletCore.Sqlite.Balances;
using WalletCore.Sqlite.Connections;
using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Native;
using WalletCore.Sqlite.Schema;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Writing;

/// <summary>A session on the store's own writing connection, inside its own immediate transaction.</summary>
internal sealed class OwnWriteSession : WriteSession
{
    /// <summary>So many segments of the key index, or rows of its table, cost about as much as to look for one key in it, which they will save.</summary>
    private const int SegmentsLookedThroughPerKey = 8;

    private const int RowsLookedThroughPerKey = 8;

    private readonly WalletFile _file;
    private readonly StoreConnection _writer;
    private readonly PendingBalances _pendingBalances;

    private OwnWriteSession(WalletFile file, StoreConnection writer, LedgerScope scope)
        : this(file, writer, scope, file.PendingBalances(scope))
    {
    }

    private OwnWriteSession(WalletFile file, StoreConnection writer, LedgerScope scope, PendingBalances pendingBalances)
        : base(
            writer.Tables,
            scope,
            DamagedRows.Guard((writer.Heads, scope), static state => state.Heads.Of(state.scope)),
            file.PendingKeys(scope),
            file.Options.KeyHasher,
            pendingBalances)
    {
        _file = file;
        _writer = writer;
        _pendingBalances = pendingBalances;
        if (pendingBalances.IsAheadOf(Head))
        {
            // Only a file put back from a copy is behind what was committed to it.
            pendingBalances.Forget();
        }
    }

    /// <summary>Waits for the turn within the process, then for the file's lock among processes.</summary>
    public static async ValueTask<OwnWriteSession> BeginAsync(WalletFile file, LedgerId ledger, CancellationToken cancellationToken)
    {
        var writer = await file.RentWriterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await file.Retry.RunAsync((file, writer, ledger), static state => Begin(state), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            file.ReturnWriter(writer, sound: fault is not SqliteStoreException { CanWait: false });
            throw;
        }
    }

    protected override void End() => _file.ReturnWriter(_writer, sound: !HasFailed);

    protected override void LearnKeys(int count)
    {
        var head = KeyMark.Of(Head);
        if (head.IsBefore(PendingKeys.KnownThrough()))
        {
            // Only a file put back from a copy is behind what was committed to it.
            PendingKeys.Forget();
        }

        PendingKeys.CatchUp(Tables, head, Written.Keys);
        if (count > 0 && _file.Options.KeyRunLength > 0)
        {
            PendingKeys.LookOn(Tables, (long)count * SegmentsLookedThroughPerKey, count * RowsLookedThroughPerKey);
        }
    }

    protected override void Commit(ChangeSet changes)
    {
        var isLazy = _file.Options.KeyRunLength > 0;
        WrittenMarks written;
        try
        {
            ChangeWriter.Write(Tables, Scope, changes);
            var balances = WriteBalances(changes);
            var indexed = isLazy
                ? DamagedRows.Guard((Session: this, changes), static state => state.Session.WriteKeysLate(state.changes))
                : KeyWriter.WriteThrough(Tables, Scope, Hasher, changes, Written.Keys);
            written = new WrittenMarks(indexed, balances);
            HeadWriter.Write(Tables, Scope, changes, Written, written);
            Tables.Commit();
            _writer.Heads.Moved(Scope, changes.After, written);
        }
        catch
        {
            // Whether the commit reached the disk is unknown, and so is which keys and balances the file has.
            PendingKeys.Forget();
            _pendingBalances.Forget();
            _writer.Heads.Forget();
            Tables.Database.RollbackQuietly();
            throw;
        }

        _pendingBalances.Add(changes, written.Balances);
        if (isLazy)
        {
            PendingKeys.Add(changes);
        }
    }

    private long WriteBalances(ChangeSet changes)
    {
        if (changes.After.Postings - Written.Balances > 0)
        {
            DamagedRows.Guard(this, static self => self.LearnBalances());
        }

        return BalanceWriter.WriteLate(Tables, Scope, Balances, _file.BalanceLagMaxPerLedger, changes, Written.Balances);
    }

    private KeyMark WriteKeysLate(ChangeSet changes)
    {
        LearnKeys(count: 0);
        return KeyWriter.WriteLate(Tables, Scope, PendingKeys, _file.KeyRunLengthPerLedger, changes, Written.Keys);
    }

    private bool LearnBalances()
    {
        _pendingBalances.CatchUp(Tables, Head, Written.Balances);
        return true;
    }

    private static OwnWriteSession Begin((WalletFile File, StoreConnection Writer, LedgerId Ledger) state)
    {
        var (file, writer, ledger) = state;
        writer.Tables.BeginImmediate();
        try
        {
            writer.RequireFiles();
            if (!writer.Heads.AreCurrent())
            {
                RequireKnownSchema(file, writer);
            }

            return new OwnWriteSession(file, writer, file.Scope(ledger, writer.Tables));
        }
        catch
        {
            writer.Heads.Forget();
            writer.Database.RollbackQuietly();
            throw;
        }
    }

    private static void RequireKnownSchema(WalletFile file, StoreConnection writer)
    {
        var version = writer.Tables.Ledgers.SchemaVersion();
        if (version > file.SchemaVersion)
        {
            throw SchemaGuard.Newer(version, file.SchemaVersion);
        }
    }
}
