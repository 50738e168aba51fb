using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.PostingRules;

public class A_hosts_posting_rule
{
    private static readonly Place Payer = Place.Wallet("payer");
    private static readonly Place Payee = Place.Wallet("payee");
    private static readonly Place Fees = Place.System(SystemAccount.FeesCode);

    [Theory]
    [OnEveryStore]
    public async Task Takes_from_its_sources_in_order_and_expired_money_counts(string store)
    {
        var rule = PostingRule.Define("checkout", 1, builder => builder.Move(
            "pay", [new FlowEnd(Place.Wallet("bonus"), AmountRule.Percent(50m)), Payer], [Payee], AmountRule.Principal));
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [rule] });
        var bonus = await books.WalletAsync("bonus", 40m);
        var payer = await books.WalletAsync("payer", 100m);
        var payee = await books.WalletAsync("payee");
        (await books.Ledger.FreezeAsync(new Freeze(bonus, Money.EUR(30m)) { ExpiresAt = books.Clock.GetUtcNow().AddMinutes(1) })).ValueOrThrow();
        books.Clock.Move(TimeSpan.FromMinutes(1));

        (await books.Ledger.PostAsync(Post("checkout", 100m, ("bonus", bonus), ("payer", payer), ("payee", payee)))).ValueOrThrow();

        Assert.Equal("0.00 + 0.00", await books.BalanceAsync(bonus));
        Assert.Equal("40.00 + 0.00", await books.BalanceAsync(payer));
        Assert.Equal("100.00 + 0.00", await books.BalanceAsync(payee));
    }

    [Theory]
    [OnEveryStore(Rounding.HalfEven, "0.12")]
    [OnEveryStore(Rounding.HalfAwayFromZero, "0.13")]
    public async Task Rounds_as_it_says(string store, Rounding rounding, string fee)
    {
        var rule = Sale(AmountRule.Percent(2.5m), builder => builder.Round(rounding));
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [rule] });
        var (payer, payee) = (await books.WalletAsync("payer", 5m), await books.WalletAsync("payee"));

        (await books.Ledger.PostAsync(Post("sale", 5m, ("payer", payer), ("payee", payee)))).ValueOrThrow();

        Assert.Equal(fee, (await Facts.SystemAsync(books, SystemAccount.FeesCode)).ToAmountString());
    }

    [Theory]
    [OnEveryStore]
    public async Task Refuses_fees_that_exceed_the_amount_and_currencies_that_do_not_fit(string store)
    {
        var rule = Sale(AmountRule.Fixed(Money.EUR(2m)));
        var mixed = PostingRule.Define("mixed", 1, builder => builder
            .Move("pay", Payer, Payee, AmountRule.Principal)
            .MoveOnTop("fee", Payer, Fees, AmountRule.Percent(1m).Plus(AmountRule.Fixed(Money.EUR(2m)))));
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [rule, mixed] });
        var (payer, payee) = (await books.WalletAsync("payer", 5m), await books.WalletAsync("payee"));
        (await books.Ledger.AddAccountAsync(new AddAccount(payer, Currency.USD))).ValueOrThrow();
        (await books.Ledger.AddAccountAsync(new AddAccount(payee, Currency.USD))).ValueOrThrow();

        Assert.Equal("fees_exceed_amount", (await books.Ledger.PostAsync(Post("sale", 1m, ("payer", payer), ("payee", payee)))).Refusal!.Code);
        foreach (var name in new[] { "sale", "mixed" })
        {
            var dollars = new Post(name, Money.Of(5m, Currency.USD)) { Parties = Names(("payer", payer), ("payee", payee)) };
            Assert.Equal("currency_mismatch", (await books.Ledger.PostAsync(dollars)).Refusal!.Code);
        }
    }

    [Theory]
    [OnEveryStore]
    public async Task Exchanges_at_a_rate_and_refunds_both_legs(string store)
    {
        var exchange = Place.System(SystemAccount.ExchangeCode);
        var rule = PostingRule.Define("exchange", 1, builder => builder
            .Move("give", Payer, exchange, AmountRule.Principal)
            .MoveOnTop("get", exchange, Payer, AmountRule.Converted("rate"), PostingRole.Principal));
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [rule] });
        var payer = await books.WalletAsync("payer", 10m);
        (await books.Ledger.AddAccountAsync(new AddAccount(payer, Currency.JPY))).ValueOrThrow();
        var rates = new Dictionary<string, ExchangeRate> { ["rate"] = new(Ratio.FromDecimal(161.25m), Currency.JPY) };

        var done = (await books.Ledger.PostAsync(Post("exchange", 10m, ("payer", payer)) with { Rates = rates })).ValueOrThrow();
        Assert.Equal("1612 + 0", await books.BalanceAsync(payer, Currency.JPY));
        (await books.Ledger.RefundAsync(new Refund(done.TransactionId) { Amount = Money.EUR(5m) })).ValueOrThrow();
        Assert.Equal("806 + 0", await books.BalanceAsync(payer, Currency.JPY));
        (await books.Ledger.RefundAsync(new Refund(done.TransactionId))).ValueOrThrow();
        Assert.Equal("10.00 + 0.00", await books.BalanceAsync(payer));
        Assert.Equal("0 + 0", await books.BalanceAsync(payer, Currency.JPY));
    }

    [Theory]
    [OnEveryStore]
    public async Task Changed_without_a_new_version_is_refused_when_the_ledger_opens(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [Sale(AmountRule.Percent(1m).AtLeast(AmountRule.Percent(2m).AtMost(Money.EUR(1m))))] });
        var (payer, payee) = (await books.WalletAsync("payer", 5m), await books.WalletAsync("payee"));
        (await books.Ledger.PostAsync(Post("sale", 1m, ("payer", payer), ("payee", payee)))).ValueOrThrow();

        var changed = books.Ledger.Options with { Rules = [Sale(AmountRule.Percent(1m).AtLeast(AmountRule.Percent(2m)).AtMost(Money.EUR(1m)))] };

        await Assert.ThrowsAsync<ArgumentException>(async () => await Ledger.OpenAsync(books.Store, changed));
    }

    [Theory]
    [OnEveryStore]
    public async Task Changed_by_another_process_meanwhile_stops_the_ledger_at_its_next_load(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [Sale(AmountRule.Percent(1m))] });
        var (payer, payee) = (await books.WalletAsync("payer", 5m), await books.WalletAsync("payee"));
        await using (var other = await Ledger.OpenAsync(books.Store, books.Ledger.Options with { Rules = [Sale(AmountRule.Percent(2m))] }))
        {
            (await other.PostAsync(Post("sale", 1m, ("payer", payer), ("payee", payee)))).ValueOrThrow();
        }

        await Assert.ThrowsAsync<LedgerIntegrityException>(async () => await books.Ledger.DepositAsync(new Deposit(payer, Money.EUR(1m))));
    }

    [Fact]
    public void Never_touches_frozen_money_but_for_a_capture_that_takes_just_what_is_captured()
    {
        var frozen = Place.Wallet(Parties.From, Pocket.Frozen);
        var to = Place.Wallet(Parties.To);
        Refused(PostingRule.Define("steal", 1, builder => builder.Move("x", frozen, to, AmountRule.Principal)));
        Refused(PostingRule.Define("hide", 1, builder => builder.Move("x", to, frozen, AmountRule.Principal)));
        Refused(PostingRule.Define(Operations.Transfer, 2, builder => builder.Move("x", frozen, to, AmountRule.Principal)));
        Refused(PostingRule.Define(Operations.Capture, 2, builder => builder.Move("x", Place.Wallet(Parties.From), to, AmountRule.Principal)));
        Refused(PostingRule.Define(Operations.Capture, 2, builder => builder
            .Move("x", frozen, to, AmountRule.Principal).MoveOnTop("fee", frozen, Fees, AmountRule.Percent(1m))));
        new LedgerOptions
        {
            Rules = [PostingRule.Define(Operations.Capture, 2, builder => builder
                .Move("fee", frozen, Fees, AmountRule.Percent(1m), PostingRole.Fee).Move("x", frozen, to, AmountRule.Remaining))],
        }.Validate();

        static void Refused(PostingRule rule) => Assert.Throws<ArgumentException>(() => new LedgerOptions { Rules = [rule] }.Validate());
    }

    [Fact]
    public void Explains_itself()
    {
        var tiers = AmountRule.Tiered(TierMode.Marginal, new Tier(Money.EUR(100m), Ratio.Percent(2m), Money.EUR(0.3m)), new Tier(null, Ratio.Percent(1m)));
        var rule = Sale(tiers.AtLeast(Money.EUR(1m)), builder => builder
            .Allow(new PaymentPermission { Payer = "payer", Payee = "payee", PayeeLabel = "shop" })
            .Refundable(new RefundTerms { Fees = FeeRefund.Keep, CountMax = 3 }));

        WalletCore.Tests.Shared.Snapshot.Match($"{rule.Explain()}\n{rule.Definition}");
    }

    private static PostingRule Sale(AmountRule fee, Action<PostingRuleBuilder>? more = null) => PostingRule.Define("sale", 1, builder =>
    {
        builder.Move("fee", Payer, Fees, fee, PostingRole.Fee).Move("price", Payer, Payee, AmountRule.Remaining);
        more?.Invoke(builder);
    });

    private static Post Post(string name, decimal amount, params (string Party, WalletId Wallet)[] parties) =>
        new(name, Money.EUR(amount)) { Parties = Names(parties) };

    private static Dictionary<string, WalletRef> Names(params (string Party, WalletId Wallet)[] parties) =>
        parties.ToDictionary(party => party.Party, party => (WalletRef)party.Wallet, StringComparer.Ordinal);
}
