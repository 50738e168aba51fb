namespace WalletCore.Storage;

/// <summary>
/// All that one commit writes: new journal rows, and the absolute new values of the rows that changed. Journal rows are in the order of
/// their ordinals; among the others each key occurs at most once, in no particular order. The memory is lent until the commit completes.
/// </summary>
public sealed class ChangeSet
{
    /// <summary>Where the ledger stood; equal to the session's head.</summary>
    public required LedgerHead Before { get; init; }

    /// <summary>Where the ledger stands afterwards.</summary>
    public required LedgerHead After { get; init; }

    /// <summary>The commit, with its link of the chain; null when no transaction was posted (only refusals are kept).</summary>
    public CommitRow? Commit { get; init; }

    /// <summary>
    /// Commits before <see cref="Commit"/> that are written together with it, in order, each over its share of the transactions: history that is
    /// imported. Empty in what an engine writes, which is one commit at a time. No key occurs twice in a change set.
    /// </summary>
    public ReadOnlyMemory<CommitRow> EarlierCommits { get; init; }

    /// <summary>New posting rules.</summary>
    public ReadOnlyMemory<RuleRow> Rules { get; init; }

    /// <summary>New transactions.</summary>
    public ReadOnlyMemory<TransactionRow> Transactions { get; init; }

    /// <summary>New postings.</summary>
    public ReadOnlyMemory<PostingRow> Postings { get; init; }

    /// <summary>New waypoints.</summary>
    public ReadOnlyMemory<WaypointRow> Waypoints { get; init; }

    /// <summary>New refusals kept for their keys.</summary>
    public ReadOnlyMemory<AnswerRow> Answers { get; init; }

    /// <summary>New and changed wallets.</summary>
    public ReadOnlyMemory<WalletRow> Wallets { get; init; }

    /// <summary>New and changed accounts.</summary>
    public ReadOnlyMemory<AccountRow> Accounts { get; init; }

    /// <summary>New and changed balances; every new account has one.</summary>
    public ReadOnlyMemory<BalanceRow> Balances { get; init; }

    /// <summary>New and changed freeze records.</summary>
    public ReadOnlyMemory<FreezeRow> Freezes { get; init; }

    /// <summary>New and changed refund rows.</summary>
    public ReadOnlyMemory<RefundRow> Refunds { get; init; }

    /// <summary>New and changed usages. Windows of the same account and limit that began earlier may be forgotten.</summary>
    public ReadOnlyMemory<UsageRow> Usages { get; init; }
}
