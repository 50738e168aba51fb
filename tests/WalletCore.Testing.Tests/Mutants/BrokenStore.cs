using WalletCore.Storage;

namespace WalletCore.Testing.Tests.Mutants;

/// <summary>A store over memory that is right in everything its hooks do not change. Without hooks it passes every case.</summary>
internal sealed class BrokenStore(IWalletStore inner) : IWalletStore
{
    /// <summary>Changes what is about to be written; null: nothing is written, and yet the commit returns.</summary>
    public Func<ChangeSet, ChangeSet?> OnCommit { get; init; } = static changes => changes;

    /// <summary>Changes what a session is asked for.</summary>
    public Action<LoadRequest> OnAsk { get; init; } = static _ => { };

    /// <summary>Changes what a session has loaded.</summary>
    public Action<LedgerState> OnLoad { get; init; } = static _ => { };

    /// <summary>Changes a registration.</summary>
    public Func<LedgerRow, LedgerRow, LedgerRow> OnRegister { get; init; } = static (_, registered) => registered;

    /// <summary>Changes where a session says that the ledger stands.</summary>
    public Func<LedgerHead, LedgerHead> OnHead { get; init; } = static head => head;

    /// <summary>Changes what a reader answers, by the name of the member; its arguments are given.</summary>
    public Func<string, object?[], object?, object?> OnRead { get; init; } = static (_, _, answer) => answer;

    /// <summary>Changes what a reader is asked.</summary>
    public Func<string, object?[], object?[]> OnReadAsk { get; init; } = static (_, arguments) => arguments;

    public Func<ReadScope, ReadScope> OnScope { get; init; } = static scope => scope;

    /// <summary>Whether sessions do not wait for each other.</summary>
    public bool LetsWritersIn { get; init; }

    public bool IgnoresCancellation { get; init; }

    public bool IgnoresWrongStart { get; init; }

    public bool LeaksDriverExceptions { get; init; }

    /// <summary>Whether a reader sees a commit that is still being written.</summary>
    public bool ShowsUncommitted { get; init; }

    /// <summary>Whether a session that was given a change set but whose commit was cancelled writes it when it is disposed of.</summary>
    public bool WritesOnDispose { get; init; }

    public LedgerHead? Uncommitted { get; set; }

    /// <summary>Whether a reader saw it: the commit waits a little for one.</summary>
    public bool IsShown { get; set; }

    public string Kind => inner.Kind;

    public async ValueTask<LedgerRow> RegisterLedgerAsync(LedgerRow proposal, CancellationToken cancellationToken) =>
        OnRegister(proposal, await inner.RegisterLedgerAsync(proposal, cancellationToken));

    public ValueTask<IReadOnlyList<LedgerRow>> ListLedgersAsync(CancellationToken cancellationToken) => inner.ListLedgersAsync(cancellationToken);

    public ValueTask PublishLedgerAsync(LedgerId ledger, string name, LedgerHead head, CancellationToken cancellationToken) =>
        inner.PublishLedgerAsync(ledger, name, head, cancellationToken);

    public ValueTask DiscardLedgerAsync(LedgerId ledger, CancellationToken cancellationToken) => inner.DiscardLedgerAsync(ledger, cancellationToken);

    public async ValueTask<IWalletWriteSession> BeginWriteAsync(LedgerId ledger, CancellationToken cancellationToken)
    {
        if (!LetsWritersIn)
        {
            return new BrokenSession(this, await inner.BeginWriteAsync(ledger, cancellationToken));
        }

        await using var reader = await inner.OpenReaderAsync(ledger, ReadScope.Latest, cancellationToken);
        return new CarelessSession(inner, ledger, await reader.GetHeadAsync(cancellationToken));
    }

    public async ValueTask<IWalletReader> OpenReaderAsync(LedgerId ledger, ReadScope scope, CancellationToken cancellationToken) =>
        BrokenReader.Around(await inner.OpenReaderAsync(ledger, OnScope(scope), cancellationToken), this);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class BrokenSession(BrokenStore store, IWalletWriteSession inner) : IWalletWriteSession
    {
        private ChangeSet? _given;

        public LedgerHead Head => store.OnHead(inner.Head);

        public async ValueTask<LedgerState> LoadAsync(LoadRequest request, CancellationToken cancellationToken)
        {
            store.OnAsk(request);
            var state = await inner.LoadAsync(request, cancellationToken);
            store.OnLoad(state);
            return state;
        }

        public async ValueTask CommitAsync(ChangeSet changes, CancellationToken cancellationToken)
        {
            if (store.LeaksDriverExceptions && changes.Before != Head)
            {
                throw new InvalidOperationException("constraint failed");
            }

            if (store.IgnoresWrongStart && changes.Before != Head)
            {
                return;
            }

            _given = changes;
            if (store.OnCommit(changes) is not { } altered)
            {
                return;
            }

            if (store.ShowsUncommitted)
            {
                store.Uncommitted = altered.After;
                store.IsShown = false;
                for (var (i, most) = (0, 2_000); i < most && !(store.IsShown && i > 500); i++)
                {
                    await Task.Yield();
                }
            }

            // What starts where this session said starts where the ledger stands.
            altered = altered.Before == Head ? altered.StartingAt(inner.Head) : altered;
            await inner.CommitAsync(altered, store.IgnoresCancellation ? default : cancellationToken);
            _given = null;
            store.Uncommitted = null;
        }

        public async ValueTask DisposeAsync()
        {
            if (store.WritesOnDispose && _given is { } given && given.Before == Head)
            {
                await inner.CommitAsync(given, default);
            }

            await inner.DisposeAsync();
        }
    }

    /// <summary>Takes its turn only to commit.</summary>
    private sealed class CarelessSession(IWalletStore inner, LedgerId ledger, LedgerHead head) : IWalletWriteSession
    {
        public LedgerHead Head => head;

        public async ValueTask<LedgerState> LoadAsync(LoadRequest request, CancellationToken cancellationToken)
        {
            await using var session = await inner.BeginWriteAsync(ledger, cancellationToken);
            return await session.LoadAsync(request, cancellationToken);
        }

        public async ValueTask CommitAsync(ChangeSet changes, CancellationToken cancellationToken)
        {
            await using var session = await inner.BeginWriteAsync(ledger, cancellationToken);
            await session.CommitAsync(changes, cancellationToken);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
