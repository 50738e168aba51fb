using System.Globalization;
using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.PostingRules;

/// <summary>What a fee comes to, amount by amount.</summary>
public class A_fee
{
    private static readonly Tier[] Tiers =
    [
        new(Money.EUR(10m), Ratio.Of(1, 3), Money.EUR(0.05m)),
        new(Money.EUR(20m), Ratio.Of(1, 7)),
        new(null, Ratio.Percent(3m), Money.EUR(0.07m)),
    ];

    // Marginal: 10 of 10 at a third, 10 at a seventh, the rest at 3 %, and the fixed amounts of all that were reached. Slab: all at the
    // rate of the tier that the amount is in, and its fixed amount.
    [Theory]
    [OnEveryStore("marginal", "9.99", "3.38")]
    [OnEveryStore("marginal", "10.00", "3.38")]
    [OnEveryStore("marginal", "10.01", "3.38")]
    [OnEveryStore("marginal", "12.00", "3.67")]
    [OnEveryStore("marginal", "20.00", "4.81")]
    [OnEveryStore("marginal", "120.00", "7.88")]
    [OnEveryStore("slab", "9.00", "3.05")]
    [OnEveryStore("slab", "10.00", "3.38")]
    [OnEveryStore("slab", "10.01", "1.43")]
    [OnEveryStore("slab", "20.00", "2.86")]
    [OnEveryStore("slab", "21.00", "0.70")]
    [OnEveryStore("least", "10.00", "2.00")]
    [OnEveryStore("least", "50.00", "5.00")]
    [OnEveryStore("most", "10.00", "1.00")]
    [OnEveryStore("most", "50.00", "2.00")]
    [OnEveryStore("sum", "10.00", "3.00")]
    [OnEveryStore("third", "10.00", "0.33")]
    [OnEveryStore("rest", "10.00", "5.00")]
    public async Task Is_what_its_rule_says(string store, string name, string amount, string fee)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = Rules() });
        var (payer, payee) = (await books.WalletAsync("payer", 200m), await books.WalletAsync("payee"));
        var total = Money.EUR(decimal.Parse(amount, CultureInfo.InvariantCulture));

        (await books.Ledger.PostAsync(Post(name, total, payer, payee))).ValueOrThrow();

        Assert.Equal(fee, (await Facts.SystemAsync(books, SystemAccount.FeesCode)).ToAmountString());
        Assert.Equal(total - Money.EUR(decimal.Parse(fee, CultureInfo.InvariantCulture)), (await books.Reader.GetWalletAsync(payee))!.AccountIn(Currency.EUR)!.Available);
    }

    [Theory]
    [OnEveryStore]
    public async Task In_tiers_is_in_the_currency_of_its_amount_or_refused(string store)
    {
        Tier[] ends = [new(Money.EUR(10m), Ratio.Percent(1m)), new(null, Ratio.Percent(2m))];
        Tier[] parts = [new(null, Ratio.Percent(2m), Money.EUR(0.01m))];
        Tier[] none = [new(null, Ratio.Percent(2m))];
        Tier[] mixed = [new(Money.Of(10m, Currency.USD), Ratio.Percent(1m)), new(null, Ratio.Percent(2m), Money.EUR(0.01m))];
        await using var books = await TestLedger.OpenAsync(store, options => options with
        {
            Rules = [Sale("ends", AmountRule.Tiered(TierMode.Slab, ends)), Sale("parts", AmountRule.Tiered(TierMode.Slab, parts)), Sale("none", AmountRule.Tiered(TierMode.Slab, none)), Sale("mixed", AmountRule.Tiered(TierMode.Slab, mixed))],
        });
        var (payer, payee) = (await books.WalletAsync("payer", 9m), await books.WalletAsync("payee"));
        foreach (var wallet in new[] { payer, payee })
        {
            (await books.Ledger.AddAccountAsync(new AddAccount(wallet, Currency.USD))).ValueOrThrow();
        }

        (await books.Ledger.DepositAsync(new Deposit(payer, Money.Of(9m, Currency.USD)))).ValueOrThrow();
        var codes = new List<string>();
        foreach (var name in new[] { "ends", "parts", "none", "mixed" })
        {
            codes.Add((await books.Ledger.PostAsync(Post(name, Money.Of(1m, Currency.USD), payer, payee))).Refusal?.Code ?? "posted");
            codes.Add((await books.Ledger.PostAsync(Post(name, Money.EUR(1m), payer, payee))).Refusal?.Code ?? "posted");
        }

        Assert.Equal(["currency_mismatch", "posted", "currency_mismatch", "posted", "posted", "posted", "currency_mismatch", "currency_mismatch"], codes);
    }

    [Theory]
    [OnEveryStore]
    public async Task With_a_cap_in_another_currency_is_refused(string store)
    {
        var rule = PostingRule.Define("capped", 1, builder => builder.Move(
            "pay", [new FlowEnd(Place.Wallet("payee"), AmountRule.Fixed(Money.Of(1m, Currency.USD))), Place.Wallet("payer")],
            [Place.System(SystemAccount.FeesCode)], AmountRule.Principal));
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [rule] });
        var (payer, payee) = (await books.WalletAsync("payer", 9m), await books.WalletAsync("payee", 9m));

        Assert.Equal("currency_mismatch", (await books.Ledger.PostAsync(Post("capped", Money.EUR(1m), payer, payee))).Refusal!.Code);
    }

    [Theory]
    [OnEveryStore]
    public async Task That_takes_more_than_the_amount_says_how_much(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [Sale("two", AmountRule.Fixed(Money.EUR(2m)))] });
        var (payer, payee) = (await books.WalletAsync("payer", 9m), await books.WalletAsync("payee"));

        var refused = (await books.Ledger.PostAsync(Post("two", Money.EUR(1m), payer, payee))).Refusal!;

        Assert.Equal(("fees_exceed_amount", "Fees and taxes are more than the amount they come out of."), (refused.Code, refused.Message));
    }

    private static PostingRule[] Rules() =>
    [
        Sale("marginal", AmountRule.Tiered(TierMode.Marginal, Tiers)),
        Sale("slab", AmountRule.Tiered(TierMode.Slab, Tiers)),
        Sale("least", AmountRule.Percent(10m).AtLeast(Money.EUR(2m))),
        Sale("most", AmountRule.Percent(10m).AtMost(Money.EUR(2m))),
        Sale("sum", AmountRule.Percent(10m).Plus(AmountRule.Fixed(Money.EUR(2m)))),
        Sale("third", AmountRule.Fraction(Ratio.Of(1, 3), AmountRule.Fixed(Money.EUR(1m)))),
        Sale("rest", AmountRule.Percent(50m, AmountRule.Remaining)),
    ];

    private static PostingRule Sale(string name, AmountRule fee) => PostingRule.Define(name, 1, builder => builder
        .Move("fee", Place.Wallet("payer"), Place.System(SystemAccount.FeesCode), fee, PostingRole.Fee)
        .Move("pay", Place.Wallet("payer"), Place.Wallet("payee"), AmountRule.Remaining));

    private static Post Post(string name, Money amount, WalletId payer, WalletId payee) => new(name, amount)
    {
        Parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) { ["payer"] = payer, ["payee"] = payee },
    };
}
