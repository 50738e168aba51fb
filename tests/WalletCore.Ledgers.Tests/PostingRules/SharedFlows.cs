using System.Globalization;
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

    /// <summary>Where one end takes all, those after it have no part, and so no posting.</summary>
    [Theory]
    [OnEveryStore("10", "4", "bonus > first 4.00")]
    [OnEveryStore("10", "10", "bonus > first 4.00, bonus > second 6.00")]
    [OnEveryStore("3", "4", "bonus > first 3.00, payer > first 1.00")]
    [OnEveryStore("0", "10", "payer > first 4.00, payer > second 6.00")]
    [OnEveryStore("10", "20", "bonus > first 4.00, bonus > second 6.00, payer > second 10.00")]
    public async Task Posts_only_between_ends_that_have_a_part(string store, string bonus, string amount, string expected)
    {
        var rule = PostingRule.Define("share", 1, builder => builder.Move(
            "share",
            [new FlowEnd(Place.Wallet("bonus"), AmountRule.Fixed(Money.EUR(10m))), Place.Wallet("payer")],
            [new FlowEnd(Place.Wallet("first"), AmountRule.Fixed(Money.EUR(4m))), Place.Wallet("second")],
            AmountRule.Principal));
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [rule] });
        var parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal);
        var names = new Dictionary<WalletId, string>();
        foreach (var (party, balance) in new[] { ("bonus", bonus), ("payer", "100"), ("first", "0"), ("second", "0") })
        {
            var wallet = await books.WalletAsync(party, decimal.Parse(balance, CultureInfo.InvariantCulture));
            parties[party] = wallet;
            names[wallet] = party;
        }

        var receipt = (await books.Ledger.PostAsync(new Post("share", Money.EUR(decimal.Parse(amount, CultureInfo.InvariantCulture))) { Parties = parties })).ValueOrThrow();

        var entries = (await books.Reader.GetTransactionAsync(receipt.TransactionId))!.Entries;
        Assert.Equal(expected, string.Join(", ", entries.Chunk(2).Select(pair =>
            $"{names[pair[0].WalletId]} > {names[pair[1].WalletId]} {pair[0].Amount.ToAmountString()}")));
    }
}
