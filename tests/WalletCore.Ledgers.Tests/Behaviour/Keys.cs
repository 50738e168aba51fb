using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

public class A_command_with_a_key
{
    [Theory]
    [OnEveryStore]
    public async Task Is_answered_again_with_the_balances_of_that_time_whatever_became_of_the_wallet(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 10m);
        var withdraw = new Withdraw(ana, Money.EUR(4m)) { Key = "w" };
        var first = (await books.Ledger.WithdrawAsync(withdraw)).ValueOrThrow();
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(6m)))).ValueOrThrow();
        (await books.Ledger.CloseWalletAsync(new CloseWallet(ana))).ValueOrThrow();
        await books.ReopenAsync();

        var again = await books.Ledger.WithdrawAsync(withdraw);

        Assert.True(again.Replayed);
        Assert.Equal(first.TransactionId, again.Receipt!.TransactionId);
        Assert.Equal(Money.EUR(6m), again.Receipt.BalanceOf(ana)!.Available);
        Assert.Equal(first.Balances.Select(balance => balance.ToString()), again.Receipt.Balances.Select(balance => balance.ToString()));
    }

    [Theory]
    [OnEveryStore]
    public async Task Of_another_command_names_the_fields_that_differ_and_nothing_else(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100m);
        var bob = await books.WalletAsync("bob");
        var first = new Transfer(ana, bob, Money.EUR(7m)) { Key = "k", Reference = "secret-reference", Description = "secret" };
        (await books.Ledger.TransferAsync(first)).ValueOrThrow();

        await ConflictAsync(new Transfer(ana, bob, Money.EUR(8m)) { Key = "k", Reference = "secret-reference", Description = "secret" }, "Amount");
        await ConflictAsync(first with { Reference = null }, "Reference");
        await ConflictAsync(first with { Description = null, Channel = "web" }, "Description", "Channel");
        await ConflictAsync(first with { BusinessDate = new DateOnly(2026, 1, 1) }, "BusinessDate");
        await ConflictAsync(first with { Actor = new Actor("eve") }, "Actor");
        await ConflictAsync(first with { Metadata = new Metadata(new KeyValuePair<string, string>("a", "b")) }, "Metadata");
        Assert.Equal("93.00 + 0.00", await books.BalanceAsync(ana));

        async Task ConflictAsync(Transfer other, params string[] fields)
        {
            var outcome = await books.Ledger.TransferAsync(other);
            var refusal = outcome.Refusal!;
            Assert.False(outcome.Replayed);
            Assert.Equal("idempotency_conflict", refusal.Code);
            Assert.Equal(fields, refusal.Fields);
            Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("7", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [OnEveryStore]
    public async Task Of_the_hosts_own_operation_tells_owners_apart_by_their_parts(string store)
    {
        var rule = PostingRule.Define("pay", 1, builder => builder.Move("pay", Place.System("cash"), Place.Wallet("payee"), AmountRule.Principal));
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [rule] });
        (await books.Ledger.OpenWalletAsync(new OpenWallet("a/b") { ApplicationId = "c", Currency = Currency.EUR })).ValueOrThrow();
        (await books.Ledger.OpenWalletAsync(new OpenWallet("a") { ApplicationId = "b/c", Currency = Currency.EUR })).ValueOrThrow();
        Post To(WalletRef payee) => new("pay", Money.EUR(1m)) { Key = "k", Parties = new Dictionary<string, WalletRef> { ["payee"] = payee } };

        (await books.Ledger.PostAsync(To(WalletRef.ByOwner("a/b", "c")))).ValueOrThrow();

        Assert.Equal("idempotency_conflict", (await books.Ledger.PostAsync(To(WalletRef.ByOwner("a", "b/c")))).Refusal!.Code);
    }

    [Theory]
    [OnEveryStore(true)]
    [OnEveryStore(false)]
    public async Task That_was_refused_is_refused_again_unless_the_host_lets_it_retry(string store, bool keep)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Keys = new KeyPolicy { KeepRefusals = keep } });
        var ana = await books.WalletAsync("ana", 1m);
        var withdraw = new Withdraw(ana, Money.EUR(4m)) { Key = "w" };
        var first = (await books.Ledger.WithdrawAsync(withdraw)).Refusal!;
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(9m)))).ValueOrThrow();
        await books.ReopenAsync();

        var again = await books.Ledger.WithdrawAsync(withdraw);

        Assert.Equal(keep, again.Replayed);
        Assert.Equal(keep ? first : null, again.Refusal);
        Assert.Equal(keep ? "10.00 + 0.00" : "6.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore]
    public async Task That_is_malformed_does_not_use_its_key(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana");
        Assert.Equal("amount_not_positive", (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(0m)) { Key = "k" })).Refusal!.Code);
        Assert.False((await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)) { Key = "k" })).Replayed);
    }

    [Theory]
    [OnEveryStore(200, "x", true)]
    [OnEveryStore(201, "x", false)]
    [OnEveryStore(0, "x", false)]
    [OnEveryStore(1, "\n", false)]
    [OnEveryStore(1, "\u0085", false)]
    [OnEveryStore(1, "\u0000", false)]
    [OnEveryStore(100, "\U0001F600", true)]
    [OnEveryStore(101, "\U0001F600", false)]
    public async Task Has_1_to_200_characters_without_control_characters(string store, int count, string character, bool fits)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana");
        var deposit = new Deposit(ana, Money.EUR(1m)) { Key = string.Concat(Enumerable.Repeat(character, count)) };

        Assert.Equal(fits ? null : "field_invalid", (await books.Ledger.DepositAsync(deposit)).Refusal?.Code);
        if (fits)
        {
            await books.ReopenAsync();
            Assert.True((await books.Ledger.DepositAsync(deposit)).Replayed);
        }
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Has_no_lone_surrogates(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana");
        foreach (var key in new[] { "\ud800", "a\udc00", "\ud800\ud800", "\udc00\ud800" })
        {
            Assert.Equal("field_invalid", (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)) { Key = key })).Refusal!.Code);
        }
    }

    [Theory]
    [OnEveryStore(BatchMode.Independent)]
    [OnEveryStore(BatchMode.AllOrNothing)]
    public async Task Twice_in_one_batch_posts_once(string store, BatchMode mode)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana");
        var deposit = new Deposit(ana, Money.EUR(1m)) { Key = "k" };

        var batch = await books.Ledger.ExecuteBatchAsync([deposit, deposit], mode);

        Assert.True(batch.AllPosted);
        Assert.Equal([false, true], batch.Outcomes.Select(outcome => outcome.Replayed));
        Assert.Equal("1.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore]
    public async Task Is_forgotten_when_the_policy_says_so_and_not_a_microsecond_before(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Keys = new KeyPolicy { Expiry = TimeSpan.FromHours(1) } });
        var ana = await books.WalletAsync("ana");
        var deposit = new Deposit(ana, Money.EUR(1m)) { Key = "k" };
        (await books.Ledger.DepositAsync(deposit)).ValueOrThrow();

        books.Clock.Move(TimeSpan.FromHours(1) - TimeSpan.FromMicroseconds(1));
        Assert.True((await books.Ledger.DepositAsync(deposit)).Replayed);
        books.Clock.Move(TimeSpan.FromMicroseconds(1));
        Assert.False((await books.Ledger.DepositAsync(deposit)).Replayed);
        Assert.True((await books.Ledger.DepositAsync(deposit)).Replayed);
        Assert.Equal("2.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore]
    public async Task Of_another_operation_are_told_so_whether_the_first_was_posted_or_refused(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 10m);
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)) { Key = "posted" })).ValueOrThrow();
        Assert.False((await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(99m)) { Key = "refused" })).IsPosted);

        foreach (var key in new[] { "posted", "refused" })
        {
            var refusal = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(1m)) { Key = key })).Refusal!;
            Assert.Equal((RefusalCode.IdempotencyConflict, "Operation"), (refusal.Code, Assert.Single(refusal.Fields!)));
        }
    }
}
