using WalletCore.Storage;

namespace WalletCore.Testing.Tests.Mutants;

/// <summary>Change sets with something else in them.</summary>
internal static class ChangeSets
{
    public static ChangeSet With(
        this ChangeSet changes,
        Func<BalanceRow, BalanceRow?>? balances = null,
        Func<FreezeRow, FreezeRow?>? freezes = null,
        Func<AccountRow, AccountRow?>? accounts = null,
        Func<WalletRow, WalletRow?>? wallets = null,
        Func<TransactionRow, TransactionRow?>? transactions = null,
        Func<PostingRow, PostingRow?>? postings = null,
        Func<RefundRow, RefundRow?>? refunds = null,
        Func<UsageRow, UsageRow?>? usages = null,
        Func<AnswerRow, AnswerRow?>? answers = null,
        Func<WaypointRow, WaypointRow?>? waypoints = null,
        Func<CommitRow, CommitRow>? commit = null,
        Func<LedgerHead, LedgerHead>? after = null,
        params UsageRow[] added) => new()
        {
            Before = changes.Before,
            After = after?.Invoke(changes.After) ?? changes.After,
            Commit = changes.Commit is { } link && commit is not null ? commit(link) : changes.Commit,
            Rules = changes.Rules,
            Balances = Values(changes.Balances, balances),
            Freezes = Rows(changes.Freezes, freezes),
            Accounts = Rows(changes.Accounts, accounts),
            Wallets = Rows(changes.Wallets, wallets),
            Transactions = Values(changes.Transactions, transactions),
            Postings = Values(changes.Postings, postings),
            Refunds = Rows(changes.Refunds, refunds),
            Usages = added.Length == 0 ? Values(changes.Usages, usages) : (UsageRow[])[.. Values(changes.Usages, usages).ToArray(), .. added],
            Answers = Rows(changes.Answers, answers),
            Waypoints = Values(changes.Waypoints, waypoints),
        };

    public static ChangeSet StartingAt(this ChangeSet changes, LedgerHead before) => new()
    {
        Before = before,
        After = changes.After,
        Commit = changes.Commit,
        EarlierCommits = changes.EarlierCommits,
        Rules = changes.Rules,
        Balances = changes.Balances,
        Freezes = changes.Freezes,
        Accounts = changes.Accounts,
        Wallets = changes.Wallets,
        Transactions = changes.Transactions,
        Postings = changes.Postings,
        Refunds = changes.Refunds,
        Usages = changes.Usages,
        Answers = changes.Answers,
        Waypoints = changes.Waypoints,
    };

    private static ReadOnlyMemory<T> Rows<T>(ReadOnlyMemory<T> rows, Func<T, T?>? alter)
        where T : class =>
        alter is null ? rows : rows.ToArray().Select(alter).OfType<T>().ToArray();

    private static ReadOnlyMemory<T> Values<T>(ReadOnlyMemory<T> rows, Func<T, T?>? alter)
        where T : struct =>
        alter is null ? rows : rows.ToArray().Select(alter).OfType<T>().ToArray();
}
