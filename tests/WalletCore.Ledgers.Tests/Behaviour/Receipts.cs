using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

public class A_receipt
{
    [Theory]
    [OnEveryStore]
    public async Task Lists_every_account_in_the_order_of_its_first_touch_also_when_there_are_more_than_two(string store)
    {
        var rule = PostingRule.Define("purchase", 1, builder => builder
            .Move("fee", Place.Wallet("payer"), Place.System(SystemAccount.FeesCode), AmountRule.Percent(10m), PostingRole.Fee)
            .Move("tax", Place.Wallet("payer"), Place.System(SystemAccount.TaxesCode), AmountRule.Percent(20m), PostingRole.Tax)
            .Move("price", Place.Wallet("payer"), Place.Wallet("payee"), AmountRule.Remaining));
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [rule] });
        var ana = await books.WalletAsync("ana", 100m);
        var bob = await books.WalletAsync("bob");
        var purchase = new Post("purchase", Money.EUR(10m)) { Key = "p", Parties = new Dictionary<string, WalletRef> { ["payer"] = ana, ["payee"] = bob } };

        var receipt = (await books.Ledger.PostAsync(purchase)).ValueOrThrow();
        var again = (await books.Ledger.PostAsync(purchase)).ValueOrThrow();

        string[] expected = [$"{ana}: 90.00 EUR", "fees: 1.00 EUR", "taxes: 2.00 EUR", $"{bob}: 7.00 EUR"];
        Assert.Equal(expected, receipt.Balances.Select(Line));
        Assert.Equal(expected, again.Balances.Select(Line));
        Assert.Equal(Money.EUR(7m), receipt.BalanceOf(bob)!.Available);
        Assert.Null(receipt.BalanceOf(default));

        static string Line(BalanceAfter balance) => $"{balance.SystemCode ?? balance.WalletId.ToString()}: {balance.Balance}";
    }

    [Theory]
    [OnEveryStore]
    public async Task Shows_balances_past_64_bits_on_either_side_of_zero(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana");
        var most = Money.FromMinor(long.MaxValue, Currency.EUR);
        (await books.Ledger.DepositAsync(new Deposit(ana, most))).ValueOrThrow();

        var within = (await books.Ledger.FreezeAsync(new Freeze(ana, most))).ValueOrThrow();
        var past = (await books.Ledger.DepositAsync(new Deposit(ana, Money.FromMinor((Int128)long.MaxValue + 1, Currency.EUR)))).ValueOrThrow();

        Assert.Equal(Money.FromMinor(long.MaxValue, Currency.EUR), within.BalanceOf(ana)!.Frozen);
        Assert.Equal(Money.FromMinor((Int128)long.MaxValue + 1, Currency.EUR), past.BalanceOf(ana)!.Available);
        Assert.Equal(Money.FromMinor(long.MaxValue, Currency.EUR), past.BalanceOf(ana)!.Frozen);
        Assert.Equal(Money.FromMinor(((Int128)long.MaxValue * 2) + 1, Currency.EUR), past.BalanceOf(ana)!.Balance);
    }

    [Theory]
    [OnEveryStore]
    public async Task Is_the_same_again_for_every_key_of_a_batch_in_which_not_every_command_has_one(string store)
    {
        const int count = 1_500;
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 100_000m);
        var bob = await books.WalletAsync("bob");
        Command[] commands = [.. Enumerable.Range(0, count).Select(n => new Transfer(ana, bob, Money.EUR(0.01m)) { Key = n % 3 == 0 ? null : $"k{n}" })];

        var first = await books.Ledger.ExecuteBatchAsync(commands);
        var second = await books.Ledger.ExecuteBatchAsync(commands);

        for (var n = 0; n < count; n++)
        {
            Assert.False(first.Outcomes[n].Replayed);
            Assert.Equal(n % 3 != 0, second.Outcomes[n].Replayed);
            Assert.Equal(n % 3 != 0, first.Outcomes[n].Receipt!.TransactionId == second.Outcomes[n].Receipt!.TransactionId);
        }

        Assert.Equal("20.00 + 0.00", await books.BalanceAsync(bob));
        Assert.True((await books.Ledger.VerifyAsync()).IsClean);
    }
}
