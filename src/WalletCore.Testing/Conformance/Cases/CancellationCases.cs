using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>Cancellation before something happened, and use after the end.</summary>
internal static class CancellationCases
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        new("cancel_before_begin", "A cancelled begin takes no turn.", BeforeBegin),
        new("cancel_while_waiting", "A writer that waits for its turn can give up; the next one still gets it.", WhileWaiting),
        new("cancel_before_commit", "A commit cancelled before it starts writes nothing.", BeforeCommit),
        new("cancel_reads", "Cancelled reads and loads throw.", Reads),
        new("disposed_session", "A disposed session neither loads nor commits.", DisposedSession),
        new("disposed_reader", "A disposed reader does not read.", DisposedReader),
        new("disposed_store", "A disposed store opens nothing.", DisposedStore),
    ];

    private static CancellationToken Cancelled { get; } = new(canceled: true);

    private static async Task BeforeBegin(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        await Check.Throws<OperationCanceledException>(
            async () => await stage.Store.BeginWriteAsync(stage.Ledger, Cancelled), "a cancelled begin");
        stage.Builder.Post(1, 3, 1);
        await stage.CommitAsync();
        await stage.VerifyAllAsync();
    }

    private static async Task WhileWaiting(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        await using (await stage.Store.BeginWriteAsync(stage.Ledger, default))
        {
            using var source = new CancellationTokenSource();
            var waiting = Task.Run(async () => await stage.Store.BeginWriteAsync(stage.Ledger, source.Token));
            await source.CancelAsync();
            await Check.Throws<OperationCanceledException>(
                async () => await Check.Soon(new ValueTask<IWalletWriteSession>(waiting)), "a writer that gave up");
        }

        stage.Builder.Post(1, 3, 1);
        await stage.CommitAsync();
        await stage.VerifyAllAsync();
    }

    private static async Task BeforeCommit(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        stage.Builder.Post(1, 3, 1);
        var changes = stage.Builder.Build();
        await using (var session = await stage.Store.BeginWriteAsync(stage.Ledger, default))
        {
            await Check.Throws<OperationCanceledException>(() => session.CommitAsync(changes, Cancelled), "a cancelled commit");
        }

        await using (var session = await stage.Store.BeginWriteAsync(stage.Ledger, default))
        {
            Check.Same(changes.Before, session.Head, "The head after a cancelled commit");
            await session.CommitAsync(changes, default);
        }

        await stage.VerifyAllAsync();
    }

    private static async Task Reads(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        await using var reader = await stage.ReaderAsync();
        await Check.Throws<OperationCanceledException>(async () => await reader.GetHeadAsync(Cancelled), "a cancelled head");
        await Check.Throws<OperationCanceledException>(
            async () => await reader.ReadTransactionsAsync(0, 10, Cancelled), "a cancelled page");
        await using var session = await stage.Store.BeginWriteAsync(stage.Ledger, default);
        await Check.Throws<OperationCanceledException>(
            async () => await session.LoadAsync(new LoadRequest { Chart = true }, Cancelled), "a cancelled load");
    }

    private static async Task DisposedSession(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        stage.Builder.Post(1, 3, 1);
        var changes = stage.Builder.Build();
        var session = await stage.Store.BeginWriteAsync(stage.Ledger, default);
        await session.DisposeAsync();
        await Check.Throws<ObjectDisposedException>(() => session.CommitAsync(changes, default), "a commit after the end");
        await Check.Throws<ObjectDisposedException>(
            async () => await session.LoadAsync(new LoadRequest { Chart = true }, default), "a load after the end");
        await using var next = await Check.Soon(stage.Store.BeginWriteAsync(stage.Ledger, default));
        Check.Same(changes.Before, next.Head, "The head");
    }

    private static async Task DisposedReader(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        foreach (var scope in Enum.GetValues<ReadScope>())
        {
            var reader = await stage.ReaderAsync(scope);
            await reader.DisposeAsync();
            await reader.DisposeAsync();
            await Check.Throws<ObjectDisposedException>(async () => await reader.GetHeadAsync(default), "a read after the end");
        }
    }

    private static async Task DisposedStore(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var store = stage.Store;
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Check.Throws<ObjectDisposedException>(async () => await store.BeginWriteAsync(stage.Ledger, default), "a session");
        await Check.Throws<ObjectDisposedException>(
            async () => await store.OpenReaderAsync(stage.Ledger, ReadScope.Latest, default), "a reader");
        await Check.Throws<ObjectDisposedException>(async () => await store.ListLedgersAsync(default), "a list");
        await Check.Throws<ObjectDisposedException>(
            async () => await store.RegisterLedgerAsync(Stage.Proposal(2), default), "a registration");
    }
}
