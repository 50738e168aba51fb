using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.PostingRules;

/// <summary>A flow with several sources and several targets: each end in order, up to its cap, and in all exactly the amount.</summary>
public class A_flow_of_several_to_several
{
    [Theory]
    [OnEveryStore]
    public async Task Fills_its_targets_in_order_from_its_sources_in_order(string store)
    {
        var rule = PostingRule.Define("share", 1, builder => builder.Move(
            "share",
            [new FlowEnd(Place.Wallet("bonus"), AmountRule.Percent(30m)), Place.Wallet("payer")],
            [new FlowEnd(Place.Wallet("first"), AmountRule.Percent(60m)), Place.Wallet("second")],
            AmountRule.Principal));
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [rule] });
        var (bonus, payer) = (await books.WalletAsync("bonus", 1_000m), await books.WalletAsync("payer", 1_000m));
        var (first, second) = (await books.WalletAsync("first"), await books.WalletAsync("second"));
        var parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) { ["bonus"] = bonus, ["payer"] = payer, ["first"] = first, ["second"] = second };
        Post Of(decimal amount) => new("share", Money.EUR(amount)) { Parties = parties };

        var batch = await books.Ledger.ExecuteBatchAsync([Of(100m), Of(10m)]);

        Assert.Equal(["967.00 + 0.00", "923.00 + 0.00"], [await books.BalanceAsync(bonus), await books.BalanceAsync(payer)]);
        Assert.Equal(["66.00 + 0.00", "44.00 + 0.00"], [await books.BalanceAsync(first), await books.BalanceAsync(second)]);
        var entries = (await books.Reader.GetTransactionAsync(batch.Outcomes[0].ValueOrThrow().TransactionId))!.Entries;
        Assert.Equal(
            [Money.EUR(30m), Money.EUR(30m), Money.EUR(40m)],
            entries.Where(entry => entry.Side == Side.Debit).Select(entry => entry.Amount));
    }
}
