using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore;

/// <summary>
/// What can be read of a ledger: wallets, statements, transactions, freeze records, keys, the journal, the trial balance.
/// </summary>
/// <remarks>
/// <para>Reads never block the writer and see committed facts only (of an <see cref="EnlistedLedger"/>: the host's uncommitted ones too). Thread
/// safe, except an <see cref="EnlistedLedger"/>'s, which is used by one caller at a time like the connection it runs on.</para>
/// <para>What does not exist and what belongs to another ledger read the same: null, or an empty page. Every read may throw
/// <see cref="WalletStoreException"/> when the store fails, and <see cref="LedgerIntegrityException"/> when the journal lacks what it
/// refers to.</para>
/// <para>Wallets and freeze records read as a command would find them now: a freeze record whose time has passed is expired and its money
/// available, even before its release is posted. The journal and what is read from it (statements, balances in the past) tell what was
/// posted.</para>
/// </remarks>
public sealed class LedgerReader
{
    private readonly WalletReader _wallets;
    private readonly FreezeReader _freezes;
    private readonly StatementReader _statements;
    private readonly BalanceHistory _balances;
    private readonly TransactionReader _transactions;
    private readonly RefundableReader _refundables;
    private readonly JournalReader _journal;
    private readonly JournalFollower? _follower;
    private readonly TrialBalanceReader _trialBalances;

    internal LedgerReader(LedgerContext ledger, IWalletStore store, JournalFollower? follower = null)
    {
        _follower = follower;
        _wallets = new WalletReader(ledger, store);
        _freezes = new FreezeReader(ledger, store);
        _statements = new StatementReader(ledger, store);
        _balances = new BalanceHistory(ledger, store);
        _transactions = new TransactionReader(ledger, store);
        _refundables = new RefundableReader(ledger, store);
        _journal = new JournalReader(ledger, store);
        _trialBalances = new TrialBalanceReader(ledger, store);
    }

    /// <summary>A wallet with its accounts; null when there is none.</summary>
    /// <param name="wallet">The wallet by id, by owner, or by the number of one of its accounts.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public ValueTask<Wallet?> GetWalletAsync(WalletRef wallet, CancellationToken cancellationToken = default) =>
        UnreadableBooks.GuardAsync(_wallets.GetAsync(wallet, cancellationToken));

    /// <summary>Wallets that match, in the order in which they were opened.</summary>
    /// <exception cref="ArgumentException">The page size is out of range, or the cursor is not of this query.</exception>
    public ValueTask<Page<Wallet>> ListWalletsAsync(WalletQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return UnreadableBooks.GuardAsync(_wallets.ListAsync(query, cancellationToken));
    }

    /// <summary>The system accounts with their balances, one for each code and currency that was ever used, in the order of first use.</summary>
    public ValueTask<IReadOnlyList<Account>> GetSystemAccountsAsync(CancellationToken cancellationToken = default) =>
        UnreadableBooks.GuardAsync(_wallets.ListSystemAccountsAsync(cancellationToken));

    /// <summary>
    /// The entries of an account with the balances before and after. Empty when there is no such account. A page looks at no more than
    /// <see cref="StatementQuery.EntriesPerPageMax"/> entries, so with a rare filter it may be short and still have a cursor.
    /// </summary>
    /// <exception cref="ArgumentException">The page size is out of range, or the cursor is not of this query.</exception>
    public ValueTask<Page<StatementLine>> GetStatementAsync(StatementQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return UnreadableBooks.GuardAsync(_statements.GetAsync(query, cancellationToken));
    }

    /// <summary>A transaction with its entries; null when there is none.</summary>
    public ValueTask<Transaction?> GetTransactionAsync(TransactionId id, CancellationToken cancellationToken = default) =>
        UnreadableBooks.GuardAsync(_transactions.GetAsync(id, cancellationToken));

    /// <summary>The transactions with that reference, exactly, the newest first.</summary>
    /// <param name="reference">The host's reference; 1 to 200 characters.</param>
    /// <param name="pageSize">How many a page has at most: 1 to <see cref="Limits.PageSizeMax"/>.</param>
    /// <param name="cursor">The page before's <see cref="Page{T}.NextCursor"/>; null: the first page.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="ArgumentException">The reference is malformed, the page size out of range, or the cursor not of this query.</exception>
    public ValueTask<Page<Transaction>> FindByReferenceAsync(
        string reference, int pageSize = 50, string? cursor = null, CancellationToken cancellationToken = default)
    {
        Text.ThrowUnlessFits(reference, Limits.ReferenceLengthMax, nameof(reference));
        return UnreadableBooks.GuardAsync(_transactions.FindByReferenceAsync(reference, pageSize, cursor, cancellationToken));
    }

    /// <summary>The refunds of a transaction, and its cancellation, the oldest first. Empty when there is no such transaction.</summary>
    /// <param name="original">The transaction that was refunded.</param>
    /// <param name="pageSize">How many a page has at most: 1 to <see cref="Limits.PageSizeMax"/>.</param>
    /// <param name="cursor">The page before's <see cref="Page{T}.NextCursor"/>; null: the first page.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="ArgumentException">The page size is out of range, or the cursor is not of this query.</exception>
    public ValueTask<Page<Transaction>> ListRefundsAsync(
        TransactionId original, int pageSize = 50, string? cursor = null, CancellationToken cancellationToken = default) =>
        UnreadableBooks.GuardAsync(_transactions.ListRefundsAsync(original, pageSize, cursor, cancellationToken));

    /// <summary>What of a transaction was given back and what still can be, and why not; null when there is no such transaction.</summary>
    public ValueTask<Refundable?> GetRefundableAsync(TransactionId id, CancellationToken cancellationToken = default) =>
        UnreadableBooks.GuardAsync(_refundables.GetAsync(id, cancellationToken));

    /// <summary>A freeze record; null when there is none.</summary>
    public ValueTask<FreezeRecord?> GetFreezeAsync(FreezeId id, CancellationToken cancellationToken = default) =>
        UnreadableBooks.GuardAsync(_freezes.GetAsync(id, cancellationToken));

    /// <summary>Freeze records that match, in the order in which they were made.</summary>
    /// <exception cref="ArgumentException">The page size is out of range, or the cursor is not of this query.</exception>
    public ValueTask<Page<FreezeRecord>> ListFreezesAsync(FreezeQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return UnreadableBooks.GuardAsync(_freezes.ListAsync(query, cancellationToken));
    }

    /// <summary>What an idempotency key answered; null when it was never used.</summary>
    /// <param name="key">The key; 1 to 200 characters.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="ArgumentException">The key is malformed.</exception>
    public ValueTask<KeyRecord?> FindKeyAsync(string key, CancellationToken cancellationToken = default)
    {
        Text.ThrowUnlessFits(key, Limits.KeyLengthMax, nameof(key));
        return UnreadableBooks.GuardAsync(_transactions.FindKeyAsync(key, cancellationToken));
    }

    /// <summary>
    /// The whole balance, available and frozen, after all that was recorded at or before a time; zero before the first entry. Null when there is
    /// no such wallet, or it never had an account in that currency.
    /// </summary>
    /// <param name="wallet">The wallet.</param>
    /// <param name="currency">The currency.</param>
    /// <param name="recordedAt">The time, which counts in; one in the future gives the balance now.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public ValueTask<Money?> GetBalanceAtAsync(
        WalletRef wallet, Currency currency, DateTimeOffset recordedAt, CancellationToken cancellationToken = default) =>
        UnreadableBooks.GuardAsync(_balances.GetAtAsync(wallet, currency, recordedAt, cancellationToken));

    /// <summary>
    /// The sum of all entries with a business date on or before the one given, whenever they were recorded. Null when there is no such wallet, or it
    /// never had an account in that currency. Quick where business dates mostly follow the order of recording; else it reads the entries
    /// around the date, at worst all.
    /// </summary>
    /// <param name="wallet">The wallet.</param>
    /// <param name="currency">The currency.</param>
    /// <param name="businessDate">The date, which counts in.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public ValueTask<Money?> GetBalanceOnAsync(
        WalletRef wallet, Currency currency, DateOnly businessDate, CancellationToken cancellationToken = default) =>
        UnreadableBooks.GuardAsync(_balances.GetOnAsync(wallet, currency, businessDate, cancellationToken));

    /// <summary>All balances at one moment: every system account, and all wallets together, in each currency. Reads every account.</summary>
    public ValueTask<TrialBalance> GetTrialBalanceAsync(CancellationToken cancellationToken = default) =>
        UnreadableBooks.GuardAsync(_trialBalances.GetAsync(cancellationToken));

    /// <summary>
    /// The journal from a sequence on, in order, without gaps, to where it ends when the enumeration begins. Read on later from the last
    /// sequence + 1: the journal is the change feed.
    /// </summary>
    /// <param name="fromSequence">The first sequence to read, from 1; past the end there is nothing.</param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fromSequence"/> is less than 1.</exception>
    public IAsyncEnumerable<Transaction> ReadJournalAsync(long fromSequence = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromSequence, 1);
        return _journal.ReadAsync(fromSequence, cancellationToken);
    }

    /// <summary>
    /// The journal from a sequence on and whatever is committed later, in order, without gaps or repeats, for as long as the enumeration goes on:
    /// it waits at the end. Read on after a break from the last sequence + 1.
    /// </summary>
    /// <remarks>
    /// <para>A follower that has caught up is woken by every commit of this <see cref="Ledger"/>, by the store where that can tell of other
    /// processes' commits (<see cref="IChangeSignal"/>), and by its <see cref="FollowOptions.PollInterval"/>. What it delivers is read from the
    /// journal, a page at a time. While it waits, and while the caller works on a page, it holds no connection and no snapshot, and it never holds
    /// up the writer, however slow the caller is. Any number may follow at once.</para>
    /// <para>Transient failures of the store are waited out, with growing pauses, and logged; nothing is skipped. The enumeration ends only with an
    /// exception: <see cref="OperationCanceledException"/> when it is cancelled, <see cref="ObjectDisposedException"/> once the ledger is
    /// disposed (what of a page was already fetched is delivered first), <see cref="WalletStoreException"/> when the store fails for good or its
    /// rows contradict each other, <see cref="LedgerIntegrityException"/> when a transaction is missing or the journal ends before the one asked
    /// for: it was put back from an older copy, or the position is another ledger's.</para>
    /// </remarks>
    /// <param name="fromSequence">The first sequence to deliver: 1, or the last one that was dealt with + 1.</param>
    /// <param name="options">How it waits and retries; null: the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fromSequence"/> is less than 1, or an option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">This is the reader of an <see cref="EnlistedLedger"/>, whose rows may never have been.</exception>
    public IAsyncEnumerable<Transaction> FollowJournalAsync(
        long fromSequence = 1, FollowOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromSequence, 1);
        options ??= FollowOptions.Default;
        options.Validate();
        return (_follower ?? throw new InvalidOperationException("Follow the journal with the ledger's own reader: what a host's transaction wrote may be rolled back."))
            .FollowAsync(fromSequence, options, cancellationToken);
    }

    /// <summary>Where the ledger stands: the last sequence and the last link of the hash chain.</summary>
    public ValueTask<LedgerPosition> GetPositionAsync(CancellationToken cancellationToken = default) =>
        UnreadableBooks.GuardAsync(_journal.GetPositionAsync(cancellationToken));

    /// <summary>Freeze records whose time has passed and whose release is not posted, page by page.</summary>
    internal IAsyncEnumerable<FreezeId[]> ListDueFreezesAsync(CancellationToken cancellationToken) => _freezes.ListDueAsync(cancellationToken);
}
