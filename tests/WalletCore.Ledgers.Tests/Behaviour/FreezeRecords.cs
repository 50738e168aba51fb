using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

/// <summary>What a freeze record says of itself, and what it refuses.</summary>
public class A_freeze_record
{
    [Theory]
    [OnEveryStore]
    public async Task Says_what_was_frozen_in_all_and_when_it_was_settled(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(50m)))).ValueOrThrow().Id;
        (await books.Ledger.RaiseFreezeAsync(new RaiseFreeze(frozen, Money.EUR(10m)))).ValueOrThrow();
        (await books.Ledger.UnfreezeAsync(new Unfreeze(frozen) { Amount = Money.EUR(5m) })).ValueOrThrow();

        var active = (await books.Reader.GetFreezeAsync(frozen))!;
        books.Clock.Move(TimeSpan.FromHours(1));
        (await books.Ledger.UnfreezeAsync(new Unfreeze(frozen))).ValueOrThrow();
        var settled = (await books.Reader.GetFreezeAsync(frozen))!;

        Assert.Equal((Money.EUR(60m), Money.EUR(55m), FreezeStatus.Active, null), (active.Amount, active.Remaining, active.Status, active.SettledAt));
        Assert.Equal((Money.EUR(60m), Money.EUR(0m), FreezeStatus.Released), (settled.Amount, settled.Remaining, settled.Status));
        Assert.Equal(books.Clock.GetUtcNow(), settled.SettledAt);
    }

    [Theory]
    [OnEveryStore(true)]
    [OnEveryStore(false)]
    public async Task Of_which_something_was_captured_is_captured_when_the_rest_is_released_and_expired_when_it_expires(string store, bool isReleased)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var expiry = books.Clock.GetUtcNow().AddHours(1);
        var freeze = new Freeze(ana, Money.EUR(50m)) { Mode = CaptureMode.Several, ExpiresAt = expiry };
        var frozen = (await books.Ledger.FreezeAsync(freeze)).ValueOrThrow().Id;
        (await books.Ledger.CaptureAsync(new Capture(frozen) { Amount = Money.EUR(20m) })).ValueOrThrow();

        if (isReleased)
        {
            (await books.Ledger.UnfreezeAsync(new Unfreeze(frozen))).ValueOrThrow();
        }
        else
        {
            books.Clock.Set(expiry);
            (await books.Ledger.ExecuteAsync(new ExpireFreeze(frozen))).ValueOrThrow();
        }

        Assert.Equal(isReleased ? FreezeStatus.Captured : FreezeStatus.Expired, (await books.Reader.GetFreezeAsync(frozen))!.Status);
        Assert.Equal("80.00 + 0.00", await books.BalanceAsync(ana));
    }

    /// <summary>Its release is posted when somebody needs the money, and not while what is available and the credit limit reach.</summary>
    [Theory]
    [OnEveryStore]
    public async Task Is_not_released_at_its_time_while_the_money_suffices(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Permissions = PermissionPolicy.Open });
        var open = new OpenWallet("ana") { Currency = Currency.EUR, Kind = WalletKind.Postpaid, CreditLimit = Money.EUR(50m) };
        var ana = (await books.Ledger.OpenWalletAsync(open)).ValueOrThrow().Id;
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(100m)))).ValueOrThrow();
        var expiry = books.Clock.GetUtcNow().AddHours(1);
        (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(20m)) { ExpiresAt = expiry })).ValueOrThrow();
        books.Clock.Set(expiry);

        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(80m)))).ValueOrThrow();
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(50m)))).ValueOrThrow();
        Assert.Equal([Operations.Withdraw, Operations.Withdraw], (await Facts.TypesAsync(books)).TakeLast(2));

        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(1m)))).ValueOrThrow();
        Assert.Equal([Operations.Withdraw, Operations.ExpireFreeze, Operations.Withdraw], (await Facts.TypesAsync(books)).TakeLast(3));
    }

    [Theory]
    [OnEveryStore]
    public async Task Expires_at_its_time_and_once(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var expiry = books.Clock.GetUtcNow().AddHours(1);
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(50m)) { ExpiresAt = expiry })).ValueOrThrow().Id;

        books.Clock.Set(expiry - TimeSpan.FromMicroseconds(1));
        var early = (await books.Ledger.ExecuteAsync(new ExpireFreeze(frozen))).Refusal!;
        books.Clock.Set(expiry);
        var due = await books.Ledger.ExecuteAsync(new ExpireFreeze(frozen));
        var again = (await books.Ledger.ExecuteAsync(new ExpireFreeze(frozen))).Refusal!;

        Assert.Equal(("expiry_not_reached", true), (early.Code, early.CanRetry));
        Assert.Equal("The freeze record's time has not passed.", early.Message);
        Assert.Equal(FreezeStatus.Expired, due.ValueOrThrow().Freeze.Status);
        Assert.Equal(("freeze_not_active", FreezeStatus.Expired), (again.Code, again.FreezeStatus));
    }

    [Theory]
    [OnEveryStore]
    public async Task That_never_expires_is_not_expired(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(50m)))).ValueOrThrow().Id;
        books.Clock.Move(TimeSpan.FromDays(1_000));

        Assert.Equal("expiry_not_reached", (await books.Ledger.ExecuteAsync(new ExpireFreeze(frozen))).Refusal!.Code);
    }

    [Theory]
    [OnEveryStore]
    public async Task Whose_time_has_passed_is_neither_raised_nor_extended_nor_captured(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var expiry = books.Clock.GetUtcNow().AddHours(1);
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(50m)) { ExpiresAt = expiry })).ValueOrThrow().Id;
        books.Clock.Set(expiry);

        Refusal[] refusals =
        [
            (await books.Ledger.RaiseFreezeAsync(new RaiseFreeze(frozen, Money.EUR(1m)))).Refusal!,
            (await books.Ledger.ExtendFreezeAsync(new ExtendFreeze(frozen, expiry.AddHours(1)))).Refusal!,
            (await books.Ledger.CaptureAsync(new Capture(frozen))).Refusal!,
        ];

        Assert.All(refusals, refusal => Assert.Equal(("freeze_not_active", FreezeStatus.Expired), (refusal.Code, refusal.FreezeStatus)));
    }

    [Theory]
    [OnEveryStore]
    public async Task Of_a_frozen_wallet_is_neither_made_nor_raised_nor_extended_nor_captured(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(50m)))).ValueOrThrow().Id;
        (await books.Ledger.FreezeWalletAsync(new FreezeWallet(ana, "court"))).ValueOrThrow();

        Refusal[] refusals =
        [
            (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(1m)) { ExpiresAt = DateTimeOffset.UnixEpoch })).Refusal!,
            (await books.Ledger.RaiseFreezeAsync(new RaiseFreeze(frozen, Money.EUR(1m)))).Refusal!,
            (await books.Ledger.ExtendFreezeAsync(new ExtendFreeze(frozen, DateTimeOffset.UnixEpoch))).Refusal!,
            (await books.Ledger.CaptureAsync(new Capture(frozen))).Refusal!,
        ];

        Assert.All(refusals, refusal => Assert.Equal("wallet_frozen", refusal.Code));
        Assert.Equal(["wallet", "wallet", "wallet", "from"], refusals.Select(refusal => refusal.Subject));
    }

    [Theory]
    [OnEveryStore]
    public async Task Is_extended_by_those_who_may_and_only_while_it_is_active(string store)
    {
        await using var books = await TestLedger.OpenAsync(
            store, options => options with { Permissions = PermissionPolicy.Default.Require(Operations.ExtendFreeze, "teller") });
        var ana = await books.WalletAsync("ana", 100m);
        var teller = new Actor("tina", "teller");
        var later = books.Clock.GetUtcNow().AddHours(1);
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(50m)))).ValueOrThrow().Id;

        Assert.Equal("permission_denied", (await books.Ledger.ExtendFreezeAsync(new ExtendFreeze(frozen, later))).Refusal!.Code);
        var past = (await books.Ledger.ExtendFreezeAsync(new ExtendFreeze(frozen, DateTimeOffset.UnixEpoch))).Refusal!;
        Assert.Equal(("expiry_not_future", "An expiry must lie in the future."), (past.Code, past.Message));
        Assert.Equal(later, (await books.Ledger.ExtendFreezeAsync(new ExtendFreeze(frozen, later) { Actor = teller })).ValueOrThrow().Freeze.ExpiresAt);
        (await books.Ledger.UnfreezeAsync(new Unfreeze(frozen))).ValueOrThrow();
        Assert.Equal("freeze_not_active", (await books.Ledger.ExtendFreezeAsync(new ExtendFreeze(frozen, DateTimeOffset.UnixEpoch) { Actor = teller })).Refusal!.Code);
    }

    [Theory]
    [OnEveryStore]
    public async Task Is_raised_in_its_own_currency_only(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(50m)))).ValueOrThrow().Id;

        var refused = (await books.Ledger.RaiseFreezeAsync(new RaiseFreeze(frozen, Money.USD(1m)))).Refusal!;

        Assert.Equal(("currency_mismatch", "FreezeId"), (refused.Code, refused.Subject));
    }

    [Theory]
    [OnEveryStore]
    public async Task That_is_captured_in_full_posts_that_and_nothing_else(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(50m)))).ValueOrThrow().Id;

        var captured = (await books.Ledger.CaptureAsync(new Capture(frozen))).ValueOrThrow().TransactionId;

        Assert.Equal([Money.EUR(50m), Money.EUR(50m)], (await books.Reader.GetTransactionAsync(captured))!.Entries.Select(entry => entry.Amount));
    }

    [Theory]
    [OnEveryStore]
    public async Task Gives_its_rest_back_to_a_wallet_that_is_past_its_maximum_by_now(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(50m)))).ValueOrThrow().Id;
        await books.ReopenAsync(options => options with { WalletPolicies = [new WalletPolicy { MaxBalances = [Money.EUR(10m)] }] });

        (await books.Ledger.CaptureAsync(new Capture(frozen) { Amount = Money.EUR(20m) })).ValueOrThrow();

        Assert.Equal("80.00 + 0.00", await books.BalanceAsync(ana));
    }
}
