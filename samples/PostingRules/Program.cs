using Samples;
using Samples.PostingRules;
using WalletCore;
using WalletCore.Sqlite;

return await Story.TellAsync(async path =>
{
    // begin-snippet: RegisterRules
    var options = new LedgerOptions { Rules = [Rules.Purchase, Rules.Payout, Rules.Promoted] };
    await using var store = new SqliteWalletStore(path);
    await using var ledger = await Ledger.OpenAsync(store, options);
    // end-snippet
    var ana = (await ledger.OpenWalletAsync(new OpenWallet("usr_ana") { Currency = Currency.EUR })).ValueOrThrow().Id;
    var shop = (await ledger.OpenWalletAsync(new OpenWallet("usr_shop") { Currency = Currency.EUR })).ValueOrThrow().Id;
    (await ledger.DepositAsync(new Deposit(ana, Money.EUR(3_000m)))).ValueOrThrow();

    Story.Title("The rules, as T-accounts");
    // begin-snippet: Explain
    Console.WriteLine(Rules.Purchase.Explain());
    // end-snippet
    Story.Line(Rules.Payout.Explain());
    Story.Line(Rules.Promoted.Explain());

    Story.Title("What a purchase of 99.99 EUR would post (preview)");
    // begin-snippet: Preview
    var purchase = new Post("purchase", Money.EUR(99.99m))
    {
        Key = "order-1",
        Parties = new Dictionary<string, WalletRef> { ["buyer"] = ana, ["seller"] = shop },
    };
    var preview = await ledger.PreviewAsync(purchase);
    foreach (var entry in preview.Entries)
    {
        Console.WriteLine($"{entry.Side,-7}{entry.Amount,12}  {entry.SystemCode ?? "wallet"}");
    }

    // end-snippet
    await Story.BalanceAsync(ledger, "Ana", ana, Money.EUR(3_000m));

    Story.Title("The purchase itself");
    // begin-snippet: PostPurchase
    var bought = (await ledger.PostAsync(purchase)).ValueOrThrow();
    // end-snippet
    ShowSystem(bought);
    await Story.BalanceAsync(ledger, "Ana", ana, Money.EUR(2_900.01m));
    await Story.BalanceAsync(ledger, "Shop", shop, Money.EUR(93.94m));

    Story.Title("A third of it refunded: fee and tax go back in proportion");
    // begin-snippet: PartialRefund
    var third = await ledger.RefundAsync(new Refund(bought.TransactionId) { Amount = Money.EUR(33.33m) });
    // end-snippet
    ShowSystem(third.ValueOrThrow());
    Story.Title("And all the rest: what was taken is back, to the cent");
    var rest = (await ledger.RefundAsync(new Refund(bought.TransactionId))).ValueOrThrow();
    ShowSystem(rest);
    Story.Expect(rest.Amount == Money.EUR(66.66m), $"the rest was {rest.Amount}");
    Story.Expect(rest.Balances.All(balance => balance.SystemCode is null || balance.Balance.IsZero), "fee or tax stayed behind");
    await Story.BalanceAsync(ledger, "Ana", ana, Money.EUR(3_000m));
    await Story.BalanceAsync(ledger, "Shop", shop, Money.EUR(0m));

    Story.Title("A waterfall: 15.00 EUR of a voucher first, then the wallet");
    // begin-snippet: PostWaterfall
    var promoted = await ledger.PostAsync(new Post("promoted_purchase", Money.EUR(2_000m))
    {
        Parties = new Dictionary<string, WalletRef> { ["buyer"] = ana, ["seller"] = shop },
        Amounts = new Dictionary<string, Money> { ["voucher"] = Money.EUR(15m) },
    });
    // end-snippet
    ShowSystem(promoted.ValueOrThrow());
    await Story.BalanceAsync(ledger, "Ana", ana, Money.EUR(1_015m));
    await Story.BalanceAsync(ledger, "Shop", shop, Money.EUR(2_000m));

    Story.Title("A payout with a tiered commission: 3 % of 100, 2 % of 900, 1 % of the rest");
    var paidOut = (await ledger.PostAsync(new Post("payout", Money.EUR(1_500m))
    {
        Parties = new Dictionary<string, WalletRef> { ["seller"] = shop },
    })).ValueOrThrow();
    ShowSystem(paidOut);
    Story.Expect(paidOut.Balances.Single(balance => balance.SystemCode == "fees").Balance == Money.EUR(26m), "the commission is not 26.00 EUR");
    await Story.BalanceAsync(ledger, "Shop", shop, Money.EUR(500m));
});

static void ShowSystem(Receipt receipt)
{
    Story.Line($"{receipt.Type} of {receipt.Amount}");
    foreach (var balance in receipt.Balances.Where(balance => balance.SystemCode is not null))
    {
        Story.Line($"  @{balance.SystemCode,-11}{balance.Balance,16}");
    }
}
