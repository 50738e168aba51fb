using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>Sessions on the caller's word (<see cref="IOptimisticStore"/>): they write what is true, and nothing else.</summary>
internal static class OptimisticCases
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        Case("optimistic_commit_stands", "A session on a true word commits, with keys and without, and others see it.", Stands),
        Case("optimistic_elsewhere_writes_nothing", "Where the ledger has moved on, nothing is written and the caller is told.", Elsewhere),
        Case("optimistic_known_key_writes_nothing", "Where a key was answered, by a transaction or a refusal, nothing is written and the caller is told.", KnownKey),
        Case("optimistic_racers_have_one_winner", "Of many that start at one head, one commits.", OneWinner),
        Case("optimistic_load_makes_it_ordinary", "A load of more than the keys answers the truth, and keeps others waiting until the end.", BecomesOrdinary),
        Case("optimistic_load_finds_out", "A load of more than the keys tells where the word is untrue.", LoadFindsOut),
        Case("optimistic_disposed_leaves_no_trace", "Begun and given up, it neither writes nor keeps anybody waiting.", GivenUp),
        Case("optimistic_expects_keys_only", "Nothing but keys can be assumed to be new.", KeysOnly),
    ];

    private static StoreCase Case(string name, string shows, Func<StoreUnderTest, Task> body) => new(name, shows, body) { Needs = StoreCapabilities.Optimistic };

    private static async Task Stands(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        for (var i = 0; i < 5; i++)
        {
            var key = i % 2 == 0 ? null : "k" + i;
            stage.Builder.Post(key, new Line(1, 3, 5));
            await CommitAsync(stage, key);
            await stage.VerifyAllAsync();
        }

        stage.Builder.Post(1, 3, 5);
        await stage.CommitAsync();
        await stage.VerifyAllAsync();
    }

    private static async Task Elsewhere(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        stage.Builder.Post("k", new Line(1, 3, 5));
        var changes = stage.Builder.Build();
        await using (var winner = await stage.Store.BeginWriteAsync(stage.Ledger, default))
        {
            await winner.CommitAsync(changes, default);
        }

        await IsOutdated(() => CommitAsync(stage, changes));
        await stage.VerifyAllAsync();
    }

    private static async Task KnownKey(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        stage.Builder.Post("posted", new Line(1, 3, 5));
        stage.Builder.AddAnswer("refused");
        await stage.CommitAsync();
        foreach (var key in new[] { "posted", "refused" })
        {
            stage.Builder.Post("beside " + key, new Line(1, 3, 5));
            var changes = stage.Builder.Build();
            await IsOutdated(() => CommitAsync(stage, changes, "beside " + key, key));
            await using var session = await Check.Soon(stage.Store.BeginWriteAsync(stage.Ledger, default));
            Check.Same(changes.Before, session.Head, "The head");
            await session.CommitAsync(changes, default);
        }

        await stage.VerifyAllAsync();
    }

    private static async Task OneWinner(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        for (var round = 0; round < 5; round++)
        {
            stage.Builder.Post(1, 3, 5);
            var changes = stage.Builder.Build();
            var racers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                try
                {
                    await CommitAsync(stage, changes);
                    return 1;
                }
                catch (WalletStoreException outdated) when (outdated.IsOutdated)
                {
                    return 0;
                }
            }));
            Check.Same(1, (await Check.Soon(Task.WhenAll(racers))).Sum(), "The winners");
        }

        await stage.VerifyAllAsync();
    }

    private static async Task BecomesOrdinary(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var keys = new LoadRequest { Keys = { "k" } };
        await using (var session = Begin(stage, stage.Books.Head, keys))
        {
            Check.Same(0, (await session.LoadAsync(keys, default)).Keys.Count, "The keys that are known");
            var state = await session.LoadAsync(new LoadRequest { Wallets = { 1 } }, default);
            Check.Same(new[] { stage.Books.Wallet(1) }, state.Wallets, "The loaded wallet");
            var waiting = Task.Run(async () => await stage.Store.BeginWriteAsync(stage.Ledger, default));
            for (var i = 0; i < 50; i++)
            {
                await Task.Yield();
                Check.True(!waiting.IsCompleted, "the second writer waits");
            }

            stage.Builder.Post("k", new Line(1, 3, 5));
            await session.CommitAsync(stage.Builder.Build(), default);
            await session.DisposeAsync();
            await using var second = await Check.Soon(new ValueTask<IWalletWriteSession>(waiting));
            Check.Same(stage.Books.Head, second.Head, "The second writer's head");
        }

        await stage.VerifyAllAsync();
    }

    private static async Task LoadFindsOut(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var before = stage.Books.Head;
        stage.Builder.Post("k", new Line(1, 3, 5));
        await stage.CommitAsync();
        foreach (var (assumed, key) in new[] { (before, "new"), (stage.Books.Head, "k") })
        {
            var keys = new LoadRequest { Keys = { key } };
            await using var session = Begin(stage, assumed, keys);
            await session.LoadAsync(keys, default);
            await IsOutdated(async () => await session.LoadAsync(new LoadRequest { Wallets = { 1 } }, default));
            await (await Check.Soon(stage.Store.BeginWriteAsync(stage.Ledger, default))).DisposeAsync();
        }

        // Nothing was expected, so the request is free for what the caller finds that it needs.
        var free = new LoadRequest();
        await using (var session = Begin(stage, stage.Books.Head, free))
        {
            free.Wallets.Add(1);
            Check.Same(new[] { stage.Books.Wallet(1) }, (await session.LoadAsync(free, default)).Wallets, "The loaded wallet");
        }

        // Nothing more to load: it is asked whether the word is true, and no more.
        await using (var session = Begin(stage, stage.Books.Head, new LoadRequest()))
        {
            await session.LoadAsync(new LoadRequest(), default);
        }

        await using (var session = Begin(stage, before, new LoadRequest()))
        {
            await IsOutdated(async () => await session.LoadAsync(new LoadRequest(), default));
        }
    }

    private static async Task GivenUp(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        await using (Begin(stage, stage.Books.Head, new LoadRequest()))
        {
            stage.Builder.Post(1, 3, 5);
            await stage.CommitAsync();
        }

        var session = Begin(stage, stage.Books.Head, new LoadRequest());
        await session.DisposeAsync();
        await session.DisposeAsync();
        await stage.VerifyAllAsync();
    }

    private static async Task KeysOnly(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        await Check.Throws<ArgumentException>(
            () => Begin(stage, stage.Books.Head, new LoadRequest { Wallets = { 1 } }).DisposeAsync(), "expecting a wallet to be new");
    }

    private static Task CommitAsync(Stage stage, string? key) => CommitAsync(stage, stage.Builder.Build(), key is null ? [] : [key]);

    private static async Task CommitAsync(Stage stage, ChangeSet changes, params string[] keys)
    {
        var expected = new LoadRequest();
        expected.Keys.AddRange(keys);
        await using var session = Begin(stage, changes.Before, expected);
        Check.Same(changes.Before, session.Head, "The assumed head");
        if (keys.Length > 0)
        {
            Check.Same(0, (await session.LoadAsync(expected, default)).Keys.Count, "The keys that are known");
            expected.Clear();
        }

        await Check.Soon(session.CommitAsync(changes, default).AsTask());
    }

    private static IWalletWriteSession Begin(Stage stage, LedgerHead head, LoadRequest expected) =>
        ((IOptimisticStore)stage.Store).BeginOptimistic(stage.Ledger, head, expected);

    private static async Task IsOutdated(Func<Task> act)
    {
        var thrown = await Check.Throws<WalletStoreException>(async () => await act(), "an untrue word");
        Check.True(thrown is { IsOutdated: true, IsTransient: true }, "the caller is told to ask again");
    }
}
