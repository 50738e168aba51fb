namespace WalletCore.Testing.Tests;

/// <summary>Laws of posting rules: kept by rules that are right, and broken, with the smallest counterexample, by rules that are not.</summary>
public class A_posting_rule
{
    private static readonly Place Payer = Place.Wallet("payer");
    private static readonly Place Payee = Place.Wallet("payee");
    private static readonly Place Fees = Place.System(SystemAccount.FeesCode);

    private static PostingRule Sale(decimal percent = 2.9m, Rounding rounding = Rounding.HalfAwayFromZero) => PostingRule.Define("sale", 1, rule => rule
        .Move("fee", Payer, Fees, AmountRule.Percent(percent), PostingRole.Fee)
        .Move("price", Payer, Payee, AmountRule.Remaining)
        .Round(rounding));

    private static IReadOnlyList<ModelFlow> ExpectedSale(Post post, MidpointRounding rounding)
    {
        var fee = Money.Of(decimal.Round(post.Amount.ToDecimal() * 0.029m, post.Amount.Currency.MinorUnits, rounding), post.Amount.Currency);
        return [new ModelFlow("payer", "@fees", fee), new ModelFlow("payer", "payee", post.Amount - fee)];
    }

    [Fact]
    public async Task That_is_right_keeps_every_law()
    {
        var report = await PostingRuleProperties.CheckAsync(Sale(), new PostingRuleCheckOptions
        {
            Seed = 1,
            Rounding = Rounding.HalfAwayFromZero,
            Expected = post => ExpectedSale(post, MidpointRounding.AwayFromZero),
        });

        report.ThrowIfBroken();
        Assert.Equal((200, 0), (report.PostedCount, report.Refusals.Count));
    }

    [Fact]
    public async Task With_tiers_inputs_rates_and_refund_terms_keeps_every_law()
    {
        var rule = PostingRule.Define("everything", 1, rule => rule
            .Move("tip", Payer, Payee, AmountRule.Percent(10m).AtMost(AmountRule.Input("tip")), PostingRole.Fee)
            .Move("price", Payer, Payee, AmountRule.Remaining)
            .MoveOnTop("surcharge", Payer, Fees, AmountRule.Tiered(TierMode.Marginal, new Tier(null, Ratio.Percent(1.7m))))
            .MoveOnTop("bonus", Place.System(SystemAccount.PromotionsCode), Payer, AmountRule.Converted("rate"), PostingRole.Principal)
            .Round(Rounding.Up)
            .Refundable(new RefundTerms { CountMax = 2 }));

        (await PostingRuleProperties.CheckAsync(rule, new PostingRuleCheckOptions { Seed = 1, OnTopMax = Ratio.Of(50_000, 1) })).ThrowIfBroken();
    }

    [Fact]
    public async Task That_replaces_a_built_in_one_is_tried_by_its_own_command()
    {
        var rule = PostingRule.Define(Operations.Withdraw, 2, rule => rule.Move("out", Place.Wallet(Parties.Wallet), Place.System(SystemAccount.SuspenseCode), AmountRule.Principal));

        (await PostingRuleProperties.CheckAsync(rule, new PostingRuleCheckOptions { Seed = 1, Cases = 50 })).ThrowIfBroken();
    }

    [Fact]
    public async Task That_is_broken_is_shown_by_the_command_that_was_tried()
    {
        var withdraw = PostingRule.Define(Operations.Withdraw, 2, rule => rule.Move("out", Place.Wallet(Parties.Wallet), Place.System(SystemAccount.SuspenseCode), AmountRule.Principal));

        Assert.Equal("new Withdraw(WalletRef.ByOwner(\"wallet\"), Money.Parse(\"0.01 EUR\"))", await SmallestAsync(withdraw));
        Assert.Equal(
            "new Post(\"sale\", Money.Parse(\"0.01 EUR\")) { Parties = new Dictionary<string, WalletRef> { [\"payer\"] = WalletRef.ByOwner(\"payer\"), [\"payee\"] = WalletRef.ByOwner(\"payee\") } }",
            await SmallestAsync(Sale()));

        static async Task<string> SmallestAsync(PostingRule rule)
        {
            var report = await PostingRuleProperties.CheckAsync(rule, new PostingRuleCheckOptions { Seed = 1, Cases = 5, Currencies = [Currency.EUR], Expected = _ => [] });
            return Assert.Single(report.Counterexamples).Command;
        }
    }

    [Fact]
    public Task Of_another_percentage_than_expected_is_caught() =>
        Breaks(Sale(percent: 3m), "It moves what the host expects", new() { Expected = post => ExpectedSale(post, MidpointRounding.AwayFromZero) });

    [Fact]
    public Task That_rounds_ties_to_even_is_caught_by_who_expects_them_away_from_zero() =>
        Breaks(Sale(2.5m, Rounding.HalfEven), "It moves what the host expects", new()
        {
            Cases = 2_000,
            Expected = post =>
            {
                var fee = Money.Of(decimal.Round(post.Amount.ToDecimal() * 0.025m, post.Amount.Currency.MinorUnits, MidpointRounding.AwayFromZero), post.Amount.Currency);
                return [new ModelFlow("payer", "@fees", fee), new ModelFlow("payer", "payee", post.Amount - fee)];
            },
        });

    public static TheoryData<Rounding> Roundings => [.. Enum.GetValues<Rounding>()];

    /// <summary>Every word that an amount can be made of, over amounts so small that each rounding shows.</summary>
    [Theory]
    [MemberData(nameof(Roundings))]
    public async Task Of_any_words_rounds_as_it_declares(Rounding rounding)
    {
        var rule = PostingRule.Define("words", 1, rule => rule
            .Move("fee", Payer, Fees, AmountRule.Percent(2.5m).Plus(AmountRule.Fraction(Ratio.Of(1, 6), AmountRule.Input("tip"))).AtMost(AmountRule.Percent(50m)), PostingRole.Fee)
            .Move("tiers", Payer, Fees, AmountRule.Tiered(TierMode.Marginal, new Tier(Money.EUR(0.10m), Ratio.Percent(5m)), new Tier(null, Ratio.Percent(0.5m))), PostingRole.Tax)
            .Move("slab", Payer, Fees, AmountRule.Tiered(TierMode.Slab, new Tier(Money.EUR(0.50m), Ratio.Percent(1.5m), Money.EUR(0.01m)), new Tier(null, Ratio.Percent(2.5m))), PostingRole.Tax)
            .Move("share", Payer, Fees, AmountRule.Percent(12.5m, AmountRule.Remaining).AtLeast(Money.EUR(0.01m)), PostingRole.Fee)
            .Move("price", Payer, Payee, AmountRule.Remaining)
            .MoveOnTop("bonus", Place.System(SystemAccount.PromotionsCode), Payee, AmountRule.Converted("rate"), PostingRole.Principal)
            .Round(rounding));

        var report = await PostingRuleProperties.CheckAsync(
            rule, new PostingRuleCheckOptions { Seed = 1, Cases = 300, Currencies = [Currency.EUR], AmountMinorMax = 200, OnTopMax = Ratio.Of(30_000, 1), Rounding = rounding });

        report.ThrowIfBroken();
        Assert.InRange(report.PostedCount, 200, 300);
    }

    /// <summary>The kit's own rounding of what a rule declares, held against what is known of each mode: a fee of half of one to nine cents.</summary>
    [Theory]
    [InlineData(Rounding.HalfEven, "0, 1, 2, 2, 2, 3, 4, 4, 4")]
    [InlineData(Rounding.HalfAwayFromZero, "1, 1, 2, 2, 3, 3, 4, 4, 5")]
    [InlineData(Rounding.HalfTowardZero, "0, 1, 1, 2, 2, 3, 3, 4, 4")]
    [InlineData(Rounding.Up, "1, 1, 2, 2, 3, 3, 4, 4, 5")]
    [InlineData(Rounding.Ceiling, "1, 1, 2, 2, 3, 3, 4, 4, 5")]
    [InlineData(Rounding.Down, "0, 1, 1, 2, 2, 3, 3, 4, 4")]
    [InlineData(Rounding.Floor, "0, 1, 1, 2, 2, 3, 3, 4, 4")]
    public void Is_told_in_the_words_of_the_model(Rounding rounding, string fees)
    {
        var rule = DeclaredRule.Of(Sale(50m, rounding));

        var told = Enumerable.Range(1, 9).Select(cents => rule(new Post("sale", Money.FromMinor(cents, Currency.EUR)))!
            .Where(flow => flow.To == "@fees").Aggregate(Int128.Zero, (sum, flow) => sum + flow.Amount.AmountMinor));

        Assert.Equal(fees, string.Join(", ", told));
    }

    [Theory]
    [MemberData(nameof(Roundings))]
    public async Task Of_each_rounding_is_told_from_most_others(Rounding rounding)
    {
        foreach (var other in Enum.GetValues<Rounding>())
        {
            var report = await PostingRuleProperties.CheckAsync(
                Sale(50m, rounding), new PostingRuleCheckOptions { Seed = 7, Cases = 60, Currencies = [Currency.EUR], AmountMinorMax = 30, Expected = DeclaredRule.Of(Sale(50m, other)) });

            Assert.Equal(Class(rounding) == Class(other), report.Counterexamples.Count == 0);
        }

        // With ties only, and nothing below zero, several are one.
        static int Class(Rounding rounding) => rounding switch
        {
            Rounding.HalfEven => 0,
            Rounding.HalfAwayFromZero or Rounding.Up or Rounding.Ceiling => 1,
            _ => 2,
        };
    }

    [Fact]
    public void Whose_words_leave_open_what_it_moves_is_not_told()
    {
        var rule = PostingRule.Define("open", 1, rule => rule
            .Move("fee", Payer, Fees, AmountRule.Input("amount"), PostingRole.Fee)
            .Move("price", Payer, Payee, AmountRule.Remaining));

        Assert.Contains("cannot be told", Assert.Throws<NotSupportedException>(() => DeclaredRule.Of(rule)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task With_another_rounding_than_declared_is_caught() =>
        Breaks(Sale(rounding: Rounding.Down), "It rounds as declared", new() { Rounding = Rounding.Up });

    [Fact]
    public Task That_takes_more_on_top_than_is_allowed_is_caught() => Breaks(
        PostingRule.Define("greedy", 1, rule => rule.Move("price", Payer, Payee, AmountRule.Principal).MoveOnTop("charge", Payer, Fees, AmountRule.Percent(21m))),
        "It moves the amount it is given",
        new() { OnTopMax = Ratio.Percent(20m) });

    [Fact]
    public Task Whose_refunds_run_out_before_its_money_is_caught() => Breaks(
        PostingRule.Define("stuck", 1, rule => rule
            .Move("price", Payer, Payee, AmountRule.Principal)
            .MoveOnTop("away", Payee, Fees, AmountRule.Percent(100m).Plus(AmountRule.Principal).Plus(AmountRule.Input("more")), PostingRole.Fee)
            .Refundable(new RefundTerms { CountMax = 0 })),
        "Refunds in any parts lead back",
        new() { OnTopMax = Ratio.Of(10, 1) });

    [Fact]
    public Task That_never_posts_is_caught() => Breaks(
        PostingRule.Define("never", 1, rule => rule
            .Move("fee", Payer, Fees, AmountRule.Percent(200m), PostingRole.Fee)
            .Move("price", Payer, Payee, AmountRule.Remaining)),
        "It posts at least sometimes",
        new());

    private static async Task Breaks(PostingRule rule, string law, PostingRuleCheckOptions options)
    {
        var report = await PostingRuleProperties.CheckAsync(rule, options with { Seed = 7 });

        var broken = Assert.Single(report.Counterexamples);
        Assert.StartsWith(law, broken.Law, StringComparison.Ordinal);
        Assert.Contains("seed 7", Assert.Throws<CheckFailedException>(report.ThrowIfBroken).Message, StringComparison.Ordinal);
    }
}
