using WalletCore;
using static WalletCore.AmountRule;

namespace Samples.Snippets;

internal static class RuleSnippets
{
    // begin-snippet: OnTopRule
    private static readonly PostingRule Tipped = PostingRule.Define("tipped_ride", version: 1, rule => rule
        .Move("fare", Place.Wallet("rider"), Place.Wallet("driver"), Principal)
        .MoveOnTop("tip", Place.Wallet("rider"), Place.Wallet("driver"), Input("tip"), PostingRole.Principal)
        .MoveOnTop("booking fee", Place.Wallet("rider"), Place.System("fees"), Percent(2m).AtLeast(Money.EUR(0.50m)).AtMost(Money.EUR(3m))));
    // end-snippet

    // begin-snippet: ExchangeRule
    private static readonly PostingRule Exchange = PostingRule.Define("exchange", version: 1, rule => rule
        .Move("sold", Place.Wallet("owner"), Place.System("exchange"), Principal)
        .MoveOnTop("bought", Place.System("exchange"), Place.Wallet("owner"), Converted("rate"), PostingRole.Principal)
        .Round(Rounding.Down));
    // end-snippet

    // begin-snippet: AllowListRule
    private static readonly PostingRule Canteen = PostingRule.Define("canteen", version: 1, rule => rule
        .Move("meal", Place.Wallet("pupil"), Place.Wallet("canteen"), Principal)
        .Allow(new PaymentPermission { Payer = "pupil", Payee = "canteen", PayerLabel = "meals", PayeeApplicationId = "school_12" }));
    // end-snippet

    // begin-snippet: ReplaceBuiltIn
    private static readonly PostingRule PricedTransfer = PostingRule.Define(Operations.Transfer, version: 2, rule => rule
        .Move("fee", Place.Wallet(Parties.From), Place.System("fees"), Percent(1m), PostingRole.Fee)
        .Move("transfer", Place.Wallet(Parties.From), Place.Wallet(Parties.To), Remaining));
    // end-snippet

    public static async Task RunAsync()
    {
        await using var desk = await Desk.OpenAsync(new LedgerOptions { Rules = [Tipped, Exchange, Canteen, PricedTransfer] });
        var (ledger, ana, shop) = (desk.Ledger, desk.Ana, desk.Shop);

        // begin-snippet: PostWithInputs
        var ride = await ledger.PostAsync(new Post("tipped_ride", Money.EUR(20m))
        {
            Parties = new Dictionary<string, WalletRef> { ["rider"] = ana, ["driver"] = shop },
            Amounts = new Dictionary<string, Money> { ["tip"] = Money.EUR(2m) },
        });
        // end-snippet
        Story.Expect(ride.IsPosted && await desk.AvailableAsync(ana) == Money.EUR(77.50m), $"{ride}");

        (await ledger.AddAccountAsync(new AddAccount(ana, Currency.USD))).ValueOrThrow();
        // begin-snippet: PostExchange
        var exchanged = await ledger.PostAsync(new Post("exchange", Money.EUR(10m))
        {
            Parties = new Dictionary<string, WalletRef> { ["owner"] = ana },
            Rates = new Dictionary<string, ExchangeRate> { ["rate"] = new(Ratio.FromDecimal(1.0837m), Currency.USD) },
        });
        // end-snippet
        var dollars = (await ledger.Reader.GetWalletAsync(ana))!.AccountIn(Currency.USD)!.Available;
        Story.Expect(exchanged.IsPosted && dollars == Money.USD(10.83m), $"{exchanged}, {dollars}");

        var meal = await ledger.PostAsync(new Post("canteen", Money.EUR(5m))
        {
            Parties = new Dictionary<string, WalletRef> { ["pupil"] = ana, ["canteen"] = shop },
        });
        Story.Expect(meal.Refusal?.Code == RefusalCode.PaymentNotAllowed, $"{meal}");

        var priced = (await ledger.TransferAsync(new Transfer(ana, shop, Money.EUR(10m)))).ValueOrThrow();
        Story.Expect(priced.Balances.Any(balance => balance.SystemCode == "fees" && balance.Balance == Money.EUR(0.60m)), "the fees are not 0.60 EUR");
    }
}
