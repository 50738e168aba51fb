using WalletCore.Storage;

namespace WalletCore.Ledgers.Tests.Support;

/// <summary>A store with shifts, which tells how they were used.</summary>
public sealed class ShiftingStore(IWalletStore inner, SemaphoreSlim? right = null) : IWalletStore, IShiftStore
{
    private readonly SemaphoreSlim _right = right ?? new SemaphoreSlim(1);
    private int _taken;
    private int _ended;
    private int _failedIn;
    private Shift? _holder;

    public string Kind => inner.Kind;

    public TimeSpan ShiftLength { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How many were taken, and how many have ended.</summary>
    public (int Taken, int Ended) Count => (Volatile.Read(ref _taken), Volatile.Read(ref _ended));

    /// <summary>How many were asked for.</summary>
    public int Asked { get; private set; }

    /// <summary>Has none to give.</summary>
    public bool IsOut { get; init; }

    /// <summary>Fails when one is asked for.</summary>
    public bool FailsToGive { get; init; }

    /// <summary>Fails when one ends, though it does.</summary>
    public bool FailsToEnd { get; init; }

    /// <summary>Cannot tell what changed.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Tells what changed as the balances, instead of every movement: all that there are.</summary>
    public bool TellsBalances { get; init; }

    /// <summary>Of every balance that it tells, tells one minor unit too much.</summary>
    public bool Lies { get; init; }

    /// <summary>Fails a commit in a shift, once those who write know of each other.</summary>
    public bool FailsInShift { get; set; }

    /// <summary>That commit is not worth another try.</summary>
    public bool FailsForGood { get; init; }

    /// <summary>How many were told that the next commit is the last, and how many of those went on after it.</summary>
    public (int Told, int WentOn) Expected { get; private set; }

    /// <summary>Whether the shift in which a commit failed was held while it waited to be tried again.</summary>
    public bool WasHeldInRetry { get; private set; }

    /// <summary>Whether the next commit was begun in the shift in which one failed.</summary>
    public bool WentOnInShift { get; private set; }

    /// <summary>Another one, as another process has it: of the same shifts, which counts for itself.</summary>
    public ShiftingStore Another() => new(inner, _right) { ShiftLength = ShiftLength };

    public async ValueTask<IWriterShift?> TakeShiftAsync(LedgerId ledger, LedgerHead? since, CancellationToken cancellationToken)
    {
        Asked++;
        if (IsOut)
        {
            return null;
        }

        if (FailsToGive)
        {
            throw new InvalidOperationException("Failed by a test.");
        }

        await _right.WaitAsync(cancellationToken);
        Interlocked.Increment(ref _taken);
        await using var session = await inner.BeginWriteAsync(ledger, cancellationToken);
        var moved = since is null || IsSilent ? null : (await session.LoadAsync(new LoadRequest { Since = since }, cancellationToken)).MovedBalances;
        return _holder = TellsBalances && since is not null
            ? new Shift(this, session.Head, null, await BalancesAsync(session, Lies ? 1 : 0))
            : new Shift(this, session.Head, moved, null);
    }

    public async ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken)
    {
        var (taken, ended) = Count;
        WentOnInShift |= _failedIn > 0 && taken == _failedIn && ended < taken;
        if (FailsInShift && taken > ended && taken > 6)
        {
            (FailsInShift, _failedIn) = (false, taken);
            throw new WalletStoreException("Failed by a test.", isTransient: !FailsForGood);
        }

        _holder?.Commit();

        // A moment, as a server takes, so that those who write at once meet.
        await Task.Delay(1, cancellationToken);
        return await inner.BeginWriteAsync(ledger, cancellationToken);
    }

    /// <summary>For a clock that sees when a retry waits.</summary>
    public void NoteRetry() => WasHeldInRetry |= Count.Ended < _failedIn;

    public ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken) =>
        inner.RegisterLedgerAsync(proposal, cancellationToken);

    public ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken) => inner.ListLedgersAsync(cancellationToken);

    public ValueTask PublishLedgerAsync(LedgerId ledger, string name, LedgerHead head, CancellationToken cancellationToken) =>
        inner.PublishLedgerAsync(ledger, name, head, cancellationToken);

    public ValueTask DiscardLedgerAsync(LedgerId ledger, CancellationToken cancellationToken) => inner.DiscardLedgerAsync(ledger, cancellationToken);

    public ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken) =>
        inner.OpenReaderAsync(ledger, scope, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static async Task<List<BalanceRow>> BalancesAsync(IWalletWriteSession session, int tooMuch)
    {
        var all = new LoadRequest { Chart = true };
        all.Wallets.AddRange(Enumerable.Range(1, (int)session.Head.Wallets).Select(wallet => (long)wallet));
        var state = await session.LoadAsync(all, default);
        var accounts = state.Wallets.SelectMany(wallet => wallet.Accounts).Concat(state.SystemAccounts);
        return [.. accounts.Select(facts => facts.Balance with { Available = facts.Balance.Available + tooMuch })];
    }

    private sealed class Shift(ShiftingStore store, LedgerHead head, IReadOnlyList<MovedBalance>? moved, IReadOnlyList<BalanceRow>? changed) : IWriterShift
    {
        private int _commitsSinceTold = -1;

        public LedgerHead Head => head;

        public IReadOnlyList<MovedBalance>? MovedBalances => moved;

        public IReadOnlyList<BalanceRow>? ChangedBalances => changed;

        public void ExpectEnd()
        {
            _commitsSinceTold = 0;
            store.Expected = store.Expected with { Told = store.Expected.Told + 1 };
        }

        /// <summary>Counts a commit: the holder's, where nobody else has this store.</summary>
        public void Commit()
        {
            if (_commitsSinceTold >= 0 && ++_commitsSinceTold > 1)
            {
                store.Expected = store.Expected with { WentOn = store.Expected.WentOn + 1 };
            }
        }

        public ValueTask DisposeAsync()
        {
            store._holder = null;
            Interlocked.Increment(ref store._ended);
            store._right.Release();
            return store.FailsToEnd ? throw new InvalidOperationException("Failed by a test.") : ValueTask.CompletedTask;
        }
    }
}
