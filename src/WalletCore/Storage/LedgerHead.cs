namespace WalletCore.Storage;

/// <summary>
/// Where a ledger stands: the last ordinal of everything that is numbered, and the last link of the chain. The default value is a ledger
/// in which nothing happened. Two equal heads of one ledger mean equal contents.
/// </summary>
/// <param name="Sequence">The last transaction's sequence; the first transaction has 1.</param>
/// <param name="Postings">The last posting's ordinal.</param>
/// <param name="Commits">The last commit's number.</param>
/// <param name="Wallets">The last wallet's ordinal.</param>
/// <param name="Accounts">The last account's ordinal.</param>
/// <param name="Rules">The last posting rule's ordinal.</param>
/// <param name="Answers">The last stored refusal's ordinal.</param>
/// <param name="RecordedAt">The last commit's recorded time, in microseconds of Unix time. It never goes back.</param>
/// <param name="Hash">The last link of the chain.</param>
public readonly record struct LedgerHead(
    long Sequence,
    long Postings,
    long Commits,
    long Wallets,
    long Accounts,
    int Rules,
    long Answers,
    long RecordedAt,
    ChainHash Hash);
