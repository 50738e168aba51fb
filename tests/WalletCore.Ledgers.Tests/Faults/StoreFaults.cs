using WalletCore.Ledgers.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Ledgers.Tests.Faults;

/// <summary>The store fails at every point where it can: no command is lost, none is done twice, and the ledger goes on.</summary>
public class When_the_store_fails
{
    [Theory]
    [OnEveryStore(FaultPoint.Begin)]
    [OnEveryStore(FaultPoint.Load)]
    [OnEveryStore(FaultPoint.BeforeCommit)]
    [OnEveryStore(FaultPoint.AfterCommit)]
    public async Task A_transient_failure_is_retried_and_the_commands_are_done_once(string store, FaultPoint point)
    {
        await using var books = await OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var bob = await books.WalletAsync("bob");
        books.Faulty.Fail(point, isTransient: true, times: 2);
        var outcome = await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(30m)) { Key = "t-1" });

        Assert.True(outcome.IsPosted);
        Assert.False(outcome.Replayed);
        Assert.Equal(point == FaultPoint.AfterCommit ? 1 : 0, books.Faulty.FaultsLeft);
        Assert.Equal("70.00 + 0.00", await books.BalanceAsync(ana));
        Assert.Equal("30.00 + 0.00", await books.BalanceAsync(bob));
        await Facts.AssertSoundAsync(books);
    }

    [Theory]
    [OnEveryStore(FaultPoint.Begin)]
    [OnEveryStore(FaultPoint.BeforeCommit)]
    public async Task A_failure_that_is_not_transient_reaches_the_caller_and_nothing_happened(string store, FaultPoint point)
    {
        await using var books = await OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);

        books.Faulty.Fail(point, isTransient: false);
        var fault = await Assert.ThrowsAsync<WalletStoreException>(async () => await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(30m))));

        Assert.False(fault.IsTransient);
        Assert.Equal("100.00 + 0.00", await books.BalanceAsync(ana));
        Assert.True((await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(30m)))).IsPosted);
        Assert.Equal("70.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore(true)]
    [OnEveryStore(false)]
    public async Task The_log_says_what_was_tried_again_and_what_was_given_up(string store, bool isTransient)
    {
        var logs = new RecordedLogs();
        await using var books = await OpenAsync(store, logs);
        var ana = await books.WalletAsync("ana", 100m);

        books.Faulty.Fail(FaultPoint.BeforeCommit, isTransient, times: isTransient ? 3 : 1);
        await Assert.ThrowsAsync<WalletStoreException>(async () => await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(30m))));

        const string retrying = "Warning 5: Ledger default tries its commit again (attempt {0}) after a transient failure of the store: Injected at BeforeCommit: Transient.";
        var givenUp = $"Error 10: Ledger default could not commit 1 items: the store failed: Injected at BeforeCommit: {(isTransient ? "Transient" : "Permanent")}.";
        Assert.Equal(isTransient ? [retrying.Replace("{0}", "1", StringComparison.Ordinal), retrying.Replace("{0}", "2", StringComparison.Ordinal), givenUp] : [givenUp], logs.Seen.Select(log => $"{log.Level} {log.Id}: {log.Text}"));
    }

    [Theory]
    [OnEveryStore]
    public async Task Retries_are_bounded(string store)
    {
        await using var books = await OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);

        books.Faulty.Fail(FaultPoint.BeforeCommit, isTransient: true, times: 3);
        var fault = await Assert.ThrowsAsync<WalletStoreException>(async () => await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(30m))));

        Assert.True(fault.IsTransient);
        Assert.Equal(0, books.Faulty.FaultsLeft);
        Assert.Equal("100.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore]
    public async Task An_unknown_outcome_is_found_out_by_asking_again_under_the_key(string store)
    {
        await using var books = await OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var withdraw = new Withdraw(ana, Money.EUR(30m)) { Key = "w-1" };

        books.Faulty.Fail(FaultPoint.AfterCommit, isTransient: false);
        await Assert.ThrowsAsync<WalletStoreException>(async () => await books.Ledger.WithdrawAsync(withdraw));
        var again = await books.Ledger.WithdrawAsync(withdraw);

        Assert.True(again.Replayed);
        Assert.Equal("70.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore]
    public async Task A_lost_answer_is_found_in_the_chain_even_if_others_wrote_since(string store)
    {
        await using var books = await OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        await using var other = await Ledger.OpenAsync(books.Faulty.Inner, new LedgerOptions { TimeProvider = books.Clock });

        books.Faulty.AfterLostAnswer = async () => (await other.WithdrawAsync(new Withdraw(ana, Money.EUR(10m)))).ValueOrThrow();
        books.Faulty.Fail(FaultPoint.AfterCommit, isTransient: true);
        var outcome = await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(30m)));
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(1m)))).ValueOrThrow();

        Assert.False(outcome.Replayed);
        Assert.Equal("59.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore]
    public async Task A_whole_commit_of_many_callers_is_retried_as_one(string store)
    {
        await using var books = await OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var bob = await books.WalletAsync("bob");
        var open = books.Faulty.Hold();
        var first = books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(1m))).AsTask();
        var calls = Enumerable.Range(0, 20).Select(_ => books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(2m))).AsTask()).ToArray();
        for (var commit = 0; commit < 2; commit++)
        {
            books.Faulty.Fail(FaultPoint.BeforeCommit, isTransient: true);
            books.Faulty.Fail(FaultPoint.AfterCommit, isTransient: true);
        }

        open();

        await first;
        Assert.All(await Task.WhenAll(calls), outcome => Assert.True(outcome.IsPosted && !outcome.Replayed));
        Assert.Equal("59.00 + 0.00", await books.BalanceAsync(ana));
        Assert.Equal("41.00 + 0.00", await books.BalanceAsync(bob));
    }

    [Theory]
    [OnEveryStore]
    public async Task Broken_books_stop_the_ledger_for_good(string store)
    {
        await using var books = await OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);

        books.Faulty.Fail(FaultPoint.BeforeCommit, new LedgerIntegrityException("broken"));
        await Assert.ThrowsAsync<LedgerIntegrityException>(async () => await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(1m))));
        var next = await Assert.ThrowsAsync<LedgerIntegrityException>(async () => await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(1m))));

        Assert.Equal("broken", next.InnerException!.Message);
        Assert.Equal("100.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore]
    public async Task A_command_that_cannot_be_looked_at_fails_alone(string store)
    {
        await using var books = await OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var open = books.Faulty.Hold();
        var first = books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m))).AsTask();
        var unknown = books.Ledger.PostAsync(new Post("none", Money.EUR(1m))).AsTask();
        var surrogate = books.Ledger.OpenWalletAsync(new OpenWallet("x\ud800") { Currency = Currency.EUR }).AsTask();
        var unlabelled = books.Ledger.OpenWalletAsync(new OpenWallet("x") { Currency = Currency.EUR, Label = null! }).AsTask();
        var second = books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(2m))).AsTask();
        open();

        Assert.True((await first).IsPosted);
        Assert.True((await second).IsPosted);
        Assert.Equal("operation_unknown", (await unknown).Refusal!.Code);
        Assert.Equal("field_invalid", (await surrogate).Refusal!.Code);
        Assert.Equal("field_invalid", (await unlabelled).Refusal!.Code);
        Assert.Equal("103.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Fact]
    public void A_command_without_what_it_cannot_do_without_cannot_be_made()
    {
        Assert.Throws<ArgumentNullException>(() => new OpenWallet(null!));
        Assert.Throws<ArgumentNullException>(() => new Post(null!, Money.EUR(1m)));
        Assert.Throws<ArgumentNullException>(() => new Post("sale", Money.EUR(1m)) { Parties = null! });
    }

    private static Task<TestLedger> OpenAsync(string store, RecordedLogs? logs = null) => TestLedger.OpenAsync(
        store,
        options => options with { RetriesMax = 2, RetryDelay = TimeSpan.Zero, LoggerFactory = logs },
        inner => new FaultyStore(inner));
}
