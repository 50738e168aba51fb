using WalletCore;
using static WalletCore.AmountRule;

namespace Samples.Snippets;

internal static class RefundSnippets
{
    // begin-snippet: FeeModes
    private static PostingRule Sale(string name, FeeRefund fees) => PostingRule.Define(name, version: 1, rule => rule
        .MoveOnTop("service charge", Place.Wallet("buyer"), Place.System("charges"), Fixed(Money.EUR(2.50m)))
        .Move("commission", Place.Wallet("buyer"), Place.System("fees"), Percent(5m), PostingRole.Fee)
        .Move("price", Place.Wallet("buyer"), Place.Wallet("seller"), Remaining)
        .Refundable(new RefundTerms { Fees = fees }));
    // end-snippet

    private static LedgerOptions OptionsOf(FeeRefund fees) => new()
    {
        Chart = ChartOfAccounts.Default.With(new SystemAccount("charges", AccountClass.Revenue)),
        Rules = [Sale("sale", fees)],
    };

    public static async Task RunAsync()
    {
        await ModeAsync(FeeRefund.Proportional, first: (38m, 2m, 1m), rest: (57m, 3m, 1.50m));
        await ModeAsync(FeeRefund.Keep, first: (40m, 0m, 0m), rest: (60m, 0m, 0m));
        await ModeAsync(FeeRefund.Full, first: (35m, 5m, 2.50m), rest: (60m, 0m, 0m));
        await LargestRemainderAsync();
        await OthersAsync();
    }

    /// <summary>A sale of 100.00, of which 40.00 and then the rest are refunded: what each refund takes from the seller, the commission, the charge.</summary>
    private static async Task ModeAsync(FeeRefund fees, (decimal Seller, decimal Commission, decimal Charge) first, (decimal Seller, decimal Commission, decimal Charge) rest)
    {
        await using var desk = await Desk.OpenAsync(OptionsOf(fees));
        var ledger = desk.Ledger;
        (await ledger.DepositAsync(new Deposit(desk.Ana, Money.EUR(100m)))).ValueOrThrow();
        (await ledger.DepositAsync(new Deposit(desk.Shop, Money.EUR(100m)))).ValueOrThrow();
        var sale = (await ledger.PostAsync(new Post("sale", Money.EUR(100m))
        {
            Parties = new Dictionary<string, WalletRef> { ["buyer"] = desk.Ana, ["seller"] = desk.Shop },
        })).ValueOrThrow();
        var before = Taken(sale, desk.Shop);
        var one = (await ledger.RefundAsync(new Refund(sale.TransactionId) { Amount = Money.EUR(40m) })).ValueOrThrow();
        var afterOne = After(one, desk.Shop, before);
        Story.Expect(Difference(before, afterOne) == first, $"{fees}: the first refund took {Difference(before, afterOne)}");
        var two = (await ledger.RefundAsync(new Refund(sale.TransactionId))).ValueOrThrow();
        Story.Expect(two.Amount == Money.EUR(60m), $"the rest was {two.Amount}");
        var afterTwo = After(two, desk.Shop, afterOne);
        Story.Expect(Difference(afterOne, afterTwo) == rest, $"{fees}: the second refund took {Difference(afterOne, afterTwo)}");
    }

    private static async Task LargestRemainderAsync()
    {
        await using var desk = await Desk.OpenAsync(OptionsOf(FeeRefund.Proportional));
        (await desk.Ledger.DepositAsync(new Deposit(desk.Ana, Money.EUR(100m)))).ValueOrThrow();
        var sale = (await desk.Ledger.PostAsync(new Post("sale", Money.EUR(100m))
        {
            Parties = new Dictionary<string, WalletRef> { ["buyer"] = desk.Ana, ["seller"] = desk.Shop },
        })).ValueOrThrow();
        var before = Taken(sale, desk.Shop);
        (decimal, decimal, decimal)[] expected = [(31.66m, 1.67m, 0.83m), (31.67m, 1.66m, 0.83m), (31.67m, 1.67m, 0.84m)];
        decimal[] amounts = [33.33m, 33.33m, 33.34m];
        for (var i = 0; i < amounts.Length; i++)
        {
            var refund = (await desk.Ledger.RefundAsync(new Refund(sale.TransactionId) { Amount = Money.EUR(amounts[i]) })).ValueOrThrow();
            var after = After(refund, desk.Shop, before);
            Story.Expect(Difference(before, after) == expected[i], $"third {i + 1} took {Difference(before, after)}");
            before = after;
        }
    }

    private static async Task OthersAsync()
    {
        await using var desk = await Desk.OpenAsync();
        var (ledger, ana, shop) = (desk.Ledger, desk.Ana, desk.Shop);
        var paid = (await ledger.TransferAsync(new Transfer(ana, shop, Money.EUR(30m)))).ValueOrThrow();

        // begin-snippet: RefundBounds
        await ledger.RefundAsync(new Refund(paid.TransactionId) { Amount = Money.EUR(10m) });
        var tooMuch = await ledger.RefundAsync(new Refund(paid.TransactionId) { Amount = Money.EUR(25m) });
        Console.WriteLine($"{tooMuch.Refusal?.Code}: {tooMuch.Refusal?.Remaining} of {tooMuch.Refusal?.Original} remain");
        // end-snippet
        Story.Expect(tooMuch.Refusal is { Code: RefusalCode.RefundExceedsRemaining } && tooMuch.Refusal.Remaining == Money.EUR(20m), "the bound did not hold");

        var duplicate = (await ledger.TransferAsync(new Transfer(ana, shop, Money.EUR(5m)))).ValueOrThrow();
        // begin-snippet: Cancel
        var cancelled = await ledger.CancelAsync(new Cancel(duplicate.TransactionId) { Reason = "Duplicate order" });
        // end-snippet
        Story.Expect(cancelled.ValueOrThrow().Amount == Money.EUR(5m), "cancelling did not give all back");

        // begin-snippet: RefundResidual
        var residual = await ledger.RefundResidualAsync(new RefundResidual(ana, Currency.EUR)
        {
            Key = "refund-stay-12",
            BusinessDate = new DateOnly(2026, 7, 5),
            CorrelationId = "c0ffee",
            Actor = new Actor("staff-7", PermissionPolicy.ManagerRole),
        });
        // end-snippet
        Story.Expect(residual.ValueOrThrow().Amount == Money.EUR(80m), $"{residual}");
    }

    private static (decimal Seller, decimal Commission, decimal Charge) Taken(Receipt sale, WalletId seller) => After(sale, seller, default);

    private static (decimal Seller, decimal Commission, decimal Charge) After(
        Receipt receipt, WalletId seller, (decimal Seller, decimal Commission, decimal Charge) before)
    {
        var after = before;
        foreach (var balance in receipt.Balances)
        {
            var amount = balance.Balance.ToDecimal();
            after = balance switch
            {
                { SystemCode: "fees" } => after with { Commission = amount },
                { SystemCode: "charges" } => after with { Charge = amount },
                _ when balance.WalletId == seller => after with { Seller = amount },
                _ => after,
            };
        }

        return after;
    }

    private static (decimal Seller, decimal Commission, decimal Charge) Difference(
        (decimal Seller, decimal Commission, decimal Charge) before, (decimal Seller, decimal Commission, decimal Charge) after) =>
        (before.Seller - after.Seller, before.Commission - after.Commission, before.Charge - after.Charge);
}
