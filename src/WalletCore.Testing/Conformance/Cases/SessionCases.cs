using System.Globalization;
using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>Write sessions: exclusive, all or nothing.</summary>
internal static class SessionCases
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        new("session_second_writer_waits", "A second writer gets its turn when the first is disposed, and sees its commit.", SecondWaits),
        new("session_racing_writers_lose_nothing", "Writers that race each start at the head where the one before ended.", RacersLoseNothing),
        new("session_ledgers_do_not_wait", "Sessions of different ledgers are open at the same time.", LedgersDoNotWait)
        {
            Needs = StoreCapabilities.WritesLedgersInParallel,
        },
        new("session_disposed_leaves_no_trace", "A session disposed without commit leaves no trace.", DisposedLeavesNoTrace),
        new("session_disposed_twice", "A session may be disposed twice; the turn is passed on once.", DisposedTwice),
        new("session_commits_once", "A second commit in one session is refused.", CommitsOnce),
        new("session_wrong_start_is_refused", "A change set that does not start at the head is refused for good and leaves no trace.", WrongStart),
        new("session_commit_is_visible_at_once", "A reader sees all of a commit or none of it while commits go on.", VisibleAtOnce),
        new("session_commit_is_visible_before_dispose", "After commit returns all of it is visible, though the session lives.", VisibleBeforeDispose),
        new("session_keeps_copies", "The change set's memory may be overwritten after the commit.", KeepsCopies),
        new("session_large_change_set", "A change set of 10,000 postings is committed and read back whole.", LargeChangeSet),
    ];

    private static async Task SecondWaits(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var first = await stage.Store.BeginWriteAsync(stage.Ledger, default);
        var waiting = Task.Run(async () => await stage.Store.BeginWriteAsync(stage.Ledger, default));
        for (var i = 0; i < 50; i++)
        {
            await Task.Yield();
            await using var reader = await stage.ReaderAsync();
            Check.Same(first.Head, await reader.GetHeadAsync(default), "The head while a session is open");
            Check.True(!waiting.IsCompleted, "the second writer waits");
        }

        stage.Builder.Post(1, 3, 5);
        await first.CommitAsync(stage.Builder.Build(), default);
        await first.DisposeAsync();
        await using var second = await Check.Soon(new ValueTask<IWalletWriteSession>(waiting));
        Check.Same(stage.Books.Head, second.Head, "The second writer's head");
    }

    private static async Task RacersLoseNothing(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var turn = 0;
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await using var session = await stage.Store.BeginWriteAsync(stage.Ledger, default);
                Check.True(Interlocked.Increment(ref turn) == 1, "one writer at a time");
                for (var yields = 0; yields < 5; yields++)
                {
                    // Time for another to come in, if the store lets it.
                    await Task.Yield();
                    await session.LoadAsync(new LoadRequest { Chart = true }, default);
                }

                stage.Builder.Post(1, 3, 1);
                var changes = stage.Builder.Build();
                Check.Same(changes.Before, session.Head, "The head at a writer's turn");
                await session.CommitAsync(changes, default);
                Interlocked.Decrement(ref turn);
            }
        }));
        await Check.Soon(Task.WhenAll(writers));
        Check.Same((Int128)100, stage.Books.Balances[3].Available, "The balance");
        await stage.VerifyAllAsync();
    }

    private static async Task LedgersDoNotWait(StoreUnderTest underTest)
    {
        var one = await Stage.WithWalletsAsync(underTest, 1, 1);
        var two = await Stage.WithWalletsAsync(underTest, 1, 2);
        await using var session = await one.Store.BeginWriteAsync(one.Ledger, default);
        two.Builder.Post(1, 3, 5);
        await two.CommitAsync();
        await two.VerifyAllAsync();
    }

    private static async Task DisposedLeavesNoTrace(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var state = await stage.LoadAsync(request => request.Wallets.Add(1));
        Check.Same(new[] { stage.Books.Wallet(1) }, state.Wallets, "The loaded wallet");
        await stage.VerifyAllAsync();
        stage.Builder.Post(1, 3, 5);
        await stage.CommitAsync();
        await stage.VerifyAllAsync();
    }

    private static async Task DisposedTwice(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var first = await stage.Store.BeginWriteAsync(stage.Ledger, default);
        await first.DisposeAsync();
        await first.DisposeAsync();
        await using var second = await Check.Soon(stage.Store.BeginWriteAsync(stage.Ledger, default));
        var third = Task.Run(async () => await stage.Store.BeginWriteAsync(stage.Ledger, default));
        await first.DisposeAsync();
        for (var i = 0; i < 50; i++)
        {
            await Task.Yield();
            Check.True(!third.IsCompleted, "the third writer waits");
        }

        await second.DisposeAsync();
        await (await Check.Soon(new ValueTask<IWalletWriteSession>(third))).DisposeAsync();
    }

    private static async Task CommitsOnce(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        await using (var session = await stage.Store.BeginWriteAsync(stage.Ledger, default))
        {
            stage.Builder.Post(1, 3, 5);
            var changes = stage.Builder.Build();
            await session.CommitAsync(changes, default);
            await Check.Throws<Exception>(() => session.CommitAsync(changes, default), "a second commit is refused");
        }

        await stage.VerifyAllAsync();
    }

    private static async Task WrongStart(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var stranger = await Stage.OpenAsync(underTest, 2);
        stranger.Builder.AddWallet("stranger", "USD");
        await using (var session = await stage.Store.BeginWriteAsync(stage.Ledger, default))
        {
            var thrown = await Check.Throws<WalletStoreException>(
                () => session.CommitAsync(stranger.Builder.Build(), default), "a change set from elsewhere");
            Check.True(!thrown.IsTransient, "trying again does not help");
        }

        await stage.VerifyAllAsync();
    }

    private static async Task VisibleAtOnce(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 8);
        using var done = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await using var reader = await stage.ReaderAsync();
                var accounts = await reader.ListAccountsAsync(2, 100, default);
                var balances = accounts.Select(facts => facts.Balance.Available).Distinct().ToArray();
                Check.True(balances.Length == 1, "every wallet got its share in the same commit");
                var head = await reader.GetHeadAsync(default);
                var last = head.Sequence == 0 ? null : await reader.FindTransactionAsync(head.Sequence, default);
                Check.True(head.Sequence == 0 || last is not null, "the transaction that the head names is there");
            }
        });
        for (var i = 0; i < 60; i++)
        {
            stage.Builder.Post(null, [.. Enumerable.Range(3, 8).Select(account => new Line(1, account, 1))]);
            await stage.CommitAsync();
        }

        await done.CancelAsync();
        await Check.Soon(reading);
        await stage.VerifyAllAsync();
    }

    private static async Task VisibleBeforeDispose(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        await using var session = await stage.Store.BeginWriteAsync(stage.Ledger, default);
        stage.Builder.Post("k", new Line(1, 3, 5));
        await session.CommitAsync(stage.Builder.Build(), default);
        await stage.VerifyAllAsync();
    }

    private static async Task KeepsCopies(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        stage.Builder.Post("k", new Line(1, 3, 5));
        var changes = stage.Builder.Build();
        TransactionRow[] transactions = changes.Transactions.ToArray();
        PostingRow[] postings = changes.Postings.ToArray();
        BalanceRow[] balances = changes.Balances.ToArray();
        await using (var session = await stage.Store.BeginWriteAsync(stage.Ledger, default))
        {
            await session.CommitAsync(
                new ChangeSet
                {
                    Before = changes.Before,
                    After = changes.After,
                    Commit = changes.Commit,
                    Transactions = transactions,
                    Postings = postings,
                    Balances = balances,
                },
                default);
        }

        Array.Clear(transactions);
        Array.Clear(postings);
        Array.Clear(balances);
        await stage.VerifyAllAsync();
    }

    private static async Task LargeChangeSet(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 100);
        for (var i = 0; i < 5_000; i++)
        {
            stage.Builder.Post(
                i.ToString(CultureInfo.InvariantCulture), new Line(1, 3 + (i % 100), 10), new Line(3 + (i % 100), 3 + (i * 7 % 100), 1));
        }

        await stage.CommitAsync();
        Check.Same(10_000L, stage.Books.Head.Postings, "The postings");
        await stage.VerifyAllAsync();
    }
}
