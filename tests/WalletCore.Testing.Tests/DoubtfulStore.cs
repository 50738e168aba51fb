using WalletCore.Storage;

namespace WalletCore.Testing.Tests;

/// <summary>
/// A store that takes its callers' word, as a server's does, and finds it untrue whenever a test wants it to be: after everything was decided, when nothing is written.
/// </summary>
internal sealed class DoubtfulStore(IWalletStore inner, Func<bool> doubts) : IWalletStore, IOptimisticStore
{
    public string Kind => inner.Kind;

    /// <summary>Tells what others moved, where they did nothing but pay.</summary>
    public bool TellsPayments { get; init; }

    /// <summary>How many commits on a word were refused, and how many were written.</summary>
    public (int Refused, int Written) OnWord { get; private set; }

    /// <summary>How many wallets were asked for.</summary>
    public int WalletsLoaded { get; private set; }

    public IWalletWriteSession BeginOptimistic(LedgerId ledger, LedgerHead assumed, LoadRequest expected) => new Word(this, ledger, assumed, expected);

    public async ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken) =>
        new Counted(this, ledger, await inner.BeginWriteAsync(ledger, cancellationToken));

    public ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken) =>
        inner.RegisterLedgerAsync(proposal, cancellationToken);

    public ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken) => inner.ListLedgersAsync(cancellationToken);

    public ValueTask PublishLedgerAsync(LedgerId ledger, string name, LedgerHead head, CancellationToken cancellationToken) =>
        inner.PublishLedgerAsync(ledger, name, head, cancellationToken);

    public ValueTask DiscardLedgerAsync(LedgerId ledger, CancellationToken cancellationToken) => inner.DiscardLedgerAsync(ledger, cancellationToken);

    public ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken) =>
        inner.OpenReaderAsync(ledger, scope, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static WalletStoreException Outdated() => new("The word is untrue.", isTransient: true) { IsOutdated = true };

    /// <summary>A session on a caller's word.</summary>
    private sealed class Word(DoubtfulStore store, LedgerId ledger, LedgerHead assumed, LoadRequest expected) : IWalletWriteSession
    {
        private readonly string[] _keys = [.. expected.Keys];
        private LoadRequest? _expected = expected.IsEmpty ? null : expected;
        private IWalletWriteSession? _ordinary;

        public LedgerHead Head => assumed;

        public async ValueTask<LedgerState> LoadAsync(LoadRequest request, CancellationToken cancellationToken)
        {
            var isExpected = ReferenceEquals(request, _expected);
            _expected = null;
            if (isExpected)
            {
                return new LedgerState();
            }

            await RequireTrueAsync();
            return await _ordinary!.LoadAsync(request, cancellationToken);
        }

        public async ValueTask CommitAsync(ChangeSet changes, CancellationToken cancellationToken)
        {
            if (_ordinary is null)
            {
                if (store.Doubts())
                {
                    throw Outdated();
                }

                await RequireTrueAsync();
            }

            await _ordinary!.CommitAsync(changes, cancellationToken);
            store.OnWord = store.OnWord with { Written = store.OnWord.Written + 1 };
        }

        public ValueTask DisposeAsync() => _ordinary?.DisposeAsync() ?? ValueTask.CompletedTask;

        private async ValueTask RequireTrueAsync()
        {
            _ordinary ??= await store.BeginWriteAsync(ledger, default);
            var keys = new LoadRequest();
            keys.Keys.AddRange(_keys);
            if (_ordinary.Head != assumed || (_keys.Length > 0 && (await _ordinary.LoadAsync(keys, default)).Keys.Count > 0))
            {
                throw Outdated();
            }
        }
    }

    private bool Doubts()
    {
        var isRefused = doubts();
        OnWord = OnWord with { Refused = OnWord.Refused + (isRefused ? 1 : 0) };
        return isRefused;
    }

    private async Task<List<MovedBalance>> MovedAsync(LedgerId ledger, LedgerHead since)
    {
        await using var reader = await inner.OpenReaderAsync(ledger, ReadScope.Latest, default);
        return [.. from transaction in await reader.ReadTransactionsAsync(since.Sequence, 100, default)
            from posting in transaction.Postings
            from side in new[] { Side.Debit, Side.Credit }
            select new MovedBalance
            {
                Account = side == Side.Debit ? posting.DebitAccount : posting.CreditAccount,
                Entry = posting.EntryReference(side),
                Available = side == Side.Debit ? posting.DebitAvailable : posting.CreditAvailable,
                Frozen = side == Side.Debit ? posting.DebitFrozen : posting.CreditFrozen,
                BusinessDay = transaction.Header.BusinessDay,
            }];
    }

    /// <summary>An ordinary session, which counts.</summary>
    private sealed class Counted(DoubtfulStore store, LedgerId ledger, IWalletWriteSession session) : IWalletWriteSession
    {
        public LedgerHead Head => session.Head;

        public async ValueTask<LedgerState> LoadAsync(LoadRequest request, CancellationToken cancellationToken)
        {
            store.WalletsLoaded += request.Wallets.Count;
            var state = await session.LoadAsync(request, cancellationToken);
            state.MovedBalances = store.TellsPayments && request.Since is { } since ? await store.MovedAsync(ledger, since) : state.MovedBalances;
            return state;
        }

        public ValueTask CommitAsync(ChangeSet changes, CancellationToken cancellationToken) => session.CommitAsync(changes, cancellationToken);

        public ValueTask DisposeAsync() => session.DisposeAsync();
    }
}
