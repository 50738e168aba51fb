using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

/// <summary>What is kept of a command besides its postings.</summary>
public class A_note_of_a_command
{
    [Theory]
    [OnEveryStore]
    public async Task Is_kept_also_when_it_is_the_only_one(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana");
        var plain = new Deposit(ana, Money.EUR(1m));
        var metadata = new Metadata(new KeyValuePair<string, string>("a", "b"));

        Assert.Equal("d", (await KeptAsync(plain with { Description = "d" })).Description);
        Assert.Equal("c", (await KeptAsync(plain with { Channel = "c" })).Channel);
        Assert.Equal("i", (await KeptAsync(plain with { CorrelationId = "i" })).CorrelationId);
        Assert.Equal("eve", (await KeptAsync(plain with { Actor = new Actor("eve") })).Actor?.Id);
        Assert.Equal(metadata, (await KeptAsync(plain with { Metadata = metadata })).Metadata);
        var none = await KeptAsync(plain);
        Assert.Equal((null, null, null, null, null, null), (none.Description, none.Channel, none.CorrelationId, none.Reason, none.Actor, none.Metadata));

        async Task<Transaction> KeptAsync(Deposit deposit) =>
            (await books.Reader.GetTransactionAsync((await books.Ledger.DepositAsync(deposit)).ValueOrThrow().TransactionId))!;
    }
}

/// <summary>Whatever was done under a key, its answer is the same after a restart.</summary>
public class An_answer_after_a_restart
{
    [Theory]
    [OnEveryStore]
    public async Task Has_the_balances_the_freeze_record_and_the_refund_of_that_time(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var (ana, bob) = (await books.WalletAsync("ana", 100m), await books.WalletAsync("bob", 100m));
        var transfer = new Transfer(ana, bob, Money.EUR(5m)) { Key = "t" };
        var freeze = new Freeze(ana, Money.EUR(50m)) { Mode = CaptureMode.Several, Key = "f" };
        var paid = (await books.Ledger.TransferAsync(transfer)).ValueOrThrow();
        var frozen = (await books.Ledger.FreezeAsync(freeze)).ValueOrThrow();
        var capture = new Capture(frozen.Id) { Amount = Money.EUR(10m), To = bob, Key = "c" };
        var captured = (await books.Ledger.CaptureAsync(capture)).ValueOrThrow();
        var refund = new Refund(paid.TransactionId) { Amount = Money.EUR(2m), Key = "r" };
        var refunded = (await books.Ledger.RefundAsync(refund)).ValueOrThrow();
        (await books.Ledger.UnfreezeAsync(new Unfreeze(frozen.Id))).ValueOrThrow();
        (await books.Ledger.RefundAsync(new Refund(paid.TransactionId))).ValueOrThrow();

        await AgainAsync(transfer, paid);
        await AgainAsync(freeze, frozen);
        await AgainAsync(capture, captured);
        await AgainAsync(refund, refunded);

        // Each with nothing in memory but what its own replay loads.
        async Task AgainAsync<T>(Command<T> command, T first)
            where T : Receipt
        {
            await books.ReopenAsync();
            var again = await books.Ledger.ExecuteAsync(command);

            Assert.True(again.Replayed);
            Assert.Equal(first.Balances.Select(balance => balance.ToString()), again.ValueOrThrow().Balances.Select(balance => balance.ToString()));
            Assert.Equal(first.TransactionId, again.ValueOrThrow().TransactionId);
        }
    }
}

public class A_refusal_under_a_key
{
    [Theory]
    [OnEveryStore]
    public async Task Runs_out_with_its_key(string store)
    {
        var expiry = TimeSpan.FromHours(1);
        await using var books = await TestLedger.OpenAsync(store, options => options with { Keys = new KeyPolicy { Expiry = expiry } });
        var ana = await books.WalletAsync("ana", 1m);
        var withdraw = new Withdraw(ana, Money.EUR(4m)) { Key = "w" };
        Assert.Equal("insufficient_funds", (await books.Ledger.WithdrawAsync(withdraw)).Refusal!.Code);
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(9m)))).ValueOrThrow();

        books.Clock.Move(expiry - TimeSpan.FromMicroseconds(1));
        var before = await books.Ledger.WithdrawAsync(withdraw);
        books.Clock.Move(TimeSpan.FromMicroseconds(1));
        var after = await books.Ledger.WithdrawAsync(withdraw);

        Assert.Equal((true, "insufficient_funds"), (before.Replayed, before.Refusal?.Code));
        Assert.Equal((false, true), (after.Replayed, after.IsPosted));
    }

    [Theory]
    [OnEveryStore]
    public async Task Answers_again_within_the_same_batch(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 1m);
        var withdraw = new Withdraw(ana, Money.EUR(4m)) { Key = "w" };

        var outcomes = (await books.Ledger.ExecuteBatchAsync([withdraw, new Deposit(ana, Money.EUR(9m)), withdraw])).Outcomes;

        Assert.Equal(["insufficient_funds", null, "insufficient_funds"], outcomes.Select(outcome => outcome.Refusal?.Code));
        Assert.Equal([false, false, true], outcomes.Select(outcome => outcome.Replayed));
    }

    /// <summary>A field is compared by one byte of its hash, all of them by the whole hash: some differ in the whole alone.</summary>
    [Theory]
    [OnEveryStore]
    public async Task Is_a_conflict_also_where_no_single_field_can_be_named(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana");
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1_000m)) { Key = "k" })).ValueOrThrow();

        var others = Enumerable.Range(1, 3_000).Select(cents => new Deposit(ana, Money.FromMinor(cents, Currency.EUR)) { Key = "k" }).ToArray();
        var outcomes = new List<Outcome<Receipt>>();
        foreach (var some in others.Chunk(500))
        {
            outcomes.AddRange((await books.Ledger.ExecuteBatchAsync(some)).Outcomes);
        }

        Assert.All(outcomes, outcome => Assert.Equal(("idempotency_conflict", false), (outcome.Refusal?.Code, outcome.Replayed)));
        Assert.Equal(["Amount", "command"], outcomes.SelectMany(outcome => outcome.Refusal!.Fields!).Distinct().Order(StringComparer.Ordinal));
    }
}
