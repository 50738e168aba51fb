namespace WalletCore.Storage;

/// <summary>
/// Committed facts of one ledger. Pages are keyset pages: they start after the ordinal given, so writes meanwhile neither repeat nor skip a
/// row. Limits are positive; an answer is shorter than its limit only when there is no more.
/// </summary>
public interface IWalletReader : IAsyncDisposable
{
    /// <summary>Where the ledger stands.</summary>
    ValueTask<LedgerHead> GetHeadAsync(CancellationToken cancellationToken);

    /// <summary>The wallet with that ordinal, or null.</summary>
    ValueTask<WalletFacts?> FindWalletAsync(long wallet, CancellationToken cancellationToken);

    /// <summary>The wallet with that natural key, or null.</summary>
    ValueTask<WalletFacts?> FindWalletByOwnerAsync(OwnerKey owner, CancellationToken cancellationToken);

    /// <summary>The wallet that has an account with that number, or null.</summary>
    ValueTask<WalletFacts?> FindWalletByAccountNumberAsync(string number, CancellationToken cancellationToken);

    /// <summary>Wallets that match, by ordinal, after the one given.</summary>
    ValueTask<IReadOnlyList<WalletFacts>> ListWalletsAsync(WalletFilter filter, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The account with that ordinal and its balance, or null.</summary>
    ValueTask<AccountFacts?> FindAccountAsync(long account, CancellationToken cancellationToken);

    /// <summary>Accounts with their balances, system accounts included, by ordinal, after the one given.</summary>
    ValueTask<IReadOnlyList<AccountFacts>> ListAccountsAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>All system accounts with their balances, by ordinal.</summary>
    ValueTask<IReadOnlyList<AccountFacts>> ListSystemAccountsAsync(CancellationToken cancellationToken);

    /// <summary>Transactions with their postings, by sequence, after the one given.</summary>
    ValueTask<IReadOnlyList<TransactionFacts>> ReadTransactionsAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>The transaction with that sequence, or null.</summary>
    ValueTask<TransactionFacts?> FindTransactionAsync(long sequence, CancellationToken cancellationToken);

    /// <summary>Those of the transactions that there are, by sequence, each once; in one round trip, however many are asked for, in whatever order.</summary>
    ValueTask<IReadOnlyList<TransactionFacts>> FindTransactionsAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken);

    /// <summary>Transactions with that reference, newest first, before the sequence given (<see cref="long.MaxValue"/> for the newest).</summary>
    ValueTask<IReadOnlyList<TransactionFacts>> FindByReferenceAsync(string reference, long before, int limit, CancellationToken cancellationToken);

    /// <summary>Refunds and cancellations of that original, by sequence, after the one given.</summary>
    ValueTask<IReadOnlyList<TransactionFacts>> ListRefundsAsync(long original, long after, int limit, CancellationToken cancellationToken);

    /// <summary>How much of that original was given back, or null when nothing was.</summary>
    ValueTask<RefundRow?> FindRefundAsync(long original, CancellationToken cancellationToken);

    /// <summary>Refund rows, by original, after the one given.</summary>
    ValueTask<IReadOnlyList<RefundRow>> ListRefundRowsAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The entries of an account with the numbers <paramref name="first"/> up to <paramref name="first"/> + <paramref name="count"/> - 1,
    /// ascending; fewer where the account has no more.
    /// </summary>
    ValueTask<IReadOnlyList<EntryFacts>> ReadEntriesAsync(long account, long first, int count, CancellationToken cancellationToken);

    /// <summary>The last waypoint of the account that was recorded at or before that time, or null.</summary>
    ValueTask<WaypointRow?> FindWaypointAsync(long account, long recordedAtMax, CancellationToken cancellationToken);

    /// <summary>Waypoints of the account, by entry number, after the one given.</summary>
    ValueTask<IReadOnlyList<WaypointRow>> ListWaypointsAsync(long account, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The freeze record with that ordinal, or null.</summary>
    ValueTask<FreezeRow?> FindFreezeAsync(long freeze, CancellationToken cancellationToken);

    /// <summary>Freeze records that match, by ordinal, after the one given.</summary>
    ValueTask<IReadOnlyList<FreezeRow>> ListFreezesAsync(FreezeFilter filter, long after, int limit, CancellationToken cancellationToken);

    /// <summary>What a key answered, or null when it is unknown. A key that was used again answers the row of the newer commit.</summary>
    ValueTask<KeyAnswer?> FindKeyAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// What those keys answered, each once, in no particular order; what is unknown is absent. A store for which a question is a round trip answers all of
    /// them in one; others need not implement it, and each key is then asked for by itself.
    /// </summary>
    async ValueTask<IReadOnlyList<KeyAnswer>> FindKeysAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var answers = new List<KeyAnswer>();
        foreach (var key in keys.Distinct(StringComparer.Ordinal))
        {
            if (await FindKeyAsync(key, cancellationToken).ConfigureAwait(false) is { } answer)
            {
                answers.Add(answer);
            }
        }

        return answers;
    }

    /// <summary>Refusals kept for their keys, by ordinal, after the one given.</summary>
    ValueTask<IReadOnlyList<AnswerRow>> ListAnswersAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>Usages of windowed limits, by account, then limit (ordinal order), then window, after the one given; null: from the first.</summary>
    ValueTask<IReadOnlyList<UsageRow>> ListUsagesAsync(UsageKey? after, int limit, CancellationToken cancellationToken);

    /// <summary>Commits, by number, after the one given.</summary>
    ValueTask<IReadOnlyList<CommitRow>> ReadCommitsAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>All posting rules that ever posted, by ordinal.</summary>
    ValueTask<IReadOnlyList<RuleRow>> ListRulesAsync(CancellationToken cancellationToken);
}
