using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>Several stores on one storage, storage that a crash left, and storage of a newer version.</summary>
internal static class ProcessCases
{
    private const int Writers = 4;
    private const int CommitsEach = 25;

    public static IReadOnlyList<StoreCase> All { get; } =
    [
        new("shared_registration_agrees", "Stores on one storage get the same registration of a name.", RegistrationAgrees) { Needs = StoreCapabilities.Shared },
        new("shared_writer_is_exclusive", "While one store writes a ledger, another on the same storage waits for its turn.", WriterIsExclusive)
        {
            Needs = StoreCapabilities.Shared,
        },
        new("shared_commits_are_seen", "What one store commits, another on the same storage loads and reads at once, keys included.", CommitsAreSeen)
        {
            Needs = StoreCapabilities.Shared,
        },
        new("shared_writers_lose_nothing", "Stores that race on one storage write one history, each from the head where the other ended.", RaceLosesNothing)
        {
            Needs = StoreCapabilities.Shared,
        },
        new("shared_snapshot_is_stable", "A snapshot of one store keeps its commit while another writes.", SnapshotIsStable) { Needs = StoreCapabilities.Shared },
        new("crash_keeps_what_was_acknowledged", "After a crash every commit that returned is there, and writing goes on.", KeepsAcknowledged)
        {
            Needs = StoreCapabilities.Crashes,
        },
        new("crash_forgets_what_was_not_committed", "After a crash in an open session nothing of it is there, and its right to write is free.", ForgetsUncommitted)
        {
            Needs = StoreCapabilities.Crashes,
        },
        new("crash_again_and_again", "Keys, references and chains hold over many crashes with commits in between.", AgainAndAgainCrashed)
        {
            Needs = StoreCapabilities.Crashes,
        },
        new("schema_newer_is_refused", "Storage of a newer schema is refused for good with a message, and stays so.", NewerIsRefused)
        {
            Needs = StoreCapabilities.Versioned,
        },
    ];

    private static async Task RegistrationAgrees(StoreUnderTest underTest)
    {
        var first = await underTest.Store.RegisterLedgerAsync(Stage.Proposal(1), default);
        var another = underTest.OpenAnother();
        Check.Same(first, await another.RegisterLedgerAsync(Stage.Proposal(2) with { Name = first.Name }, default), "The registration");
        var third = underTest.OpenAnother();
        var racing = new[] { underTest.Store, another, third }.Select((store, index) =>
            Task.Run(async () => await store.RegisterLedgerAsync(Stage.Proposal(10 + index) with { Name = "race" }, default))).ToArray();
        var rows = await Check.Soon(Task.WhenAll(racing));
        Check.True(rows.All(row => row == rows[0]), "all racing stores get the same registration");
        Check.Same(new[] { first, rows[0] }, await third.ListLedgersAsync(default), "The ledgers");
    }

    private static async Task WriterIsExclusive(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var another = underTest.OpenAnother();
        stage.Builder.Post(1, 3, 1);
        var changes = stage.Builder.Build();
        Task<IWalletWriteSession> waiting;
        await using (var session = await stage.Store.BeginWriteAsync(stage.Ledger, default))
        {
            waiting = Task.Run(async () => await another.BeginWriteAsync(stage.Ledger, default));
            for (var i = 0; i < 100; i++)
            {
                await session.LoadAsync(new LoadRequest { Chart = true }, default);
                await Task.Yield();
            }

            // Before the commit: it is what lets the other in, and he may be there before its answer is here.
            Check.True(!waiting.IsCompleted, "the other store's session is not open before the first commits");
            await session.CommitAsync(changes, default);
        }

        await using (var second = await Check.Soon(new ValueTask<IWalletWriteSession>(waiting)))
        {
            Check.Same(changes.After, second.Head, "The head of the store that waited");
        }

        await stage.VerifyAllAsync();
    }

    private static async Task CommitsAreSeen(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 2);
        var another = underTest.OpenAnother();
        for (var i = 0; i < 100; i++)
        {
            stage.Builder.Post("key " + i, new Line(1, 3 + (i % 2), 1));
            await stage.CommitAsync(i % 2 == 0 ? another : stage.Store);
            await using var reader = await another.OpenReaderAsync(stage.Ledger, ReadScope.Latest, default);
            Check.Same(stage.Books.Head, await reader.GetHeadAsync(default), "The head at the other store");
            await using var session = await Check.Soon((i % 2 == 0 ? stage.Store : another).BeginWriteAsync(stage.Ledger, default));
            var request = new LoadRequest();
            request.Keys.AddRange([.. Enumerable.Range(0, i + 2).Select(number => "key " + number)]);
            var loaded = await session.LoadAsync(request, default);
            Check.Same(i + 1, loaded.Keys.Count, "The keys that are known");
        }

        await using var last = await another.OpenReaderAsync(stage.Ledger, ReadScope.Latest, default);
        await BooksCheck.VerifyAsync(stage.Books, last);
    }

    private static async Task RaceLosesNothing(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var stores = Enumerable.Range(0, Writers).Select(index => index == 0 ? stage.Store : underTest.OpenAnother()).ToArray();
        await Check.Soon(Task.WhenAll(stores.Select(store => Task.Run(async () =>
        {
            for (var i = 0; i < CommitsEach; i++)
            {
                await using var session = await store.BeginWriteAsync(stage.Ledger, default);

                // The session is exclusive, so the builder is used by one at a time: if it is not, the head differs or the builder breaks.
                stage.Builder.Post(null, new Line(1, 3, 1));
                var changes = stage.Builder.Build();
                Check.Same(changes.Before, session.Head, "The head of a racing store");
                await session.CommitAsync(changes, default);
            }
        }))));
        Check.Same((long)Writers * CommitsEach, stage.Books.Head.Sequence, "The transactions");
        await stage.VerifyAllAsync();
    }

    private static async Task SnapshotIsStable(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var another = underTest.OpenAnother();
        stage.Builder.Post(1, 3, 1);
        await stage.CommitAsync();
        var before = stage.Books.Head;
        await using var snapshot = await stage.ReaderAsync(ReadScope.Snapshot);
        Check.Same(before, await snapshot.GetHeadAsync(default), "The head of the snapshot");
        for (var i = 0; i < 20; i++)
        {
            stage.Builder.Post(1, 3, 1);
            await stage.CommitAsync(another);
            Check.Same(before, await snapshot.GetHeadAsync(default), "The head of the snapshot after a write elsewhere");
            Check.Same((int)before.Sequence, (await snapshot.ReadTransactionsAsync(0, 1_000, default)).Count, "Its transactions");
        }
    }

    private static async Task KeepsAcknowledged(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 5);
        for (var i = 0; i < 50; i++)
        {
            stage.Builder.Post("key " + i, new Line(1, 3 + (i % 5), 1));
            await stage.CommitAsync();
        }

        await underTest.CrashAsync();
        await DurabilityCases.GoesOnAsync(stage);
    }

    private static async Task ForgetsUncommitted(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        stage.Builder.Post(1, 3, 1);
        await stage.CommitAsync();
        var session = await stage.Store.BeginWriteAsync(stage.Ledger, default);
        await session.LoadAsync(new LoadRequest { Chart = true }, default);
        await underTest.CrashAsync();
        await stage.VerifyAllAsync();
        stage.Builder.Post(1, 3, 1);
        await stage.CommitAsync();
        await stage.VerifyAllAsync();
        await session.DisposeAsync();
    }

    private static Task AgainAndAgainCrashed(StoreUnderTest underTest) =>
        DurabilityCases.AgainAndAgainAsync(underTest, underTest.CrashAsync, "a crash");

    private static async Task NewerIsRefused(StoreUnderTest underTest)
    {
        await Stage.WithWalletsAsync(underTest, 1);
        await underTest.MakeSchemaNewerAsync();
        for (var i = 0; i < 2; i++)
        {
            var refused = await Check.Throws<WalletStoreException>(
                async () => await underTest.Store.RegisterLedgerAsync(Stage.Proposal(1), default), "a newer schema");
            Check.True(!refused.IsTransient, "a newer schema is not transient: " + refused.Message);
            Check.True(refused.Message.Length > 0, "the message says what is wrong");
            await underTest.ReopenAsync();
        }
    }
}
