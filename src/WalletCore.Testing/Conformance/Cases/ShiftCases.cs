using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>Shifts of writers (<see cref="IShiftStore"/>): one holder at a time, who learns what changed, and nobody else is kept from writing.</summary>
internal static class ShiftCases
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        Case("shift_has_one_holder", "A shift of a ledger begins once the one before has ended, at whichever store it was taken.", OneHolder),
        Case("shift_goes_to_who_waits", "Who waits for a shift has it before whoever ends one and asks for the next at once.", GoesToWhoWaits),
        Case("shift_is_of_one_ledger", "A shift of a ledger keeps nobody from one of another ledger.", OfOneLedger),
        Case("shift_says_what_changed", "A shift says where the ledger stands and what moved, or nothing where that is not all.", SaysWhatChanged),
        Case("shift_says_what_shifts_changed", "A shift says what those before it changed, also where others wrote between them.", SaysWhatShiftsChanged),
        Case("shift_says_only_what_is_all", "Where a shift before changed more than balances, what changed is not said.", SaysOnlyWhatIsAll),
        Case("shift_may_expect_its_end", "What a shift is told of its end changes nothing, whatever then comes: a commit, none, several, or one that fails.", MayExpectItsEnd),
        Case("shift_keeps_nobody_from_writing", "While one has a shift another writes all the same, on its own word too.", KeepsNobody),
        Case("shift_can_be_given_up", "A wait that is cancelled leaves no trace, and a shift may be ended twice.", GivenUp),
    ];

    /// <summary>How often one who waits and one who asks again are let race.</summary>
    private const int Rounds = 20;

    private static StoreCase Case(string name, string shows, Func<StoreUnderTest, Task> body) =>
        new(name, shows, body) { Needs = StoreCapabilities.Shared | StoreCapabilities.Shifts };

    private static async Task OneHolder(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var another = underTest.OpenAnother();
        for (var i = 0; i < 10; i++)
        {
            var (holder, next) = i % 2 == 0 ? (stage.Store, another) : (another, stage.Store);
            var held = await TakeAsync(holder, stage.Ledger);
            var waiting = Task.Run(async () => await TakeAsync(next, stage.Ledger));
            for (var j = 0; j < 20; j++)
            {
                await (await stage.ReaderAsync()).DisposeAsync();
            }

            Check.True(!waiting.IsCompleted, "nobody else has the shift before it has ended");
            await held.DisposeAsync();
            await (await Check.Soon(waiting)).DisposeAsync();
        }
    }

    private static async Task GoesToWhoWaits(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var another = underTest.OpenAnother();
        var held = await TakeAsync(stage.Store, stage.Ledger);
        var inTurn = 0;
        for (var i = 0; i < Rounds; i++)
        {
            var waiting = TakeAsync(another, stage.Ledger);
            for (var j = 0; j < 5; j++)
            {
                await (await stage.ReaderAsync()).DisposeAsync();
            }

            await held.DisposeAsync();
            var again = TakeAsync(stage.Store, stage.Ledger);
            var first = await Task.WhenAny(waiting, again);
            inTurn += first == waiting ? 1 : 0;
            await (await first).DisposeAsync();
            held = await (first == waiting ? again : waiting);
            if (first == again)
            {
                await held.DisposeAsync();
                held = await TakeAsync(stage.Store, stage.Ledger);
            }
        }

        await held.DisposeAsync();

        // Of a server's session that waits nobody knows when it wakes.
        Check.True(inTurn > Rounds * 3 / 4, $"who waits is first nearly always; it was {inTurn} times of {Rounds}");
    }

    private static async Task OfOneLedger(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var other = await Stage.WithWalletsAsync(underTest, 1, number: 2);
        await using var held = await TakeAsync(stage.Store, stage.Ledger);
        await using var beside = await TakeAsync(stage.Store, other.Ledger);
        Check.Same(other.Books.Head, beside.Head, "The head of the other ledger");
    }

    private static async Task SaysWhatChanged(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 3);
        var start = new BalancesBefore(stage.Books);
        await Expect(start);

        stage.Builder.Post("k", new Line(1, 4, 5), new Line(1, 2, 1));
        stage.Builder.Post(4, 5, 2);
        await stage.CommitAsync();
        await Expect(start, 1, 2, 4, 5);
        await Silent(null);
        await Silent(start.Head with { Hash = stage.Books.Head.Hash });

        var before = stage.Books.Head;
        stage.Builder.Post(stage.Builder.Header() with { Wallet = 1 }, new Line(4, 3, 1));
        await stage.CommitAsync();
        await Silent(before);

        Task Expect(BalancesBefore since, params long[] accounts) => ExpectAsync(stage, stage.Store, since, accounts);

        Task Silent(LedgerHead? since) => ExpectNothingAsync(stage, since);
    }

    private static async Task SaysWhatShiftsChanged(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 3);
        var another = underTest.OpenAnother();
        var start = new BalancesBefore(stage.Books);

        // Two commits in a shift, one of them on its word where the store takes it.
        await using (await TakeAsync(stage.Store, stage.Ledger, start.Head))
        {
            stage.Builder.Post("a", new Line(1, 4, 500), new Line(1, 2, 1));
            await stage.CommitAsync();
            stage.Builder.Post(4, 5, 2);
            stage.Builder.AddAnswer("refused");
            await CommitOnWordAsync(stage, stage.Store);
        }

        var first = new BalancesBefore(stage.Books);
        await ExpectAsync(stage, another, start, 1, 2, 4, 5);

        // In shifts of two that follow one another, of other business days, and with something frozen.
        await InShiftAsync(another, start.Head, () => stage.Builder.Post(4, 3, 1));
        stage.Builder.BusinessDay += 3;
        await InShiftAsync(stage.Store, first.Head, () => stage.Builder.Post(1, 3, 7));
        var frozen = stage.Builder.Post("f", new Line(5, 5, 1) { To = Pocket.Frozen });
        stage.Builder.Put(new FreezeRow { Ordinal = frozen, Account = 5, Amount = 1, Remaining = 1, Captured = 0,
            Status = FreezeStatus.Active, Mode = CaptureMode.Single, CreatedAt = stage.Builder.Now });
        stage.Builder.BusinessDay -= 4;
        await InShiftAsync(another, stage.Books.Head, () => stage.Builder.Post(5, 4, 1));
        await ExpectAsync(stage, stage.Store, first, 1, 3, 4, 5);
        await ExpectAsync(stage, another, first, 1, 3, 4, 5);

        // Nobody's shift: before, between and after those of others; and a refusal alone, which changes nothing.
        var second = new BalancesBefore(stage.Books);
        stage.Builder.Post(1, 5, 11);
        await stage.CommitAsync(another);
        await ExpectAsync(stage, stage.Store, second, 1, 5);
        await InShiftAsync(stage.Store, stage.Books.Head, () => stage.Builder.Post(1, 4, 13));
        await ExpectAsync(stage, another, second, 1, 4, 5);
        stage.Builder.Post(1, 3, 17);
        await stage.CommitAsync(another);
        await ExpectAsync(stage, another, second, 1, 3, 4, 5);
        var third = new BalancesBefore(stage.Books);
        await InShiftAsync(another, third.Head, () => stage.Builder.AddAnswer("refused as well"));
        await ExpectAsync(stage, stage.Store, third);

        // Beside the holder, whose word is untrue then; and an amount beyond 64 bits.
        await using (await TakeAsync(stage.Store, stage.Ledger, third.Head))
        {
            stage.Builder.Post(1, 3, 19);
            await stage.CommitAsync(another);
            stage.Builder.Post(1, 4, 23);
            await CommitOnWordAsync(stage, stage.Store);
        }

        await ExpectAsync(stage, another, third, 1, 3, 4);
        await InShiftAsync(another, stage.Books.Head, () => stage.Builder.Post(1, 5, (Int128)long.MaxValue * 4));
        await ExpectAsync(stage, stage.Store, third, 1, 3, 4, 5);
        await stage.VerifyAllAsync();

        async Task InShiftAsync(IWalletStore store, LedgerHead since, Action build)
        {
            await using var shift = await TakeAsync(store, stage.Ledger, since);
            build();
            await CommitOnWordAsync(stage, store);
        }
    }

    private static async Task SaysOnlyWhatIsAll(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 3);
        stage.Builder.Post(1, 4, 500);
        await stage.CommitAsync();
        foreach (var header in new Func<TransactionRow, TransactionRow>[]
        {
            row => row with { Original = 1 }, row => row with { Wallet = 1 }, row => row with { Freeze = 2 }, row => row with { Changes = "{}" },
        })
        {
            var before = stage.Books.Head;
            await using (await TakeAsync(stage.Store, stage.Ledger, before))
            {
                stage.Builder.Post(header(stage.Builder.Header()), new Line(4, 3, 1));
                await CommitOnWordAsync(stage, stage.Store);
                stage.Builder.Post(4, 3, 1);
                await CommitOnWordAsync(stage, stage.Store);
            }

            await ExpectNothingAsync(stage, before);
        }
    }

    private static async Task MayExpectItsEnd(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 3);
        var another = underTest.OpenAnother();
        var left = new BalancesBefore(stage.Books);
        var since = left.Head;
        await InShiftAsync(CommitAsync);
        await InShiftAsync(() => Task.CompletedTask);
        await InShiftAsync(async () =>
        {
            await CommitAsync();
            await CommitAsync();
        });
        await ExpectAsync(stage, another, left, 1, 3);

        // A commit that fails, because somebody else wrote beside the shift; and one of somebody else that does not.
        await InShiftAsync(async () =>
        {
            stage.Builder.Post(1, 4, 50);
            var changes = stage.Builder.Build();
            await using (var session = await Check.Soon(another.BeginWriteAsync(stage.Ledger, default)))
            {
                await session.CommitAsync(changes, default);
            }

            if (stage.Store is IOptimisticStore optimistic)
            {
                await using var onWord = optimistic.BeginOptimistic(stage.Ledger, changes.Before, new LoadRequest());
                await Check.Throws<WalletStoreException>(async () => await onWord.CommitAsync(changes, default), "a commit on an untrue word");
            }
        });
        await InShiftAsync(async () =>
        {
            stage.Builder.Post(4, 5, 1);
            await stage.CommitAsync(another);
            await CommitAsync();
        });
        await ExpectAsync(stage, another, left, 1, 3, 4, 5);
        await stage.VerifyAllAsync();

        Task CommitAsync()
        {
            stage.Builder.Post(1, 3, 7);
            return CommitOnWordAsync(stage, stage.Store);
        }

        async Task InShiftAsync(Func<Task> commit)
        {
            await using (var shift = await TakeAsync(stage.Store, stage.Ledger, since))
            {
                shift.ExpectEnd();
                await commit();
            }

            since = stage.Books.Head;
        }
    }

    private static async Task KeepsNobody(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var another = underTest.OpenAnother();
        await using var held = await TakeAsync(another, stage.Ledger);
        stage.Builder.Post(1, 3, 1);
        await stage.CommitAsync();
        stage.Builder.Post(1, 3, 1);
        await stage.CommitAsync(another);
        stage.Builder.Post(1, 3, 1);
        await CommitOnWordAsync(stage, stage.Store);
        await stage.VerifyAllAsync();
    }

    private static async Task GivenUp(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        var shifts = (IShiftStore)stage.Store;
        await Check.Throws<OperationCanceledException>(
            async () => await shifts.TakeShiftAsync(stage.Ledger, null, new CancellationToken(canceled: true)), "a wait that was cancelled before");
        var held = await TakeAsync(stage.Store, stage.Ledger);
        using var patience = new CancellationTokenSource();
        var waiting = shifts.TakeShiftAsync(stage.Ledger, null, patience.Token).AsTask();
        await patience.CancelAsync();
        await Check.Throws<OperationCanceledException>(async () => await waiting, "a wait that is cancelled");
        await held.DisposeAsync();
        await held.DisposeAsync();
        await (await TakeAsync(stage.Store, stage.Ledger)).DisposeAsync();
    }

    /// <summary>Commits what was built on the caller's word, where the store takes it.</summary>
    private static async Task CommitOnWordAsync(Stage stage, IWalletStore store)
    {
        if (store is IOptimisticStore optimistic)
        {
            var changes = stage.Builder.Build();
            await using var session = optimistic.BeginOptimistic(stage.Ledger, changes.Before, new LoadRequest());
            await Check.Soon(session.CommitAsync(changes, default).AsTask());
        }
        else
        {
            await stage.CommitAsync(store);
        }
    }

    /// <summary>A shift says of these accounts what changed, and of no others, in the one way or the other, or nothing at all.</summary>
    private static async Task ExpectAsync(Stage stage, IWalletStore store, BalancesBefore since, params long[] accounts)
    {
        await using var shift = await TakeAsync(store, stage.Ledger, since.Head);
        Check.Same(stage.Books.Head, shift.Head, "The head");
        if (shift.ChangedBalances is { } changed)
        {
            Check.Same(null, shift.MovedBalances, "What moved, where the balances are said");
            since.Check(changed, accounts);
        }
        else if (shift.MovedBalances is { } moved)
        {
            since.Check(moved, accounts);
        }
    }

    private static async Task ExpectNothingAsync(Stage stage, LedgerHead? since)
    {
        await using var shift = await TakeAsync(stage.Store, stage.Ledger, since);
        Check.Same(stage.Books.Head, shift.Head, "The head");
        Check.Same(null, shift.MovedBalances, "What moved");
        Check.Same(null, shift.ChangedBalances, "The balances that changed");
    }

    private static async Task<IWriterShift> TakeAsync(IWalletStore store, LedgerId ledger, LedgerHead? since = null) =>
        await Check.Soon(((IShiftStore)store).TakeShiftAsync(ledger, since, default))
        ?? throw new CheckFailedException("Expected: a shift, where nobody has kept one for long.");
}
