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

    [Theory]
    [OnEveryStore]
    public async Task Leaves_no_wallet_no_account_no_number_no_key_and_no_reference_behind(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { UniqueReferences = true }, inner => new FaultyStore(inner));
        var ana = await books.WalletAsync("ana");
        var bob = new OpenWallet("bob") { Currency = Currency.EUR, AccountNumber = "7" };
        var deposit = new Deposit(ana, Money.EUR(1m)) { Key = "k", Reference = "r" };
        var open = books.Faulty.Hold();
        var before = books.Ledger.OpenWalletAsync(new OpenWallet("first") { Currency = Currency.EUR }).AsTask();
        var undone = books.Ledger.ExecuteBatchAsync([bob, new AddAccount(ana, Currency.USD), deposit, new Withdraw(ana, Money.EUR(50m))], BatchMode.AllOrNothing).AsTask();
        var added = books.Ledger.AddAccountAsync(new AddAccount(ana, Currency.USD)).AsTask();
        var other = books.Ledger.OpenWalletAsync(new OpenWallet("cara") { Currency = Currency.EUR, AccountNumber = "7" }).AsTask();
        var again = books.Ledger.OpenWalletAsync(bob with { AccountNumber = "8" }).AsTask();
        var paid = books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(2m)) { Key = "k", Reference = "r" }).AsTask();
        open();

        await before;
        Assert.Equal(3, (await undone).RefusedAt);
        Assert.Equal(
            (false, false, false),
            ((await added).ValueOrThrow().AlreadyOpen, (await other).ValueOrThrow().AlreadyOpen, (await again).ValueOrThrow().AlreadyOpen));
        Assert.Equal(Money.EUR(2m), (await paid).ValueOrThrow().Amount);
        Assert.Equal("2.00 + 0.00", await books.BalanceAsync(ana));
        Assert.Equal("0.00 + 0.00", await books.BalanceAsync(ana, Currency.USD));
        Assert.Equal("cara", (await books.Reader.GetWalletAsync(WalletRef.ByAccountNumber("7")))!.OwnerId);
        Assert.Equal("bob", (await books.Reader.GetWalletAsync(WalletRef.ByAccountNumber("8")))!.OwnerId);
        await Facts.AssertSoundAsync(books);
    }

    [Theory]
    [OnEveryStore]
    public async Task Leaves_the_terms_of_an_account_as_they_were(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Permissions = PermissionPolicy.Open }, inner => new FaultyStore(inner));
        var ana = (await books.Ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR, Kind = WalletKind.Postpaid, AccountNumber = "7" })).ValueOrThrow().Id;
        var change = new ChangeWallet(ana) { CreditLimit = Money.EUR(50m), Currency = Currency.EUR, AccountNumber = "8" };
        var open = books.Faulty.Hold();
        var before = books.Ledger.OpenWalletAsync(new OpenWallet("first") { Currency = Currency.EUR }).AsTask();
        var undone = books.Ledger.ExecuteBatchAsync([change, new Withdraw(ana, Money.EUR(51m))], BatchMode.AllOrNothing).AsTask();
        var spend = books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(1m))).AsTask();
        var paid = books.Ledger.DepositAsync(new Deposit(WalletRef.ByAccountNumber("7"), Money.EUR(2m))).AsTask();
        var gone = books.Ledger.DepositAsync(new Deposit(WalletRef.ByAccountNumber("8"), Money.EUR(2m))).AsTask();
        open();

        await before;
        Assert.Equal(1, (await undone).RefusedAt);
        Assert.Equal(("insufficient_funds", Money.EUR(0m)), ((await spend).Refusal!.Code, (await spend).Refusal!.CreditLimit));
        Assert.Equal(Money.EUR(2m), (await paid).ValueOrThrow().Amount);
        Assert.Equal("wallet_not_found", (await gone).Refusal!.Code);
        Assert.Equal("7", (await books.Reader.GetWalletAsync(ana))!.AccountIn(Currency.EUR)!.Number);
    }

    private static Task<TestLedger> OpenAsync(string store, params UsageLimit[] limits) => TestLedger.OpenAsync(
        store,
        options => options with { WalletPolicies = [new WalletPolicy { UsageLimits = limits }] },
        inner => new FaultyStore(inner));
}
