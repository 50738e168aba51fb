namespace WalletCore.Storage.InMemory;

/// <summary>
/// Reads one ledger in memory. A snapshot's rows are its own; the indexes are the ledger's, bounded by the snapshot's head.
/// </summary>
internal sealed class InMemoryReader : IWalletReader
{
    private readonly LedgerStorage _ledger;
    private readonly LedgerView? _snapshot;
    private UsageRow[]? _snapshotUsages;
    private bool _disposed;

    public InMemoryReader(LedgerStorage ledger, ReadScope scope)
    {
        _ledger = ledger;
        if (scope == ReadScope.Snapshot)
        {
            lock (ledger.Gate)
            {
                _snapshot = ledger.Books.OpenSnapshot();
            }
        }
    }

    public ValueTask<LedgerHead> GetHeadAsync(CancellationToken cancellationToken) =>
        Read(static (in LedgerView view, Books _) => view.Head, cancellationToken);

    public ValueTask<WalletFacts?> FindWalletAsync(long wallet, CancellationToken cancellationToken) =>
        Read((in LedgerView view, Books _) => view.Wallet(wallet), cancellationToken);

    public ValueTask<WalletFacts?> FindWalletByOwnerAsync(OwnerKey owner, CancellationToken cancellationToken) =>
        Read((in LedgerView view, Books books) => view.Wallet(NameSearch.Wallet(view, books, owner)), cancellationToken);

    public ValueTask<WalletFacts?> FindWalletByAccountNumberAsync(string number, CancellationToken cancellationToken) =>
        Read((in LedgerView view, Books books) => view.Wallet(NameSearch.WalletOfNumber(view, books, number)), cancellationToken);

    public ValueTask<IReadOnlyList<WalletFacts>> ListWalletsAsync(
        WalletFilter filter, long after, int limit, CancellationToken cancellationToken) =>
        Read(
            (in LedgerView view, Books _) =>
            {
                Page<WalletFacts> page = new(limit);
                for (var ordinal = FirstAfter(after); ordinal <= view.Head.Wallets && !page.IsFull; ordinal++)
                {
                    if (WalletMatch.Holds(filter, view.Wallets[ordinal], view.Accounts))
                    {
                        page.Add(view.Wallet(ordinal)!);
                    }
                }

                return page.Rows;
            },
            cancellationToken);

    public ValueTask<AccountFacts?> FindAccountAsync(long account, CancellationToken cancellationToken) =>
        Read((in LedgerView view, Books _) => view.Account(account), cancellationToken);

    public ValueTask<IReadOnlyList<AccountFacts>> ListAccountsAsync(long after, int limit, CancellationToken cancellationToken) =>
        Read(
            (in LedgerView view, Books _) =>
            {
                Page<AccountFacts> page = new(limit);
                for (var ordinal = FirstAfter(after); ordinal <= view.Head.Accounts && !page.IsFull; ordinal++)
                {
                    page.Add(view.Account(ordinal)!.Value);
                }

                return page.Rows;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<AccountFacts>> ListSystemAccountsAsync(CancellationToken cancellationToken) =>
        Read(
            (in LedgerView view, Books books) =>
            {
                Page<AccountFacts> page = new(int.MaxValue);
                foreach (var ordinal in books.SystemAccounts)
                {
                    if (ordinal <= view.Head.Accounts)
                    {
                        page.Add(view.Account(ordinal)!.Value);
                    }
                }

                return page.Rows;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<TransactionFacts>> ReadTransactionsAsync(long after, int limit, CancellationToken cancellationToken) =>
        ReadJournal(after, limit, static head => head.Sequence, static (journal, ordinal) => journal.Facts(ordinal), cancellationToken);

    public async ValueTask<TransactionFacts?> FindTransactionAsync(long sequence, CancellationToken cancellationToken)
    {
        var head = await GetHeadAsync(cancellationToken).ConfigureAwait(false);
        return sequence < 1 || sequence > head.Sequence ? null : _ledger.Journal.Facts(sequence);
    }

    public async ValueTask<IReadOnlyList<TransactionFacts>> FindTransactionsAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        var last = (await GetHeadAsync(cancellationToken).ConfigureAwait(false)).Sequence;
        return [.. sequences.Where(sequence => sequence >= 1 && sequence <= last).Distinct().Order().Select(_ledger.Journal.Facts)];
    }

    public async ValueTask<IReadOnlyList<TransactionFacts>> FindByReferenceAsync(
        string reference, long before, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var found = await Read(
            (in LedgerView view, Books books) => books.Links.WithReference(reference, Math.Min(before, view.Head.Sequence + 1), limit),
            cancellationToken).ConfigureAwait(false);
        return found.ConvertAll(_ledger.Journal.Facts);
    }

    public async ValueTask<IReadOnlyList<TransactionFacts>> ListRefundsAsync(
        long original, long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var found = await Read(
            (in LedgerView view, Books books) => books.Links.OfOriginal(original, Math.Max(after, 0), view.Head.Sequence, limit),
            cancellationToken).ConfigureAwait(false);
        return found.ConvertAll(_ledger.Journal.Facts);
    }

    public ValueTask<RefundRow?> FindRefundAsync(long original, CancellationToken cancellationToken) =>
        Read((in LedgerView view, Books _) => view.Refund(original), cancellationToken);

    public ValueTask<IReadOnlyList<RefundRow>> ListRefundRowsAsync(long after, int limit, CancellationToken cancellationToken) =>
        Read(
            (in LedgerView view, Books _) =>
            {
                Page<RefundRow> page = new(limit);
                var place = view.Refunds.IndexOf(new RefundSlot(after, null));
                for (place = place < 0 ? ~place : place + 1; place < view.Refunds.Count && !page.IsFull; place++)
                {
                    page.Add(view.Refunds[place].Row!);
                }

                return page.Rows;
            },
            cancellationToken);

    public async ValueTask<IReadOnlyList<EntryFacts>> ReadEntriesAsync(
        long account, long first, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(first);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var (number, entry, last) = await Read(
            (in LedgerView view, Books books) =>
            {
                if (view.Account(account) is not { } facts || facts.Balance.EntryCount < first)
                {
                    return default;
                }

                // Written so that it cannot overflow where the first number is huge.
                var last = facts.Balance.EntryCount - first < count ? facts.Balance.EntryCount : first + count - 1;
                return books.Waypoints.FirstFrom(account, last, view.Head.Postings) is { } mark
                    ? (mark.EntryNumber, mark.Entry, last)
                    : (facts.Balance.EntryCount, facts.Balance.LastEntry, last);
            },
            cancellationToken).ConfigureAwait(false);
        return last == 0 ? [] : EntryWalk.Collect(_ledger.Journal, number, entry, first, last);
    }

    public ValueTask<WaypointRow?> FindWaypointAsync(long account, long recordedAtMax, CancellationToken cancellationToken) =>
        Read(
            (in LedgerView view, Books books) => books.Waypoints.LastRecordedBy(account, recordedAtMax, view.Head.Postings),
            cancellationToken);

    public ValueTask<IReadOnlyList<WaypointRow>> ListWaypointsAsync(
        long account, long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Read(
            (in LedgerView view, Books books) => books.Waypoints.After(account, after, limit, view.Head.Postings), cancellationToken);
    }

    public ValueTask<FreezeRow?> FindFreezeAsync(long freeze, CancellationToken cancellationToken) =>
        Read((in LedgerView view, Books _) => view.Freeze(freeze), cancellationToken);

    public ValueTask<IReadOnlyList<FreezeRow>> ListFreezesAsync(
        FreezeFilter filter, long after, int limit, CancellationToken cancellationToken) =>
        Read(
            (in LedgerView view, Books _) =>
            {
                Page<FreezeRow> page = new(limit);
                for (var place = view.FreezePlaceAfter(after); place <= view.FreezeCount && !page.IsFull; place++)
                {
                    if (FreezeMatch.Holds(filter, view.Freezes[place], view.Accounts))
                    {
                        page.Add(view.Freezes[place]);
                    }
                }

                return page.Rows;
            },
            cancellationToken);

    public async ValueTask<KeyAnswer?> FindKeyAsync(string key, CancellationToken cancellationToken)
    {
        var id = await Read((in LedgerView view, Books books) => books.Keys.Find(key, view.Head), cancellationToken).ConfigureAwait(false);
        return id == 0 ? null : _ledger.Journal.Answer(key, id);
    }

    public ValueTask<IReadOnlyList<AnswerRow>> ListAnswersAsync(long after, int limit, CancellationToken cancellationToken) =>
        ReadJournal(after, limit, static head => head.Answers, static (journal, ordinal) => journal.Answers[ordinal], cancellationToken);

    public ValueTask<IReadOnlyList<UsageRow>> ListUsagesAsync(UsageKey? after, int limit, CancellationToken cancellationToken) =>
        Read(
            (in LedgerView view, Books _) =>
            {
                // Sorted anew for every page of the newest commit, once for a snapshot.
                var rows = _snapshot is null ? view.SortedUsages() : _snapshotUsages ??= view.SortedUsages();
                Page<UsageRow> page = new(limit);
                foreach (ref readonly var row in rows.AsSpan())
                {
                    if (page.IsFull)
                    {
                        break;
                    }

                    if (after is not { } key || LedgerView.Compare(row, key) > 0)
                    {
                        page.Add(row);
                    }
                }

                return page.Rows;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<CommitRow>> ReadCommitsAsync(long after, int limit, CancellationToken cancellationToken) =>
        ReadJournal(after, limit, static head => head.Commits, static (journal, ordinal) => journal.Commits[ordinal], cancellationToken);

    public ValueTask<IReadOnlyList<RuleRow>> ListRulesAsync(CancellationToken cancellationToken) =>
        ReadJournal(0, int.MaxValue, static head => head.Rules, static (journal, ordinal) => journal.Rules[ordinal], cancellationToken);

    public ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            if (_snapshot is not null)
            {
                lock (_ledger.Gate)
                {
                    _ledger.Books.CloseSnapshot();
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    private delegate T Look<out T>(in LedgerView view, Books books);

    private static long FirstAfter(long after) => after < 0 ? 1 : after == long.MaxValue ? after : after + 1;

    private ValueTask<T> Read<T>(Look<T> look, CancellationToken cancellationToken)
    {
        _ledger.ThrowIfClosed();
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_ledger.Gate)
        {
            return ValueTask.FromResult(look(_snapshot ?? _ledger.Books.Live, _ledger.Books));
        }
    }

    private async ValueTask<IReadOnlyList<T>> ReadJournal<T>(
        long after, int limit, Func<LedgerHead, long> lastOf, Func<Journal, long, T> row, CancellationToken cancellationToken)
    {
        Page<T> page = new(limit);
        var last = lastOf(await GetHeadAsync(cancellationToken).ConfigureAwait(false));
        for (var ordinal = FirstAfter(after); ordinal <= last && !page.IsFull; ordinal++)
        {
            page.Add(row(_ledger.Journal, ordinal));
        }

        return page.Rows;
    }
}
