using WalletCore.Sqlite.Connections;
using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Native;
using WalletCore.Sqlite.Schema;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Writing;

/// <summary>A session on the store's own writing connection, inside its own immediate transaction.</summary>
internal sealed class OwnWriteSession : WriteSession
{
    private readonly WalletFile _file;
    private readonly StoreConnection _writer;

    private OwnWriteSession(WalletFile file, StoreConnection writer, LedgerScope scope)
        : base(writer.Tables, scope, DamagedRows.Guard((writer.Heads, scope), static state => state.Heads.Of(state.scope)), file.PendingKeys(scope), file.Options.KeyHasher)
    {
        _file = file;
        _writer = writer;
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

    protected override void LearnKeys()
    {
        var head = KeyMark.Of(Head);
        if (head.IsBefore(Pending.KnownThrough()))
        {
            // Only a file put back from a copy is behind what was committed to it.
            Pending.Forget();
        }

        Pending.CatchUp(Tables, head, Indexed);
    }

    protected override void Commit(ChangeSet changes)
    {
        var isLazy = _file.Options.KeyRunLength > 0;
        try
        {
            ChangeWriter.Write(Tables, Scope, changes);
            KeyRun? run = null;
            var written = 0;
            KeyMark indexed;
            if (isLazy)
            {
                LearnKeys();
                (indexed, run, written) = KeyWriter.WriteSlice(Tables, Pending, _file.KeyRunLengthPerLedger, changes, Indexed);
            }
            else
            {
                indexed = KeyWriter.WriteThrough(Tables, Scope, Hasher, changes, Indexed);
            }

            Tables.Ledgers.Move(Scope, changes.After, indexed);
            Tables.Commit();
            _writer.Heads.Moved(Scope, changes.After, indexed);
            if (run is not null)
            {
                Pending.Wrote(run, written);
            }
        }
        catch
        {
            // Whether the commit reached the disk is unknown, and so is which keys the file has.
            Pending.Forget();
            _writer.Heads.Forget();
            Tables.Database.RollbackQuietly();
            throw;
        }

        if (isLazy)
        {
            Pending.Add(changes);
        }
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
