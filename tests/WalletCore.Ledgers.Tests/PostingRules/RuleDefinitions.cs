namespace WalletCore.Ledgers.Tests.PostingRules;

/// <summary>What a posting rule may not say is refused when it is defined, and the exception says which part.</summary>
public class The_definition_of_a_posting_rule
{
    private const string NotAName = "is not a name: 1 to 100 of a-z, 0-9, '_', '-', '.', ':'.";
    private static readonly Place Payer = Place.Wallet("payer");
    private static readonly Place Payee = Place.Wallet("payee");
    private static readonly Place Fees = Place.System(SystemAccount.FeesCode);
    private static readonly AmountRule All = AmountRule.Principal;

    [Theory]
    [InlineData("")]
    [InlineData("Sale")]
    [InlineData("a b")]
    [InlineData("ä")]
    public void Has_names_of_few_letters(string name)
    {
        foreach (var define in Naming(name))
        {
            Assert.StartsWith($"'{name}' {NotAName}", Assert.Throws<ArgumentException>(define).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Has_names_of_100_letters_at_the_most()
    {
        const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789_-.:";
        var longest = Letters + Letters + Letters[..20];

        Assert.All(Naming(longest), define => define());
        Assert.All(Naming(longest + "a"), define => Assert.Throws<ArgumentException>(define));
        Assert.All(Naming(null!), define => Assert.Throws<ArgumentNullException>(define));
    }

    [Fact]
    public void Has_a_version_and_a_known_rounding()
    {
        Assert.Equal("version", Assert.Throws<ArgumentOutOfRangeException>(() => PostingRule.Define("sale", 0, Pay)).ParamName);
        Assert.Equal("rounding", Assert.Throws<ArgumentOutOfRangeException>(() => Define(builder => builder.Round((Rounding)99))).ParamName);
        Assert.Equal("sale v1", PostingRule.Define("sale", 1, Pay).ToString());
        Assert.Equal((100, 100), (Flow("f", 100).Flows[0].Name.Length, "f".PadRight(100, 'f').Length));
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => Flow("f", 101)).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => Flow(string.Empty, 0)).ParamName);

        static PostingRule Flow(string letter, int length) => Define(builder => builder.Move(letter.PadRight(length, 'f'), Payer, Payee, All));
    }

    [Fact]
    public void Has_no_part_that_is_null()
    {
        Null("build", () => PostingRule.Define("sale", 1, null!));
        Null("terms", () => Define(builder => builder.Refundable(null!)));
        Null("permission", () => Define(builder => builder.Allow(null!)));
        Null("from", () => Define(builder => builder.Move("pay", null!, [Payee], All)));
        Null("to", () => Define(builder => builder.Move("pay", [Payer], null!, All)));
        Null("amount", () => Define(builder => builder.Move("pay", Payer, Payee, null!)));
        Null("of", () => AmountRule.Percent(1m, null!));

        static void Null(string parameter, Action define) => Assert.Equal(parameter, Assert.Throws<ArgumentNullException>(define).ParamName);
    }

    [Fact]
    public void Has_ends_on_both_sides_and_the_last_takes_what_is_left()
    {
        var capped = new FlowEnd(Payer, AmountRule.Percent(50m));

        Wrong("Flow 'pay' has no end on this side. (Parameter 'from')", builder => builder.Move("pay", [], [Payee], All));
        Wrong("Flow 'pay' has no end on this side. (Parameter 'to')", builder => builder.Move("pay", [Payer], [], All));
        Wrong("The last end of flow 'pay' must take whatever is left, so it has no cap. (Parameter 'from')", builder => builder.Move("pay", [Payee, capped], [Payee], All));
        Wrong("The last end of flow 'pay' must take whatever is left, so it has no cap. (Parameter 'to')", builder => builder.Move("pay", [Payer], [capped], All));
    }

    [Fact]
    public void Moves_its_principal_amount_and_nothing_less()
    {
        const string AddUp = "The flows of posting rule 'sale' do not add up to its principal amount: the last one of those not on top must move "
            + "AmountRule.Remaining (or a single one AmountRule.Principal).";
        Wrong("Posting rule 'sale' moves nothing of its principal amount.", _ => { });
        Wrong("Posting rule 'sale' moves nothing of its principal amount.", builder => builder.MoveOnTop("fee", Payer, Fees, AmountRule.Percent(1m)));
        Wrong(AddUp, builder => builder.Move("pay", Payer, Payee, AmountRule.Percent(100m)));
        Wrong(AddUp, builder => builder.Move("fee", Payer, Fees, AmountRule.Percent(1m)).Move("pay", Payer, Payee, All));
        Assert.Equal(1, Define(builder => builder.Move("pay", Payer, Payee, AmountRule.Remaining)).Version);
    }

    [Fact]
    public void Keeps_other_currencies_on_top_and_the_rest_inside()
    {
        const string Inside = "Flow 'pay' is in another currency than the principal amount: add it on top. (Parameter 'amount')";
        const string OnTop = "Flow 'fee' is on top, so nothing is left for it of the principal amount. (Parameter 'amount')";
        Wrong(Inside, builder => builder.Move("pay", Payer, Payee, AmountRule.Converted("rate")));
        Wrong(Inside, builder => builder.Move("pay", Payer, Payee, AmountRule.Percent(1m, AmountRule.Converted("rate"))));
        Wrong(Inside, builder => builder.Move("pay", Payer, Payee, All.Plus(AmountRule.Converted("rate"))));
        Wrong(Inside, builder => builder.Move("pay", Payer, Payee, All.AtMost(AmountRule.Converted("rate"))));
        Wrong(OnTop, builder => builder.MoveOnTop("fee", Payer, Payee, AmountRule.Remaining));
        Wrong(OnTop, builder => builder.MoveOnTop("fee", Payer, Payee, AmountRule.Percent(1m, AmountRule.Remaining)));
        Wrong(OnTop, builder => builder.MoveOnTop("fee", Payer, Payee, All.Plus(AmountRule.Remaining)));
        Wrong(OnTop, builder => builder.MoveOnTop("fee", Payer, Payee, All.AtLeast(AmountRule.Remaining)));
    }

    [Fact]
    public void Makes_at_most_1000_postings()
    {
        var ends = Enumerable.Range(0, 499).Select(i => new FlowEnd(Place.Wallet($"p{i}"), AmountRule.Percent(1m))).Append(Payer).ToArray();

        Assert.Equal(2, Rule(1).Flows.Count);
        Assert.Equal(
            "Posting rule 'sale' could make 1001 postings of one command; the most is 1000.", Assert.Throws<ArgumentException>(() => Rule(2)).Message);

        // 500 sources to one target and 499 more, or 500 more, on top.
        PostingRule Rule(int more) => Define(builder => builder
            .Move("pay", ends, [Payee], All).MoveOnTop("more", ends, [.. ends.TakeLast(more)], AmountRule.Percent(1m)));
    }

    [Fact]
    public void Allows_only_parties_that_its_flows_have()
    {
        Wrong("The allow-list of 'sale' names a party that no flow has: payer may pay shop.", builder => Pay(builder, new() { Payer = "payer", Payee = "shop" }));
        Wrong(
            "The allow-list of 'sale' names a party that no flow has: guest (application 'a') may pay payee (label 'l', application 'b').",
            builder => Pay(builder, new() { Payer = "guest", PayerApplicationId = "a", Payee = "payee", PayeeLabel = "l", PayeeApplicationId = "b" }));
    }

    [Fact]
    public void Has_fixed_amounts_fractions_and_tiers_of_zero_or_more()
    {
        const string Fixed = "A fixed amount is zero or more, of a currency. (Parameter 'value')";
        Assert.Equal(Fixed, Assert.Throws<ArgumentException>(() => AmountRule.Fixed(Money.EUR(-0.01m))).Message);
        Assert.Equal(Fixed, Assert.Throws<ArgumentException>(() => AmountRule.Fixed(default)).Message);
        Assert.Equal(Fixed, Assert.Throws<ArgumentException>(() => AmountRule.Fixed(Money.FromMinor(Limits.AmountMax + 1, Currency.EUR))).Message);
        Assert.Equal(AmountRule.Fixed(Money.FromMinor(Limits.AmountMax, Currency.EUR)), AmountRule.Fixed(Money.FromMinor(Limits.AmountMax, Currency.EUR)));
        Assert.StartsWith("A fraction is zero or more.", Assert.Throws<ArgumentOutOfRangeException>(() => AmountRule.Percent(-1m)).Message, StringComparison.Ordinal);

        const string Open = "There is at least one tier, and the last has no upper end. (Parameter 'tiers')";
        const string Rise = "Tiers rise, and only the last has no upper end. (Parameter 'tiers')";
        const string Rate = "A tier's rate and fixed amount are zero or more. (Parameter 'tiers')";
        Tiers(Open);
        Tiers(Open, UpTo(1m));
        Tiers(Rise, UpTo(0m), Above());
        Tiers(Rise, Above(), Above());
        Tiers(Rise, UpTo(2m), UpTo(2m), Above());
        Tiers(Rise, UpTo(2m), UpTo(1m), Above());
        Tiers(Rise, UpTo(1m), UpTo(3m), UpTo(2m), Above());
        Tiers(Rate, UpTo(1m), Above() with { Rate = Ratio.Percent(-1m) });
        Tiers(Rate, UpTo(1m) with { Fixed = Money.EUR(-1m) }, Above());
        AmountRule.Tiered(TierMode.Slab, UpTo(1m), UpTo(2m), UpTo(3m), Above());

        static Tier UpTo(decimal end) => new(Money.EUR(end), Ratio.Percent(1m));
        static Tier Above() => new(null, Ratio.Percent(1m));
        static void Tiers(string message, params Tier[] tiers) =>
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => AmountRule.Tiered(TierMode.Slab, tiers)).Message);
    }

    [Fact]
    public void Compares_tiers_one_by_one()
    {
        Tier[] tiers = [new(Money.EUR(1m), Ratio.Percent(1m)), new(null, Ratio.Percent(2m))];
        var slab = AmountRule.Tiered(TierMode.Slab, tiers);

        Assert.Equal(slab, AmountRule.Tiered(TierMode.Slab, tiers));
        Assert.Equal(slab.GetHashCode(), AmountRule.Tiered(TierMode.Slab, tiers).GetHashCode());
        Assert.NotEqual(slab, AmountRule.Tiered(TierMode.Marginal, tiers));
        Assert.NotEqual(slab, AmountRule.Tiered(TierMode.Slab, tiers[1..]));
        Assert.False(slab.Equals(null));
    }

    [Fact]
    public void Says_every_part_in_words()
    {
        var slab = AmountRule.Tiered(TierMode.Slab, new Tier(Money.EUR(1m), Ratio.Percent(1m)), new Tier(null, Ratio.Percent(2m)));
        var rule = Define(builder => builder
            .Move("fee", [new FlowEnd(Payee, AmountRule.Fixed(Money.EUR(2m))), Payer], [Fees], AmountRule.Percent(10m).AtMost(Money.EUR(3m)), PostingRole.Fee)
            .Move("tax", [Payer], [new FlowEnd(Payee, AmountRule.Input("cap")), Fees], slab.Plus(AmountRule.Input("more")), PostingRole.Tax)
            .Move("pay", Payer, Payee, AmountRule.Remaining)
            .MoveOnTop("get", Fees, Payer, AmountRule.Converted("rate"), PostingRole.Principal)
            .Allow(new PaymentPermission { Payer = "payer", Payee = "payee", PayerApplicationId = "a", PayeeLabel = "l", PayeeApplicationId = "b" }));

        Assert.Equal(
            """
            fee: payee (at most 2.00 EUR), then payer -> @fees: (1/10 of amount, at most 3.00 EUR) [fee]
            tax: payer -> payee (at most cap), then @fees: (slab tiers [up to 1.00 EUR: 1/100; above: 1/50] of amount + more) [tax]
            pay: payer -> payee: the rest
            get: @fees -> payer: amount converted at rate [on top]
            payer (application 'a') may pay payee (label 'l', application 'b')
            rounding HalfEven; refundable, fees proportional
            """.ReplaceLineEndings("\n"),
            rule.Definition);
        Assert.Equal(["cap", "more"], rule.Inputs.Order(StringComparer.Ordinal));
        Assert.Equal(["rate"], rule.Rates);
        Assert.Equal("amount", AmountRule.Principal.ToString());
        Assert.Equal("payer (frozen)", Place.Wallet("payer", Pocket.Frozen).ToString());
        Assert.Equal("2 JPY", new ExchangeRate(Ratio.FromDecimal(2m), Currency.JPY).ToString());
        Assert.Contains("tax: (slab tiers [up to 1.00 EUR: 1/100; above: 1/50] of amount + more), at most cap", rule.Explain(), StringComparison.Ordinal);
    }

    private static IEnumerable<Action> Naming(string name) =>
    [
        () => PostingRule.Define(name, 1, Pay),
        () => AmountRule.Input(name),
        () => AmountRule.Converted(name),
        () => Place.Wallet(name),
        () => Place.System(name),
    ];

    private static void Pay(PostingRuleBuilder builder) => builder.Move("pay", Payer, Payee, All);

    private static void Pay(PostingRuleBuilder builder, PaymentPermission permission) => builder.Move("pay", Payer, Payee, All).Allow(permission);

    private static PostingRule Define(Action<PostingRuleBuilder> build) => PostingRule.Define("sale", 1, build);

    private static void Wrong(string message, Action<PostingRuleBuilder> build) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Define(build)).Message);
}
