using WalletCore.Storage;

namespace WalletCore.Testing.Tests;

/// <summary>Faults and clocks do what they were told, the same from the same seed.</summary>
public class Faults_and_clocks
{
    [Theory]
    [InlineData(FaultPoint.Begin, FaultKind.Transient)]
    [InlineData(FaultPoint.Load, FaultKind.Torn)]
    [InlineData(FaultPoint.BeforeCommit, FaultKind.Torn)]
    [InlineData(FaultPoint.AfterCommit, FaultKind.Torn)]
    public async Task A_fault_strikes_once_where_it_was_ordered_and_the_command_is_done_once(FaultPoint point, FaultKind kind)
    {
        await using var books = await TestLedger.OpenAsync();
        var ana = await books.WalletAsync("ana", Money.EUR(10m));
        await books.ReopenAsync();
        books.Store.Fail(point, kind);

        var outcome = await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(4m)));

        Assert.True(outcome is { IsPosted: true, Replayed: false });
        Assert.Equal((1, 0), (books.Store.FaultCount, books.Store.FaultsLeft));
        Assert.Equal(Money.EUR(6m), await books.AvailableAsync(ana, Currency.EUR));
        await books.CheckAsync();
    }

    [Fact]
    public async Task A_torn_session_is_good_for_nothing_any_more()
    {
        await using var store = new FaultyWalletStore(new InMemoryWalletStore());
        await using var ledger = await Ledger.OpenAsync(store);
        store.Fail(FaultPoint.Load, FaultKind.Torn);
        await using var session = await store.BeginWriteAsync(ledger.Id, default);

        for (var i = 0; i < 2; i++)
        {
            var fault = await Assert.ThrowsAsync<WalletStoreException>(async () => await session.LoadAsync(new LoadRequest(), default));
            Assert.True(fault.IsTransient);
        }
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_reaches_the_caller_and_nothing_happened()
    {
        await using var books = await TestLedger.OpenAsync();
        var ana = await books.WalletAsync("ana", Money.EUR(10m));
        books.Store.Fail(FaultPoint.BeforeCommit, FaultKind.Cancelled);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(4m))));

        Assert.Equal(Money.EUR(10m), await books.AvailableAsync(ana, Currency.EUR));
        Assert.True((await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(4m)))).IsPosted);
    }

    [Fact]
    public async Task The_same_seed_fails_in_the_same_places()
    {
        Assert.Equal(await RunAsync(5), await RunAsync(5));
        Assert.NotEqual(await RunAsync(5), await RunAsync(6));

        static async Task<string> RunAsync(long seed)
        {
            var faulty = new FaultyWalletStore(new InMemoryWalletStore(), seed);
            await using var ledger = await Ledger.OpenAsync(faulty, new LedgerOptions { RetryDelay = TimeSpan.Zero, RetriesMax = 100 });
            faulty.Chances = FaultChances.Everywhere(200);
            var places = new List<int>();
            for (var i = 0; i < 50; i++)
            {
                (await ledger.OpenWalletAsync(new OpenWallet("owner-" + i) { Currency = Currency.EUR })).ValueOrThrow();
                places.Add(faulty.FaultCount);
            }

            await faulty.DisposeAsync();
            return string.Join(' ', places);
        }
    }

    [Fact]
    public async Task A_slow_store_moves_the_clock()
    {
        await using var books = await TestLedger.OpenAsync();
        var ana = await books.WalletAsync("ana", Money.EUR(10m));
        var expiry = books.Clock.GetUtcNow().AddSeconds(30);
        (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(10m)) { ExpiresAt = expiry })).ValueOrThrow();
        books.Store.Meanwhile = point =>
        {
            books.Clock.Move(point == FaultPoint.Begin ? TimeSpan.FromSeconds(30) : TimeSpan.Zero);
            return ValueTask.CompletedTask;
        };

        // Decided by the time at which it is written, not by the one at which it was asked.
        Assert.True((await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(10m)))).IsPosted);
    }

    [Fact]
    public async Task Timers_of_a_manual_clock_come_due_when_it_is_moved_past_them()
    {
        var clock = new ManualClock();
        var waiting = Task.Delay(TimeSpan.FromMinutes(1), clock);
        clock.Move(TimeSpan.FromSeconds(59));
        Assert.False(waiting.IsCompleted);
        clock.Move(TimeSpan.FromSeconds(-30));
        Assert.False(waiting.IsCompleted);
        clock.Move(TimeSpan.FromSeconds(1));
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));

        await Task.Delay(TimeSpan.FromDays(1), new ManualClock { WaitsPassAtOnce = true }).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task On_a_skewed_clock_recorded_time_never_goes_back()
    {
        var clock = new SkewedClock(new ManualClock(), TimeSpan.FromHours(1), seed: 3);
        var again = new SkewedClock(new ManualClock(), TimeSpan.FromHours(1), seed: 3);
        var readings = Enumerable.Range(0, 100).Select(_ => clock.GetUtcNow()).ToArray();
        Assert.Equal(readings, Enumerable.Range(0, 100).Select(_ => again.GetUtcNow()));
        Assert.Contains(readings.Zip(readings.Skip(1)), pair => pair.Second < pair.First);

        await using var store = new InMemoryWalletStore();
        await using var ledger = await Ledger.OpenAsync(store, new LedgerOptions { TimeProvider = clock });
        var ana = (await ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR })).ValueOrThrow().Id;
        for (var i = 0; i < 100; i++)
        {
            (await ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)))).ValueOrThrow();
        }

        await LedgerInvariants.CheckAsync(ledger);
    }
}
