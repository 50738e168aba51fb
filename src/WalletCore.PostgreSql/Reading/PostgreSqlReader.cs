using WalletCore.PostgreSql.Connections;
using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql.Reading;

/// <summary>The port's reader; on which connection it asks is the derived class's matter. Every call is one round trip.</summary>
internal abstract partial class PostgreSqlReader(Database database, LedgerId id) : IWalletReader
{
    protected Database Database => database;

    protected LedgerId Id => id;

    private TableSet Tables => database.Tables;

    private long Ledger { get; } = LedgerKey.Of(id);

    public async ValueTask<LedgerHead> GetHeadAsync(CancellationToken cancellationToken)
    {
        LedgerHead? head = null;
        await AskAsync(trip => Tables.Heads.Find(trip, Ledger, found => head = found), cancellationToken).ConfigureAwait(false);
        return head ?? throw Database.UnknownLedger(id);
    }

    public ValueTask<WalletFacts?> FindWalletAsync(long wallet, CancellationToken cancellationToken) =>
        FindWalletAsync((trip, found) => Tables.Wallets.Find(trip, Ledger, [wallet], found), cancellationToken);

    public ValueTask<WalletFacts?> FindWalletByOwnerAsync(OwnerKey owner, CancellationToken cancellationToken) =>
        Searchable.Is(owner.OwnerId) && Searchable.Is(owner.ApplicationId) && Searchable.Is(owner.Label)
            ? FindWalletAsync((trip, found) => Tables.Wallets.FindOwners(trip, Ledger, [owner], found), cancellationToken)
            : new ValueTask<WalletFacts?>((WalletFacts?)null);

    public ValueTask<WalletFacts?> FindWalletByAccountNumberAsync(string number, CancellationToken cancellationToken) =>
        Searchable.Is(number)
            ? FindWalletAsync((trip, found) => Tables.Wallets.FindNumbers(trip, Ledger, [number], found), cancellationToken)
            : new ValueTask<WalletFacts?>((WalletFacts?)null);

    public async ValueTask<IReadOnlyList<WalletFacts>> ListWalletsAsync(
        WalletFilter filter, long after, int limit, CancellationToken cancellationToken)
    {
        if (!new[] { filter.OwnerId, filter.ApplicationId, filter.Label, filter.Currency }.All(static text => text is null || Searchable.Is(text)))
        {
            return [];
        }

        return await ListAsync<WalletFacts>(
            (trip, found) => Tables.Wallets.List(trip, Ledger, filter, after, limit, new WalletCollector(found)), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<AccountFacts?> FindAccountAsync(long account, CancellationToken cancellationToken) =>
        await ListAsync<AccountFacts>((trip, found) => Tables.Accounts.Find(trip, Ledger, account, found), cancellationToken)
            .ConfigureAwait(false) is [var facts] ? facts : null;

    public ValueTask<IReadOnlyList<AccountFacts>> ListAccountsAsync(long after, int limit, CancellationToken cancellationToken) =>
        ListAsync<AccountFacts>((trip, found) => Tables.Accounts.Page(trip, Ledger, after, limit, found), cancellationToken);

    public ValueTask<IReadOnlyList<AccountFacts>> ListSystemAccountsAsync(CancellationToken cancellationToken) =>
        ListAsync<AccountFacts>((trip, found) => Tables.Accounts.System(trip, Ledger, found), cancellationToken);

    public async ValueTask<RefundRow?> FindRefundAsync(long original, CancellationToken cancellationToken) =>
        await ListAsync<RefundRow>((trip, found) => Tables.Refunds.Find(trip, Ledger, [original], found), cancellationToken)
            .ConfigureAwait(false) is [var refund] ? refund : null;

    public ValueTask<IReadOnlyList<RefundRow>> ListRefundRowsAsync(long after, int limit, CancellationToken cancellationToken) =>
        ListAsync<RefundRow>((trip, found) => Tables.Refunds.Page(trip, Ledger, after, limit, found), cancellationToken);

    public async ValueTask<WaypointRow?> FindWaypointAsync(long account, long recordedAtMax, CancellationToken cancellationToken) =>
        await ListAsync<WaypointRow>(
            (trip, found) => Tables.Waypoints.LastRecordedBy(trip, Ledger, account, recordedAtMax, found), cancellationToken)
            .ConfigureAwait(false) is [var waypoint] ? waypoint : null;

    public ValueTask<IReadOnlyList<WaypointRow>> ListWaypointsAsync(long account, long after, int limit, CancellationToken cancellationToken) =>
        ListAsync<WaypointRow>((trip, found) => Tables.Waypoints.Page(trip, Ledger, account, after, limit, found), cancellationToken);

    public async ValueTask<FreezeRow?> FindFreezeAsync(long freeze, CancellationToken cancellationToken) =>
        await ListAsync<FreezeRow>((trip, found) => Tables.Freezes.Find(trip, Ledger, [freeze], found.Add), cancellationToken)
            .ConfigureAwait(false) is [var row] ? row : null;

    public ValueTask<IReadOnlyList<FreezeRow>> ListFreezesAsync(
        FreezeFilter filter, long after, int limit, CancellationToken cancellationToken) =>
        ListAsync<FreezeRow>((trip, found) => Tables.Freezes.List(trip, Ledger, filter, after, limit, found), cancellationToken);

    public ValueTask<IReadOnlyList<CommitRow>> ReadCommitsAsync(long after, int limit, CancellationToken cancellationToken) =>
        ListAsync<CommitRow>((trip, found) => Tables.Commits.Page(trip, Ledger, after, limit, found), cancellationToken);

    public ValueTask<IReadOnlyList<RuleRow>> ListRulesAsync(CancellationToken cancellationToken) =>
        ListAsync<RuleRow>((trip, found) => Tables.Rules.List(trip, Ledger, found), cancellationToken);

    public abstract ValueTask DisposeAsync();

    /// <summary>Sends what the call asks for; all its statements see the same commit.</summary>
    protected abstract ValueTask AskAsync(Action<RoundTrip> ask, CancellationToken cancellationToken);

    private async ValueTask<IReadOnlyList<T>> ListAsync<T>(Action<RoundTrip, List<T>> ask, CancellationToken cancellationToken)
    {
        var found = new List<T>();
        await AskAsync(trip => ask(trip, found), cancellationToken).ConfigureAwait(false);
        return found;
    }

    private async ValueTask<WalletFacts?> FindWalletAsync(Action<RoundTrip, WalletCollector> ask, CancellationToken cancellationToken) =>
        await ListAsync<WalletFacts>((trip, found) => ask(trip, new WalletCollector(found)), cancellationToken).ConfigureAwait(false) is [var facts]
            ? facts
            : null;
}
