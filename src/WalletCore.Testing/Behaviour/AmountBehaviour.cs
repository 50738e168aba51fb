using WalletCore.Testing.Conformance;

namespace WalletCore.Testing.Behaviour;

/// <summary>Amounts.</summary>
internal static class AmountBehaviour
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        Case.Of("amounts.not_positive", "Zero and negative amounts are refused by every verb.", NotPositive),
        Case.Of("amounts.precision", "A cent of a yen is refused and trailing zeros are fine; nothing is rounded.", Precision),
        Case.Of("amounts.text", "Only plain invariant numbers are read as amounts.", Texts),
        Case.Of("amounts.unknown_currency", "A currency that the ledger does not know is refused; a registered one is not.", UnknownCurrency),
        Case.Of("amounts.other_currency", "A wallet takes only the currencies of its accounts.", OtherCurrency),
        Case.Of("amounts.overflow", "A balance past the range is refused, and nothing is written.", Overflow),
        Case.Of("amounts.split", "Fees and shares add up to the whole, to the cent.", Split),
    ];

    private static async Task NotPositive(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 10m);
        var bob = await scene.WalletAsync("bob");
        var freeze = (await scene.PostedAsync(new Freeze(ana, Money.EUR(1m)))).Id;
        var paid = (await scene.PostedAsync(new Transfer(ana, bob, Money.EUR(1m)))).TransactionId;
        foreach (var amount in new[] { Money.EUR(0m), Money.EUR(-1m) })
        {
            await scene.RefusedAsync("amount_not_positive", new Deposit(ana, amount));
            await scene.RefusedAsync("amount_not_positive", new Withdraw(ana, amount));
            await scene.RefusedAsync("amount_not_positive", new Transfer(ana, bob, amount));
            await scene.RefusedAsync("amount_not_positive", new Freeze(ana, amount));
            await scene.RefusedAsync("amount_not_positive", new RaiseFreeze(freeze, amount));
            await scene.RefusedAsync("amount_not_positive", new Unfreeze(freeze) { Amount = amount });
            await scene.RefusedAsync("amount_not_positive", new Capture(freeze) { Amount = amount });
            await scene.RefusedAsync("amount_not_positive", new Refund(paid) { Amount = amount });
            await scene.RefusedAsync("amount_not_positive", new Adjust(ana, Side.Credit, amount, "count") { Actor = Scene.Manager });
        }
    }

    private static async Task Precision(Scene scene)
    {
        var ana = await scene.WalletAsync("ana");
        Check.True(!Money.TryOf(1.234m, Currency.EUR, out _), "1.234 EUR is no amount");
        Check.True(!Money.TryOf(0.5m, Currency.JPY, out _), "0.5 JPY is no amount");
        await scene.PostedAsync(new Deposit(ana, Money.Of(1.2300m, Currency.EUR)));
        await scene.HasAsync(ana, "1.23 + 0.00");
    }

    private static async Task Texts(Scene scene)
    {
        var ana = await scene.WalletAsync("ana");
        foreach (var text in new[] { "", " ", "abc", "1e3", "1,000.00", "1.000,00", "١٢", "0x10", "1.2.3", "--1", "NaN" })
        {
            await Check.Throws<FormatException>(() => { _ = Money.Parse(text, Currency.EUR); return ValueTask.CompletedTask; }, $"'{text}' is no amount");
        }

        await scene.PostedAsync(new Deposit(ana, Money.Parse("1000.05", Currency.EUR)));
        await scene.HasAsync(ana, "1000.05 + 0.00");
    }

    private static async Task UnknownCurrency(StoreUnderTest underTest)
    {
        var points = Currency.Define("PTS", 0);
        await using (var scene = await Scene.OpenAsync(underTest))
        {
            await scene.RefusedAsync("currency_not_supported", new OpenWallet("ana") { Currency = points });
            var ana = await scene.WalletAsync("ana", 1m);
            await scene.RefusedAsync("currency_not_supported", new Deposit(ana, Money.Of(5m, points)));
        }

        await using (var scene = await Scene.OpenAsync(underTest, options => options with { Name = "points", Currencies = options.Currencies.With(points) }))
        {
            var ana = await scene.WalletAsync("ana", 5m, points);
            await scene.HasAsync(ana, "5 + 0", points);
        }
    }

    private static async Task OtherCurrency(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 10m);
        var bob = await scene.WalletAsync("bob", 10m, Currency.USD);
        await scene.RefusedAsync("currency_mismatch", new Deposit(ana, Money.USD(1m)));
        await scene.RefusedAsync("currency_mismatch", new Withdraw(ana, Money.USD(1m)));
        await scene.RefusedAsync("currency_mismatch", new Transfer(ana, bob, Money.EUR(1m)));
        await scene.RefusedAsync("currency_mismatch", new Transfer(ana, bob, Money.USD(1m)));
        await scene.RefusedAsync("amount_not_positive", new Transfer(ana, bob, Money.USD(0m)));
        await scene.PostedAsync(new AddAccount(ana, Currency.USD));
        await scene.PostedAsync(new Deposit(ana, Money.USD(1m)));
        await scene.HasAsync(ana, "10.00 + 0.00");
        await scene.HasAsync(ana, "1.00 + 0.00", Currency.USD);
    }

    private static async Task Overflow(Scene scene)
    {
        var ana = await scene.WalletAsync("ana");
        await scene.PostedAsync(new Deposit(ana, Money.FromMinor(Limits.AmountMax, Currency.EUR)));
        await scene.RefusedAsync("amount_overflow", new Deposit(ana, Money.EUR(0.01m)));
        await scene.RefusedAsync("amount_overflow", new Deposit(ana, Money.FromMinor(Limits.AmountMax + 1, Currency.EUR)));
        await scene.PostedAsync(new Withdraw(ana, Money.FromMinor(Limits.AmountMax, Currency.EUR)));
        await scene.HasAsync(ana, "0.00 + 0.00");
    }

    private static async Task Split(StoreUnderTest underTest)
    {
        await using var scene = await Scene.OpenAsync(underTest, options => options with
        {
            Rules =
            [
                PostingRule.Define("sale", 1, rule => rule
                    .Move("fee", Place.Wallet("payer"), Place.System(SystemAccount.FeesCode), AmountRule.Percent(3.3m), PostingRole.Fee)
                    .Move("tax", Place.Wallet("payer"), Place.System(SystemAccount.TaxesCode), AmountRule.Percent(3.3m), PostingRole.Tax)
                    .Move("price", Place.Wallet("payer"), Place.Wallet("payee"), AmountRule.Remaining)
                    .Round(Rounding.HalfEven)),
            ],
        });
        var ana = await scene.WalletAsync("ana", 10m);
        var bob = await scene.WalletAsync("bob");
        var sale = new Post("sale", Money.EUR(9.99m))
        {
            Parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) { ["payer"] = ana, ["payee"] = bob },
        };
        var sold = await scene.PostedAsync(sale);
        await scene.HasAsync(ana, "0.01 + 0.00");
        await scene.HasAsync(bob, "9.33 + 0.00");
        await scene.SystemHasAsync(SystemAccount.FeesCode, "0.33");
        await scene.SystemHasAsync(SystemAccount.TaxesCode, "0.33");

        // In three parts whose shares do not come out even: nothing is lost, nothing is made.
        foreach (var part in new[] { 3.33m, 3.33m, 3.33m })
        {
            await scene.PostedAsync(new Refund(sold.TransactionId) { Amount = Money.EUR(part) });
        }

        await scene.HasAsync(ana, "10.00 + 0.00");
        await scene.HasAsync(bob, "0.00 + 0.00");
        await scene.SystemHasAsync(SystemAccount.FeesCode, "0.00");
        await scene.SystemHasAsync(SystemAccount.TaxesCode, "0.00");
    }
}
