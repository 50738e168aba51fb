namespace WalletCore.Sqlite.Reading;

/// <summary>The port's reader; where its connection comes from is the derived class's matter.</summary>
internal abstract class SqliteReader : IWalletReader
{
    public ValueTask<LedgerHead> GetHeadAsync(CancellationToken cancellationToken) => ReadAsync(static reads => reads.Head(), cancellationToken);

    public ValueTask<WalletFacts?> FindWalletAsync(long wallet, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Wallet(wallet), cancellationToken);

    public ValueTask<WalletFacts?> FindWalletByOwnerAsync(OwnerKey owner, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.WalletOfOwner(owner), cancellationToken);

    public ValueTask<WalletFacts?> FindWalletByAccountNumberAsync(string number, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.WalletOfAccountNumber(number), cancellationToken);

    public ValueTask<IReadOnlyList<WalletFacts>> ListWalletsAsync(
        WalletFilter filter, long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Wallets(filter, after, limit), cancellationToken);

    public ValueTask<AccountFacts?> FindAccountAsync(long account, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Account(account), cancellationToken);

    public ValueTask<IReadOnlyList<AccountFacts>> ListAccountsAsync(long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Accounts(after, limit), cancellationToken);

    public ValueTask<IReadOnlyList<AccountFacts>> ListSystemAccountsAsync(CancellationToken cancellationToken) =>
        ReadAsync(static reads => reads.SystemAccounts(), cancellationToken);

    public ValueTask<IReadOnlyList<TransactionFacts>> ReadTransactionsAsync(long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Transactions(after, limit), cancellationToken);

    public ValueTask<TransactionFacts?> FindTransactionAsync(long sequence, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Transaction(sequence), cancellationToken);

    public ValueTask<IReadOnlyList<TransactionFacts>> FindTransactionsAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Transactions(sequences), cancellationToken);

    public ValueTask<IReadOnlyList<TransactionFacts>> FindByReferenceAsync(
        string reference, long before, int limit, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.ByReference(reference, before, limit), cancellationToken);

    public ValueTask<IReadOnlyList<TransactionFacts>> ListRefundsAsync(
        long original, long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.RefundsOf(original, after, limit), cancellationToken);

    public ValueTask<RefundRow?> FindRefundAsync(long original, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Refund(original), cancellationToken);

    public ValueTask<IReadOnlyList<RefundRow>> ListRefundRowsAsync(long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.RefundRows(after, limit), cancellationToken);

    public ValueTask<IReadOnlyList<EntryFacts>> ReadEntriesAsync(long account, long first, int count, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Entries(account, first, count), cancellationToken);

    public ValueTask<WaypointRow?> FindWaypointAsync(long account, long recordedAtMax, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Waypoint(account, recordedAtMax), cancellationToken);

    public ValueTask<IReadOnlyList<WaypointRow>> ListWaypointsAsync(long account, long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Waypoints(account, after, limit), cancellationToken);

    public ValueTask<FreezeRow?> FindFreezeAsync(long freeze, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Freeze(freeze), cancellationToken);

    public ValueTask<IReadOnlyList<FreezeRow>> ListFreezesAsync(
        FreezeFilter filter, long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Freezes(filter, after, limit), cancellationToken);

    public ValueTask<KeyAnswer?> FindKeyAsync(string key, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Key(key), cancellationToken);

    public ValueTask<IReadOnlyList<AnswerRow>> ListAnswersAsync(long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Answers(after, limit), cancellationToken);

    public ValueTask<IReadOnlyList<UsageRow>> ListUsagesAsync(UsageKey? after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Usages(after, limit), cancellationToken);

    public ValueTask<IReadOnlyList<CommitRow>> ReadCommitsAsync(long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(reads => reads.Commits(after, limit), cancellationToken);

    public ValueTask<IReadOnlyList<RuleRow>> ListRulesAsync(CancellationToken cancellationToken) =>
        ReadAsync(static reads => reads.Rules(), cancellationToken);

    public abstract ValueTask DisposeAsync();

    /// <summary>Runs one call in one transaction.</summary>
    protected abstract ValueTask<T> ReadAsync<T>(Func<LedgerReads, T> read, CancellationToken cancellationToken);
}
