namespace WalletCore.Testing;

/// <summary>The wallets, posting rules and policies that histories play with.</summary>
internal static class WorkloadWorld
{
    public const int Outside = -1;

    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Actor Manager = new("boss", PermissionPolicy.ManagerRole);

    public static readonly Actor Teller = new("tina", "teller");

    private static readonly Place Payer = Place.Wallet("payer");
    private static readonly Place Payee = Place.Wallet("payee");

    /// <summary>The last one is never opened.</summary>
    public static IReadOnlyList<WorldWallet> Wallets { get; } =
    [
        new("ana", "", "", ["EUR", "USD"]),
        new("bob", "", "", ["EUR", "USD"]),
        new("max", "", "", ["EUR"]) { Maximum = 50_000 },
        new("cred", "", "", ["EUR"]) { Credit = 5_000 },
        new("kim", "kiosk", "", ["EUR"]),
        new("yen", "", "", ["JPY", "EUR"]),
        new("ana", "", "savings", ["EUR"]),
        new("nobody", "", "", []),
    ];

    public static int Nobody => Wallets.Count - 1;

    public static IReadOnlyList<Currency> Currencies { get; } = [Currency.EUR, Currency.USD, Currency.JPY];

    public static Currency CurrencyOf(string code) => Currencies.Single(currency => currency.Code == code);

    public static IReadOnlyDictionary<string, ModelRule> ModelRules { get; } = new Dictionary<string, ModelRule>(StringComparer.Ordinal)
    {
        ["sale"] = static post => post.Amount.Currency != Currency.EUR ? null : Sale(post.Amount),
        ["order"] = static post =>
        [
            new ModelFlow("payer", "payee", post.Amount),
            new ModelFlow("payer", "@fees", ModelArithmetic.Fraction(post.Amount, 15, 1_000, Rounding.Up), PostingRole.Fee, OnTop: true),
        ],
        ["exchange"] = static post =>
        [
            new ModelFlow("payer", "@exchange", post.Amount),
            new ModelFlow("@exchange", "payee", Exchanged(post), PostingRole.Principal, OnTop: true),
        ],
        ["gift"] = static post =>
        [
            new ModelFlow("payer", "@fees", ModelArithmetic.Fraction(post.Amount, 5, 100, Rounding.HalfEven), PostingRole.Fee),
            new ModelFlow("payer", "payee", post.Amount - ModelArithmetic.Fraction(post.Amount, 5, 100, Rounding.HalfEven)),
        ],
    };

    public static LedgerOptions CreateOptions(TimeProvider clock) => new()
    {
        TimeProvider = clock,
        RetryDelay = TimeSpan.Zero,
        BusinessDates = new BusinessDatePolicy { DaysBackMax = 30, DaysAheadMax = 5 },
        WalletPolicies =
        [
            new WalletPolicy
            {
                ApplicationId = "kiosk",
                Minimums = [new(Operations.Withdraw, Money.EUR(2m))],
                UsageLimits =
                [
                    new UsageLimit(Operations.Withdraw, LimitWindow.Day, Money.EUR(60m)),
                    new UsageLimit(Operations.Transfer, LimitWindow.Month, Money.EUR(300m)),
                ],
                DisabledOperations = ["sale"],
                TimeZone = TimeZoneInfo.CreateCustomTimeZone("plus-two", TimeSpan.FromHours(2), "plus two", "plus two"),
            },
        ],
        Rules =
        [
            PostingRule.Define("sale", 1, rule => rule
                .Move("fee", Payer, Place.System(SystemAccount.FeesCode), AmountRule.Percent(2.9m).AtLeast(Money.EUR(0.30m)), PostingRole.Fee)
                .Move("tax", Payer, Place.System(SystemAccount.TaxesCode), AmountRule.Percent(1.1m), PostingRole.Tax)
                .Move("price", Payer, Payee, AmountRule.Remaining)
                .Round(Rounding.HalfAwayFromZero)
                .Refundable(new RefundTerms { CountMax = 3 })),
            PostingRule.Define("order", 1, rule => rule
                .Move("price", Payer, Payee, AmountRule.Principal)
                .MoveOnTop("surcharge", Payer, Place.System(SystemAccount.FeesCode), AmountRule.Percent(1.5m))
                .Round(Rounding.Up)
                .Refundable(new RefundTerms { Fees = FeeRefund.Full, Window = TimeSpan.FromHours(1) })),
            PostingRule.Define("exchange", 1, rule => rule
                .Move("out", Payer, Place.System(SystemAccount.ExchangeCode), AmountRule.Principal)
                .MoveOnTop("in", Place.System(SystemAccount.ExchangeCode), Payee, AmountRule.Converted("rate"), PostingRole.Principal)
                .Round(Rounding.Down)),
            PostingRule.Define("gift", 1, rule => rule
                .Move("fee", Payer, Place.System(SystemAccount.FeesCode), AmountRule.Percent(5m), PostingRole.Fee)
                .Move("gift", Payer, Payee, AmountRule.Remaining)
                .Allow(new PaymentPermission { Payer = "payer", Payee = "payee", PayeeLabel = "savings" })
                .Refundable(new RefundTerms { Fees = FeeRefund.Keep })),
        ],
    };

    /// <summary>The rate of an exchange: 1.08 dollars, or 157.3 yen, for a euro.</summary>
    public static ExchangeRate RateTo(Currency to) => new(Ratio.FromDecimal(to == Currency.JPY ? 157.3m : 1.08m), to);

    private static ModelFlow[] Sale(Money amount)
    {
        var fee = ModelArithmetic.Fraction(amount, 29, 1_000, Rounding.HalfAwayFromZero);
        fee = fee < Money.EUR(0.30m) ? Money.EUR(0.30m) : fee;
        var tax = ModelArithmetic.Fraction(amount, 11, 1_000, Rounding.HalfAwayFromZero);
        return
        [
            new ModelFlow("payer", "@fees", fee, PostingRole.Fee),
            new ModelFlow("payer", "@taxes", tax, PostingRole.Tax),
            new ModelFlow("payer", "payee", amount - fee - tax),
        ];
    }

    private static Money Exchanged(Post post)
    {
        var to = post.Rates["rate"].To;
        var (numerator, denominator) = to == Currency.JPY ? (1_573L, 10L) : (108L, 100L);
        for (var digits = post.Amount.Currency.MinorUnits; digits > to.MinorUnits; digits--)
        {
            denominator *= 10;
        }

        for (var digits = post.Amount.Currency.MinorUnits; digits < to.MinorUnits; digits++)
        {
            numerator *= 10;
        }

        return Money.FromMinor(ModelArithmetic.Fraction(post.Amount, numerator, denominator, Rounding.Down).AmountMinor, to);
    }
}

/// <summary>A wallet of the world. Amounts are minor units.</summary>
internal sealed record WorldWallet(string Owner, string Application, string Label, string[] Currencies)
{
    public long? Maximum { get; init; }

    public long? Credit { get; init; }

    public string Name => Label.Length > 0 ? Label : Owner;

    public WalletRef Reference => WalletRef.ByOwner(Owner, Application, Label);
}
