using WalletCore.Storage;

namespace WalletCore;

/// <summary>Everything that one snapshot holds, each kind in its order.</summary>
internal sealed class ExportedRows(IWalletReader reader, CancellationToken cancellationToken)
{
    private UsageKey? _lastUsage;

    public RowPages<CommitRow> Commits { get; } = new((after, limit) => reader.ReadCommitsAsync(after, limit, cancellationToken), static row => row.Number);

    public RowPages<TransactionFacts> Transactions { get; } =
        new((after, limit) => reader.ReadTransactionsAsync(after, limit, cancellationToken), static facts => facts.Header.Sequence);

    public RowPages<AnswerRow> Answers { get; } = new((after, limit) => reader.ListAnswersAsync(after, limit, cancellationToken), static row => row.Ordinal);

    public RowPages<WalletFacts> Wallets { get; } =
        new((after, limit) => reader.ListWalletsAsync(new WalletFilter(), after, limit, cancellationToken), static facts => facts.Wallet.Ordinal);

    public RowPages<AccountFacts> Accounts { get; } =
        new((after, limit) => reader.ListAccountsAsync(after, limit, cancellationToken), static facts => facts.Account.Ordinal);

    public RowPages<FreezeRow> Freezes { get; } =
        new((after, limit) => reader.ListFreezesAsync(new FreezeFilter(), after, limit, cancellationToken), static row => row.Ordinal);

    public RowPages<RefundRow> Refunds { get; } =
        new((after, limit) => reader.ListRefundRowsAsync(after, limit, cancellationToken), static row => row.Original);

    public async ValueTask<IReadOnlyList<RuleRow>> ReadRulesAsync() => await reader.ListRulesAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>The next usages, in the order of their keys; none at the end.</summary>
    public async ValueTask<IReadOnlyList<UsageRow>> ReadUsagesAsync()
    {
        var page = await reader.ListUsagesAsync(_lastUsage, 1024, cancellationToken).ConfigureAwait(false);
        if (page.Count > 0)
        {
            _lastUsage = new UsageKey(page[^1].Account, page[^1].Limit, page[^1].Window);
        }

        return page;
    }

    /// <summary>All accounts with their balances once more.</summary>
    public RowPages<AccountFacts> AccountsAgain() =>
        new((after, limit) => reader.ListAccountsAsync(after, limit, cancellationToken), static facts => facts.Account.Ordinal);
}
