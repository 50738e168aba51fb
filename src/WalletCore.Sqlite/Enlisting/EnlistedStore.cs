using Microsoft.Data.Sqlite;
using WalletCore.Sqlite.Balances;
using WalletCore.Sqlite.Connections;
using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Native;
using WalletCore.Sqlite.Reading;
using WalletCore.Sqlite.Tables;

namespace WalletCore.Sqlite.Enlisting;

/// <summary>The store as seen from inside a host's transaction.</summary>
internal sealed class EnlistedStore(WalletFile file, SqliteTransaction transaction) : IWalletStore
{
    private const int UnknownKeysMax = 256;

    private readonly HostTransaction _host = new(file, transaction);

    public string Kind => "sqlite";

    public async ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        var tables = await _host.GetTablesAsync(cancellationToken).ConfigureAwait(false);
        if (tables.Ledgers.FindByName(proposal.Name) is { } known)
        {
            return known;
        }

        tables.Ledgers.Add(proposal);
        return proposal;
    }

    public async ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken) =>
        (await _host.GetTablesAsync(cancellationToken).ConfigureAwait(false)).Ledgers.List();

    public ValueTask PublishLedgerAsync(LedgerId ledger, string name, LedgerHead head, CancellationToken cancellationToken) => throw NoImport();

    public ValueTask DiscardLedgerAsync(LedgerId ledger, CancellationToken cancellationToken) => throw NoImport();

    public async ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken)
    {
        var tables = await _host.GetTablesAsync(cancellationToken).ConfigureAwait(false);
        var scope = HostTransaction.Scope(tables, ledger);
        await file.Retry.RunAsync((tables, scope), static state => TakeLock(state.tables, state.scope), cancellationToken).ConfigureAwait(false);
        try
        {
            await LearnCommittedKeysAsync(tables, scope, ledger, cancellationToken).ConfigureAwait(false);
            return new EnlistedWriteSession(_host, file, tables, scope);
        }
        catch
        {
            EnlistedWriteSession.Undo(tables.Database);
            throw;
        }
    }

    public async ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken)
    {
        var tables = await _host.GetTablesAsync(cancellationToken).ConfigureAwait(false);
        var rows = HostTransaction.Scope(tables, ledger);
        await LearnCommittedKeysAsync(tables, rows, ledger, cancellationToken).ConfigureAwait(false);
        var finder = new KeyFinder(tables, rows, file.PendingKeys(rows), file.Options.KeyHasher);
        return new EnlistedReader(_host, new LedgerReads(tables, rows, finder, new BalanceView(tables, rows, shared: null)));
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }

    private static InvalidOperationException NoImport() => new("Ledgers are imported by the store itself, not within a host's transaction.");

    private static bool TakeLock(TableSet tables, LedgerScope scope)
    {
        tables.Database.Execute(EnlistedWriteSession.Savepoint, "Marking the host's transaction");
        try
        {
            tables.Ledgers.TakeWriteLock(scope);
            return true;
        }
        catch (SqliteStoreException)
        {
            EnlistedWriteSession.Undo(tables.Database);
            throw;
        }
    }

    // Through a connection of our own, which sees committed rows only: the host's may still be rolled back.
    private async ValueTask LearnCommittedKeysAsync(TableSet tables, LedgerScope scope, LedgerId ledger, CancellationToken cancellationToken)
    {
        var head = tables.Heads.Find(scope, out var written);
        var known = KeyMark.Later(file.PendingKeys(scope).KnownThrough(), written.Keys);
        if (head.Sequence - known.Sequence + head.Answers - known.Answers > UnknownKeysMax)
        {
            using var committed = await ReadTransaction.BeginAsync(file, ledger, cancellationToken).ConfigureAwait(false);
            committed.Reads.CatchUp?.Invoke();
        }
    }
}
