using WalletCore.Storage;

namespace WalletCore.Testing.Tests.Mutants;

/// <summary>
/// A store that loses the answer to every second commit, and then, as a careless retry policy does, writes the same once more without asking whether
/// the first attempt was written: the transactions again under the next sequences, the amounts on top of the balances. Right in everything else.
/// </summary>
internal sealed class RetryingStore(IWalletStore inner) : IWalletStore
{
    private int _commits;

    public string Kind => inner.Kind;

    public ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken) => inner.RegisterLedgerAsync(proposal, cancellationToken);

    public ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken) => inner.ListLedgersAsync(cancellationToken);

    public ValueTask PublishLedgerAsync(LedgerId ledger, string name, LedgerHead head, CancellationToken cancellationToken) =>
        inner.PublishLedgerAsync(ledger, name, head, cancellationToken);

    public ValueTask DiscardLedgerAsync(LedgerId ledger, CancellationToken cancellationToken) => inner.DiscardLedgerAsync(ledger, cancellationToken);

    public async ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        new Session(this, ledger, await inner.BeginWriteAsync(ledger, cancellationToken));

    public ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken) =>
        inner.OpenReaderAsync(ledger, scope, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private bool LosesAnswer(ChangeSet changes) =>
        !changes.Postings.IsEmpty && changes.Accounts.IsEmpty && Interlocked.Increment(ref _commits) % 2 == 0;

    private async Task CommitAgainAsync(LedgerId ledger, ChangeSet changes, Dictionary<long, BalanceRow> before)
    {
        await using var session = await inner.BeginWriteAsync(ledger, default);
        await session.CommitAsync(OnTop(changes, before), default);
    }

    private async Task<Dictionary<long, BalanceRow>> BalancesAsync(LedgerId ledger, ChangeSet changes)
    {
        await using var reader = await inner.OpenReaderAsync(ledger, ReadScope.Latest, default);
        var balances = new Dictionary<long, BalanceRow>();
        foreach (var row in changes.Balances.ToArray())
        {
            balances[row.Account] = (await reader.FindAccountAsync(row.Account, default))?.Balance ?? row with { Available = 0, Frozen = 0, EntryCount = 0 };
        }

        return balances;
    }

    /// <summary>The same once more, from where it ended.</summary>
    private static ChangeSet OnTop(ChangeSet changes, Dictionary<long, BalanceRow> before)
    {
        var transactions = changes.After.Sequence - changes.Before.Sequence;
        var postings = changes.After.Postings - changes.Before.Postings;
        var now = changes.Balances.ToArray().ToDictionary(row => row.Account);

        (Int128 Available, Int128 Frozen) Added(long account) =>
            (now[account].Available - before[account].Available, now[account].Frozen - before[account].Frozen);

        // An entry before is one of these too, or the last that the account had: the one that it has now.
        long Previous(long entry, long account) => entry > (changes.Before.Postings * 2) + 1 ? entry + (postings * 2) : now[account].LastEntry;

        return new ChangeSet
        {
            Before = changes.After,
            After = changes.After with { Sequence = changes.After.Sequence + transactions, Postings = changes.After.Postings + postings, Commits = changes.After.Commits + 1 },
            Commit = changes.Commit!.Value with
            {
                Number = changes.Commit.Value.Number + 1,
                FirstSequence = changes.Commit.Value.FirstSequence + transactions,
                LastSequence = changes.Commit.Value.LastSequence + transactions,
            },
            Transactions = changes.Transactions.ToArray()
                .Select(row => row with { Sequence = row.Sequence + transactions, FirstPosting = row.FirstPosting + postings }).ToArray(),
            Postings = changes.Postings.ToArray().Select(row => row with
            {
                Ordinal = row.Ordinal + postings,
                Sequence = row.Sequence + transactions,
                DebitAvailable = row.DebitAvailable + Added(row.DebitAccount).Available,
                DebitFrozen = row.DebitFrozen + Added(row.DebitAccount).Frozen,
                CreditAvailable = row.CreditAvailable + Added(row.CreditAccount).Available,
                CreditFrozen = row.CreditFrozen + Added(row.CreditAccount).Frozen,
                DebitPrevious = Previous(row.DebitPrevious, row.DebitAccount),
                CreditPrevious = Previous(row.CreditPrevious, row.CreditAccount),
            }).ToArray(),
            Balances = now.Values.Select(row => row with
            {
                Available = row.Available + Added(row.Account).Available,
                Frozen = row.Frozen + Added(row.Account).Frozen,
                EntryCount = row.EntryCount + (row.EntryCount - before[row.Account].EntryCount),
                LastEntry = row.LastEntry + (postings * 2),
            }).ToArray(),
        };
    }

    private sealed class Session(RetryingStore store, LedgerId ledger, IWalletWriteSession inner) : IWalletWriteSession
    {
        public LedgerHead Head { get; } = inner.Head;

        public ValueTask<LedgerState> LoadAsync(LoadRequest request, CancellationToken cancellationToken) => inner.LoadAsync(request, cancellationToken);

        public async ValueTask CommitAsync(ChangeSet changes, CancellationToken cancellationToken)
        {
            var before = await store.BalancesAsync(ledger, changes);
            await inner.CommitAsync(changes, cancellationToken);
            if (store.LosesAnswer(changes))
            {
                await inner.DisposeAsync();
                await store.CommitAgainAsync(ledger, changes, before);
            }
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
