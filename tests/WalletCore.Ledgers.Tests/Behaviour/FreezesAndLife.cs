using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

public class Frozen_money
{
    [Theory]
    [OnEveryStore]
    public async Task That_expired_can_be_spent_without_a_sweep_and_is_released_once(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var expiry = books.Clock.GetUtcNow().AddMinutes(1);
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(80m)) { ExpiresAt = expiry })).ValueOrThrow().Id;

        books.Clock.Set(expiry - TimeSpan.FromMicroseconds(1));
        Assert.Equal("insufficient_funds", (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(90m)))).Refusal!.Code);
        books.Clock.Set(expiry);
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(90m)))).ValueOrThrow();
        var late = (await books.Ledger.UnfreezeAsync(new Unfreeze(frozen))).Refusal!;

        Assert.Equal(("freeze_not_active", FreezeStatus.Expired), (late.Code, late.FreezeStatus));
        Assert.Equal(0, await books.Ledger.SweepExpiredAsync());
        Assert.Equal("10.00 + 0.00", await books.BalanceAsync(ana));
        Assert.Equal(["open_wallet", "deposit", "freeze", "expire_freeze", "withdraw"], await Facts.TypesAsync(books));
    }

    [Theory]
    [OnEveryStore]
    public async Task That_expired_is_there_even_where_expiring_needs_a_role(string store)
    {
        await using var books = await TestLedger.OpenAsync(
            store, options => options with { Permissions = PermissionPolicy.Default.Require(Operations.ExpireFreeze, "sweeper") });
        var ana = await books.WalletAsync("ana", 100m);
        (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(80m)) { ExpiresAt = books.Clock.GetUtcNow().AddMinutes(1) })).ValueOrThrow();
        books.Clock.Move(TimeSpan.FromMinutes(1));

        Assert.True((await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(90m)))).IsPosted);
    }

    [Theory]
    [OnEveryStore(CaptureMode.Single, "70.00 + 0.00", FreezeStatus.Captured)]
    [OnEveryStore(CaptureMode.Several, "50.00 + 20.00", FreezeStatus.Active)]
    public async Task Is_captured_once_or_several_times_as_was_declared(string store, CaptureMode mode, string after, FreezeStatus status)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var bob = await books.WalletAsync("bob");
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(50m)) { Mode = mode })).ValueOrThrow().Id;

        var capture = new Capture(frozen) { Amount = Money.EUR(30m), To = bob, Key = "c" };
        var captured = (await books.Ledger.CaptureAsync(capture)).ValueOrThrow();
        Assert.Equal((status, Money.EUR(30m)), (captured.Freeze.Status, captured.Freeze.Captured));
        Assert.Equal(after, await books.BalanceAsync(ana));
        Assert.True((await books.Ledger.CaptureAsync(capture)).Replayed);

        (await books.Ledger.RefundAsync(new Refund(captured.TransactionId))).ValueOrThrow();
        Assert.Equal("0.00 + 0.00", await books.BalanceAsync(bob));
        await Facts.AssertSoundAsync(books);
    }

    [Theory]
    [OnEveryStore]
    public async Task Is_raised_extended_and_released_in_parts(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ledger = books.Ledger;
        var ana = await books.WalletAsync("ana", 100m);
        var now = books.Clock.GetUtcNow();
        var frozen = (await ledger.FreezeAsync(new Freeze(ana, Money.EUR(50m)) { ExpiresAt = now.AddHours(1) })).ValueOrThrow().Id;

        Assert.Equal("insufficient_funds", (await ledger.RaiseFreezeAsync(new RaiseFreeze(frozen, Money.EUR(51m)))).Refusal!.Code);
        Assert.Equal(Money.EUR(60m), (await ledger.RaiseFreezeAsync(new RaiseFreeze(frozen, Money.EUR(10m)))).ValueOrThrow().Freeze.Remaining);
        Assert.Equal("expiry_not_future", (await ledger.ExtendFreezeAsync(new ExtendFreeze(frozen, now))).Refusal!.Code);
        (await ledger.ExtendFreezeAsync(new ExtendFreeze(frozen, now.AddHours(2)))).ValueOrThrow();
        books.Clock.Move(TimeSpan.FromHours(1));
        Assert.Equal("release_exceeds_remaining", (await ledger.UnfreezeAsync(new Unfreeze(frozen) { Amount = Money.EUR(61m) })).Refusal!.Code);
        (await ledger.UnfreezeAsync(new Unfreeze(frozen) { Amount = Money.EUR(25m) })).ValueOrThrow();
        Assert.Equal("65.00 + 35.00", await books.BalanceAsync(ana));
        books.Clock.Move(TimeSpan.FromHours(1));
        Assert.Equal(1, await ledger.SweepExpiredAsync());
        Assert.Equal("100.00 + 0.00", await books.BalanceAsync(ana));
    }
}

public class A_wallets_life
{
    private static readonly Actor Manager = new("boss", PermissionPolicy.ManagerRole);

    [Theory]
    [OnEveryStore]
    public async Task Thaws_when_the_last_reason_is_lifted(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 10m);
        (await books.Ledger.FreezeWalletAsync(new FreezeWallet(ana, "court") { Sides = RestrictedSides.Debits })).ValueOrThrow();
        (await books.Ledger.FreezeWalletAsync(new FreezeWallet(ana, "fraud") { Sides = RestrictedSides.Both })).ValueOrThrow();

        Assert.Equal("wallet_frozen", (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)))).Refusal!.Code);
        (await books.Ledger.ThawWalletAsync(new ThawWallet(ana, "fraud") { Actor = Manager })).ValueOrThrow();
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)))).ValueOrThrow();
        Assert.Equal("wallet_frozen", (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(1m)))).Refusal!.Code);
        Assert.Equal("wallet_not_frozen", (await books.Ledger.ThawWalletAsync(new ThawWallet(ana, "fraud") { Actor = Manager })).Refusal!.Code);
        (await books.Ledger.ThawWalletAsync(new ThawWallet(ana, "court") { Actor = Manager })).ValueOrThrow();
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(1m)))).ValueOrThrow();
    }

    [Theory]
    [OnEveryStore]
    public async Task Closes_empty_and_reopens(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 10m);
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(4m)))).ValueOrThrow().Id;

        Assert.Equal("wallet_has_freezes", (await books.Ledger.CloseWalletAsync(new CloseWallet(ana))).Refusal!.Code);
        (await books.Ledger.UnfreezeAsync(new Unfreeze(frozen))).ValueOrThrow();
        Assert.Equal("wallet_not_empty", (await books.Ledger.CloseWalletAsync(new CloseWallet(ana))).Refusal!.Code);
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(10m)))).ValueOrThrow();
        (await books.Ledger.CloseWalletAsync(new CloseWallet(ana))).ValueOrThrow();
        Assert.Equal("wallet_closed", (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)))).Refusal!.Code);
        Assert.Equal("wallet_closed", (await books.Ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR })).Refusal!.Code);
        (await books.Ledger.ReopenWalletAsync(new ReopenWallet(ana) { Actor = Manager })).ValueOrThrow();
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)))).ValueOrThrow();
    }

    [Theory]
    [OnEveryStore]
    public async Task Takes_back_a_removed_account_under_a_number(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var open = new OpenWallet("ana") { Currency = Currency.EUR, AccountNumber = "N-1" };
        var ana = (await books.Ledger.OpenWalletAsync(open)).ValueOrThrow().Id;
        (await books.Ledger.RemoveAccountAsync(new RemoveAccount(ana, Currency.EUR))).ValueOrThrow();
        Assert.Equal("currency_mismatch", (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)))).Refusal!.Code);

        var again = (await books.Ledger.OpenWalletAsync(open)).ValueOrThrow();

        Assert.False(again.AlreadyOpen);
        Assert.Equal(ana, (await books.Reader.GetWalletAsync(WalletRef.ByAccountNumber("N-1")))!.Id);
        Assert.Equal("wallet_terms_differ", (await books.Ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR, AccountNumber = "N-2" })).Refusal!.Code);
    }
}

public class Limits_and_time
{
    [Theory]
    [OnEveryStore]
    public async Task The_credit_limit_is_reached_and_not_passed(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var open = new OpenWallet("ana") { Currency = Currency.EUR, Kind = WalletKind.Postpaid, CreditLimit = Money.EUR(50m) };
        var ana = (await books.Ledger.OpenWalletAsync(open)).ValueOrThrow().Id;

        var refusal = (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(50.01m)))).Refusal!;
        Assert.Equal(("insufficient_funds", Money.EUR(0m), Money.EUR(50.01m), Money.EUR(0.01m), Money.EUR(50m)),
            (refusal.Code, refusal.Available!.Value, refusal.Requested!.Value, refusal.Shortfall!.Value, refusal.CreditLimit!.Value));
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(50m)))).ValueOrThrow();
        var manager = new Actor("boss", PermissionPolicy.ManagerRole);
        (await books.Ledger.ChangeWalletAsync(new ChangeWallet(ana) { CreditLimit = Money.EUR(10m), Actor = manager })).ValueOrThrow();
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)))).ValueOrThrow();
        Assert.Equal("insufficient_funds", (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(0.01m)))).Refusal!.Code);
        Assert.Equal("-49.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore]
    public async Task A_balance_past_the_range_is_an_overflow_and_nothing_is_written(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana");
        var most = Money.FromMinor(Limits.AmountMax, Currency.EUR);
        (await books.Ledger.DepositAsync(new Deposit(ana, most))).ValueOrThrow();
        var before = await Facts.DumpAsync(books);

        Assert.Equal("amount_overflow", (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(0.01m)))).Refusal!.Code);
        Assert.Equal("amount_overflow", (await books.Ledger.DepositAsync(new Deposit(ana, Money.FromMinor(Limits.AmountMax + 1, Currency.EUR)))).Refusal!.Code);
        Assert.Equal(before, await Facts.DumpAsync(books));
    }

    [Theory]
    [OnEveryStore]
    public async Task A_refund_may_pass_the_maximum_that_a_transfer_may_not(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = (await books.Ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR, MaxBalance = Money.EUR(10m) })).ValueOrThrow().Id;
        var bob = await books.WalletAsync("bob", 10m);
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(10m)))).ValueOrThrow();
        var paid = (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(5m)))).ValueOrThrow().TransactionId;
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(5m)))).ValueOrThrow();

        Assert.Equal("max_balance_exceeded", (await books.Ledger.TransferAsync(new Transfer(bob, ana, Money.EUR(0.01m)))).Refusal!.Code);
        (await books.Ledger.RefundAsync(new Refund(paid))).ValueOrThrow();
        Assert.Equal("15.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore]
    public async Task A_day_begins_at_midnight_in_the_policys_zone(string store)
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("plus-two", TimeSpan.FromHours(2), "plus two", "plus two");
        var limit = new UsageLimit(Operations.Transfer, LimitWindow.Day, Money.EUR(10m)) with { Operation = Operations.Withdraw };
        await using var books = await TestLedger.OpenAsync(
            store, options => options with { WalletPolicies = [new WalletPolicy { TimeZone = zone, UsageLimits = [limit] }] });
        var ana = await books.WalletAsync("ana", 100m);
        books.Clock.Set(new DateTimeOffset(2026, 3, 1, 21, 59, 59, TimeSpan.Zero));
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(9m)))).ValueOrThrow();
        await books.ReopenAsync();

        var refusal = (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(2m)))).Refusal!;
        Assert.Equal(("limit_exceeded", "withdraw.day", Money.EUR(1m)), (refusal.Code, refusal.Subject, refusal.Remaining!.Value));
        books.Clock.Move(TimeSpan.FromSeconds(1));
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(10m)))).ValueOrThrow();
    }

    [Theory]
    [OnEveryStore]
    public async Task Recorded_time_never_goes_back(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana");
        var first = (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)))).ValueOrThrow();
        books.Clock.Move(TimeSpan.FromDays(-400));
        await books.ReopenAsync();
        var second = (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)))).ValueOrThrow();

        Assert.Equal(first.RecordedAt, second.RecordedAt);
    }

    [Theory]
    [OnEveryStore]
    public async Task A_reference_can_be_used_once_where_the_host_says_so(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { UniqueReferences = true });
        var ana = await books.WalletAsync("ana");
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)) { Reference = "r" })).ValueOrThrow();
        await books.ReopenAsync();
        Assert.Equal("reference_taken", (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)) { Reference = "r" })).Refusal!.Code);
    }
}
