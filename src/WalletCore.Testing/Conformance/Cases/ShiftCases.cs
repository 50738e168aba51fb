using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>Shifts of writers (<see cref="IShiftStore"/>): one holder at a time, who learns what changed, and nobody else is kept from writing.</summary>
internal static class ShiftCases
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        Case("shift_has_one_holder", "A shift of a ledger begins once the one before has ended, at whichever store it was taken.", OneHolder),
        Case("shift_is_of_one_ledger", "A shift of a ledger keeps nobody from one of another ledger.", OfOneLedger),
        Case("shift_says_what_changed", "A shift says where the ledger stands and what moved, or nothing where that is not all.", SaysWhatChanged),
        Case("shift_keeps_nobody_from_writing", "While one has a shift another writes all the same, on its own word too.", KeepsNobody),
        Case("shift_can_be_given_up", "A wait that is cancelled leaves no trace, and a shift may be ended twice.", GivenUp),
    ];

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

        async Task Silent(LedgerHead? since)
        {
            await using var shift = await TakeAsync(stage.Store, stage.Ledger, since);
            Check.Same(stage.Books.Head, shift.Head, "The head");
            Check.Same(null, shift.MovedBalances, "What moved");
        }

        async Task Expect(BalancesBefore since, params long[] accounts)
        {
            await using var shift = await TakeAsync(stage.Store, stage.Ledger, since.Head);
            Check.Same(stage.Books.Head, shift.Head, "The head");
            if (shift.MovedBalances is { } moved)
            {
                since.Check(moved, accounts);
            }
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
        if (stage.Store is IOptimisticStore optimistic)
        {
            var head = stage.Books.Head;
            stage.Builder.Post(1, 3, 1);
            await using var session = optimistic.BeginOptimistic(stage.Ledger, head, new LoadRequest());
            await Check.Soon(session.CommitAsync(stage.Builder.Build(), default).AsTask());
        }

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

    private static async Task<IWriterShift> TakeAsync(IWalletStore store, LedgerId ledger, LedgerHead? since = null) =>
        await Check.Soon(((IShiftStore)store).TakeShiftAsync(ledger, since, default))
        ?? throw new CheckFailedException("Expected: a shift, where nobody has kept one for long.");
}
