using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

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

        Assert.All(outcomes, outcome => Assert.Equal("idempotency_conflict", outcome.Refusal?.Code));
        Assert.Equal(["Amount", "command"], outcomes.SelectMany(outcome => outcome.Refusal!.Fields!).Distinct().Order(StringComparer.Ordinal));
    }
}
