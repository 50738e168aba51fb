using WalletCore.Ledgers.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Ledgers.Tests.Faults;

/// <summary>What was decided and undone must not be felt by the commands that share its commit.</summary>
public class A_command_undone_within_a_commit
{
    [Theory]
    [OnEveryStore]
    public async Task Leaves_expired_money_to_the_next_one(string store)
    {
        await using var books = await OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(80m)) { ExpiresAt = books.Clock.GetUtcNow().AddMinutes(1) });
        books.Clock.Move(TimeSpan.FromMinutes(1));
        var open = books.Faulty.Hold();
        var before = books.Ledger.OpenWalletAsync(new OpenWallet("bob") { Currency = Currency.EUR }).AsTask();
        var preview = books.Ledger.PreviewAsync(new Withdraw(ana, Money.EUR(90m))).AsTask();
        var spend = books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(90m))).AsTask();
        open();

        await before;
        Assert.True((await preview).Outcome.IsPosted);
        Assert.True((await spend).IsPosted);
        Assert.Equal("10.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore]
    public async Task Does_not_lend_its_freeze_record_to_the_next_one(string store)
    {
        await using var books = await OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var bob = await books.WalletAsync("bob", 100m);
        var open = books.Faulty.Hold();
        var before = books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m))).AsTask();
        var preview = books.Ledger.PreviewAsync(new Freeze(ana, Money.EUR(80m))).AsTask();
        var freeze = books.Ledger.FreezeAsync(new Freeze(bob, Money.EUR(30m))).AsTask();
        open();

        await before;
        Assert.True((await preview).Outcome.IsPosted);
        Assert.Equal(Money.EUR(30m), (await freeze).ValueOrThrow().Freeze.Amount);
        Assert.Equal("70.00 + 30.00", await books.BalanceAsync(bob));
        await Facts.AssertSoundAsync(books);
    }

    [Theory]
    [OnEveryStore]
    public async Task Does_not_leave_its_usage_of_a_limit_behind(string store)
    {
        await using var books = await OpenAsync(store, new UsageLimit(Operations.Withdraw, LimitWindow.Day, Money.EUR(50m)));
        var ana = await books.WalletAsync("ana", 100m);
        var open = books.Faulty.Hold();
        var before = books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m))).AsTask();
        var newcomer = new OpenWallet("new") { Currency = Currency.EUR };
        var there = WalletRef.ByOwner("new");
        var batch = books.Ledger.ExecuteBatchAsync(
            [newcomer, new Deposit(there, Money.EUR(9m)), new Withdraw(there, Money.EUR(5m)), new Withdraw(ana, Money.EUR(50m)), new Withdraw(ana, Money.EUR(1m))],
            BatchMode.AllOrNothing).AsTask();
        var spend = books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(50m))).AsTask();
        open();

        await before;
        Assert.Equal(4, (await batch).RefusedAt);
        Assert.Equal("limit_exceeded", (await batch).Outcomes[4].Refusal!.Code);
        Assert.True((await spend).IsPosted);
        Assert.Null(await books.Reader.GetWalletAsync(there));
    }

    [Theory]
    [OnEveryStore]
    public async Task Leaves_no_row_of_a_limit_that_it_did_not_use(string store)
    {
        await using var books = await OpenAsync(store, new UsageLimit(Operations.Withdraw, LimitWindow.Day, Money.EUR(50m)));
        var ana = await books.WalletAsync("ana", 10m);

        // Within the limit, but without the money: the refusal is kept for its key, which is a commit.
        var refused = await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(20m)) { Key = "w" });

        Assert.Equal("insufficient_funds", refused.Refusal!.Code);
        await using var reader = await books.Store.OpenReaderAsync(books.Ledger.Id, ReadScope.Latest, default);
        Assert.Equal(1, (await reader.GetHeadAsync(default)).Answers);
        Assert.Empty(await reader.ListUsagesAsync(null, 10, default));
    }

    [Theory]
    [OnEveryStore]
    public async Task Account_numbers_can_change_hands(string store)
    {
        await using var books = await OpenAsync(store);
        var ledger = books.Ledger;
        var manager = new Actor("boss", PermissionPolicy.ManagerRole);
        var ana = (await ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR, AccountNumber = "N-1" })).ValueOrThrow().Id;
        var bob = (await ledger.OpenWalletAsync(new OpenWallet("bob") { Currency = Currency.EUR, AccountNumber = "N-2" })).ValueOrThrow().Id;
        ChangeWallet Number(WalletId wallet, string number) => new(wallet) { Currency = Currency.EUR, AccountNumber = number, Actor = manager };

        var outcome = await ledger.ExecuteBatchAsync([Number(bob, "N-3"), Number(ana, "N-2"), Number(bob, "N-1")], BatchMode.AllOrNothing);

        Assert.True(outcome.AllPosted);
        Assert.Equal(ana, (await books.Reader.GetWalletAsync(WalletRef.ByAccountNumber("N-2")))!.Id);
        Assert.Equal(bob, (await books.Reader.GetWalletAsync(WalletRef.ByAccountNumber("N-1")))!.Id);
        Assert.Null(await books.Reader.GetWalletAsync(WalletRef.ByAccountNumber("N-3")));
    }

    private static Task<TestLedger> OpenAsync(string store, params UsageLimit[] limits) => TestLedger.OpenAsync(
        store,
        options => options with { WalletPolicies = [new WalletPolicy { UsageLimits = limits }] },
        inner => new FaultyStore(inner));
}
