using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Concurrency;

/// <summary>Many callers at once: exactly what the money allows.</summary>
public class Many_callers_at_once
{
    [Theory]
    [OnEveryStore]
    public async Task Spend_exactly_what_there_is(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 4m);

        var outcomes = await AllAtOnce(18, _ => books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(2m))));

        Assert.Equal(2, outcomes.Count(outcome => outcome.IsPosted));
        Assert.All(outcomes.Where(outcome => !outcome.IsPosted), outcome => Assert.Equal("insufficient_funds", outcome.Refusal!.Code));
        Assert.Equal("0.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore]
    public async Task Refund_60_and_60_of_100_once(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var bob = await books.WalletAsync("bob", 100m);
        var paid = (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(100m)))).ValueOrThrow();

        var outcomes = await AllAtOnce(2, _ => books.Ledger.RefundAsync(new Refund(paid.TransactionId) { Amount = Money.EUR(60m) }));

        Assert.Single(outcomes, outcome => outcome.IsPosted);
        var refused = Assert.Single(outcomes, outcome => !outcome.IsPosted).Refusal!;
        Assert.Equal("refund_exceeds_remaining", refused.Code);
        Assert.Equal((Money.EUR(100m), Money.EUR(60m), Money.EUR(40m)), (refused.Original!.Value, refused.Refunded!.Value, refused.Remaining!.Value));
        Assert.Equal("60.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore]
    public async Task Open_one_wallet(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);

        var outcomes = await AllAtOnce(50, _ => books.Ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR }));

        Assert.Single(outcomes.Select(outcome => outcome.ValueOrThrow().Id).Distinct());
        Assert.Single(outcomes, outcome => !outcome.Receipt!.AlreadyOpen);
        Assert.Equal(["open_wallet"], await Facts.TypesAsync(books));
    }

    [Theory]
    [OnEveryStore]
    public async Task Post_once_under_one_key_and_all_get_the_same_answer(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);

        var outcomes = await AllAtOnce(64, _ => books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(10m)) { Key = "once" }));

        Assert.Single(outcomes, outcome => !outcome.Replayed);
        Assert.Single(outcomes.Select(outcome => $"{outcome.ValueOrThrow().TransactionId} {outcome.Receipt!.BalanceOf(ana)}").Distinct());
        Assert.Equal("90.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore]
    public async Task Cancelled_while_waiting_nothing_happened_and_afterwards_the_commit_decides(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, wrap: inner => new FaultyStore(inner));
        var ana = await books.WalletAsync("ana", 100m);
        using var beforehand = new CancellationTokenSource();
        await beforehand.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(1m)), beforehand.Token));

        using var waiting = new CancellationTokenSource();
        var open = books.Faulty.Hold();
        var ahead = books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(5m))).AsTask();
        await books.Faulty.Held;
        var cancelled = books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(50m)), waiting.Token).AsTask();
        await waiting.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await cancelled);
        open();
        await ahead;

        using var late = new CancellationTokenSource();
        Assert.True((await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(10m)), late.Token)).IsPosted);
        await late.CancelAsync();

        Assert.Equal("85.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore]
    public async Task Wait_for_a_place_in_a_queue_of_one_and_all_are_answered(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { QueueLength = 1, CommitLength = 1 });
        var ana = await books.WalletAsync("ana");

        var outcomes = await AllAtOnce(100, _ => books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m))));

        Assert.All(outcomes, outcome => Assert.True(outcome.IsPosted));
        Assert.Equal("100.00 + 0.00", await books.BalanceAsync(ana));
        Assert.Equal(0, books.Ledger.QueueCount);
    }

    [Theory]
    [OnEveryStore]
    public async Task Are_answered_before_the_ledger_is_closed_and_refused_afterwards(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, wrap: inner => new FaultyStore(inner));
        var ana = await books.WalletAsync("ana");
        var open = books.Faulty.Hold();
        var accepted = Enumerable.Range(0, 20).Select(_ => books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m))).AsTask()).ToArray();
        var closing = books.Ledger.DisposeAsync().AsTask();
        Assert.False(closing.IsCompleted);
        open();
        await closing;

        Assert.All(await Task.WhenAll(accepted), outcome => Assert.True(outcome.IsPosted));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m))));
        Assert.Equal("20.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Fact]
    public async Task Thousands_of_ledgers_share_a_process_without_a_thread_each()
    {
        await using var store = new InMemoryWalletStore();
        var before = ThreadPool.ThreadCount;
        var ledgers = new List<Ledger>();
        for (var i = 0; i < 3_000; i++)
        {
            ledgers.Add(await Ledger.OpenAsync(store, new LedgerOptions { Name = $"tenant-{i}" }));
        }

        foreach (var ledger in ledgers)
        {
            (await ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR })).ValueOrThrow();
        }

        Assert.All(ledgers, ledger => Assert.Equal(0, ledger.QueueCount));
        Assert.True(ThreadPool.ThreadCount - before < 300, "An idle ledger holds no thread.");
        foreach (var ledger in ledgers)
        {
            await ledger.DisposeAsync();
        }
    }

    private static async Task<T[]> AllAtOnce<T>(int count, Func<int, ValueTask<T>> call)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = Enumerable.Range(0, count).Select(async index =>
        {
            await start.Task;
            return await call(index);
        }).ToArray();
        start.SetResult();
        return await Task.WhenAll(calls);
    }
}
