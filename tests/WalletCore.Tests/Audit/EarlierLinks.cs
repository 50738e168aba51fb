using WalletCore.Storage;

namespace WalletCore.Tests.Audit;

/// <summary>A store behind a library of an earlier version: the links that are written are made of that version's bytes.</summary>
internal sealed class EarlierLinks(IWalletStore inner, JournalBytes bytes) : IWalletStore
{
    public string Kind => inner.Kind;

    public ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken) => inner.RegisterLedgerAsync(proposal, cancellationToken);

    public ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken) => inner.ListLedgersAsync(cancellationToken);

    public ValueTask PublishLedgerAsync(LedgerId ledger, string name, LedgerHead head, CancellationToken cancellationToken) =>
        inner.PublishLedgerAsync(ledger, name, head, cancellationToken);

    public ValueTask DiscardLedgerAsync(LedgerId ledger, CancellationToken cancellationToken) => inner.DiscardLedgerAsync(ledger, cancellationToken);

    public async ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        new Session(await inner.BeginWriteAsync(ledger, cancellationToken), new HashChain(bytes));

    public ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken) =>
        inner.OpenReaderAsync(ledger, scope, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Session(IWalletWriteSession session, HashChain chain) : IWalletWriteSession
    {
        public LedgerHead Head => session.Head;

        public ValueTask<LedgerState> LoadAsync(LoadRequest request, CancellationToken cancellationToken) => session.LoadAsync(request, cancellationToken);

        public ValueTask CommitAsync(ChangeSet changes, CancellationToken cancellationToken) => session.CommitAsync(
            changes.Commit is { } commit ? With(changes, commit with { Hash = LinkOf(changes, commit.Number) }) : changes, cancellationToken);

        public ValueTask DisposeAsync() => session.DisposeAsync();

        private ChainHash LinkOf(ChangeSet changes, long commit)
        {
            chain.Begin(changes.Before.Hash, commit);
            var rules = new Queue<RuleRow>(changes.Rules.ToArray());
            foreach (var header in changes.Transactions.Span)
            {
                while (rules.TryPeek(out var rule) && rule.Ordinal <= header.Rule)
                {
                    chain.Add(rules.Dequeue());
                }

                chain.Add(header, [.. changes.Postings.ToArray().Where(posting => posting.Sequence == header.Sequence)]);
            }

            return chain.End();
        }

        private static ChangeSet With(ChangeSet changes, CommitRow commit) => new()
        {
            Before = changes.Before,
            After = changes.After with { Hash = commit.Hash },
            Commit = commit,
            Rules = changes.Rules,
            Transactions = changes.Transactions,
            Postings = changes.Postings,
            Waypoints = changes.Waypoints,
            Answers = changes.Answers,
            Wallets = changes.Wallets,
            Accounts = changes.Accounts,
            Balances = changes.Balances,
            Freezes = changes.Freezes,
            Refunds = changes.Refunds,
            Usages = changes.Usages,
        };
    }
}
