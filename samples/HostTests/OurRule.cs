using WalletCore;
using WalletCore.Testing;

namespace HostTests;

// begin-snippet: HostRuleTests
public class OurRule
{
    private static readonly PostingRule Sale = PostingRule.Define("sale", 1, rule => rule
        .Move("fee", Place.Wallet("payer"), Place.System(SystemAccount.FeesCode), AmountRule.Percent(2.9m), PostingRole.Fee)
        .Move("price", Place.Wallet("payer"), Place.Wallet("payee"), AmountRule.Remaining)
        .Round(Rounding.HalfAwayFromZero));

    [Fact]
    public async Task Keeps_every_law_of_posting_rules() => (await PostingRuleProperties.CheckAsync(Sale, new PostingRuleCheckOptions
    {
        Rounding = Rounding.HalfAwayFromZero,
        Expected = sale =>
        {
            var fee = decimal.Round(sale.Amount.ToDecimal() * 0.029m, sale.Amount.Currency.MinorUnits, MidpointRounding.AwayFromZero);
            var fees = Money.Of(fee, sale.Amount.Currency);
            return [new ModelFlow("payer", "@fees", fees), new ModelFlow("payer", "payee", sale.Amount - fees)];
        },
    })).ThrowIfBroken();

    [Fact]
    public async Task Takes_29_cents_of_10_euros()
    {
        await using var books = await TestLedger.OpenAsync(new LedgerOptions { Rules = [Sale] });
        var ana = await books.WalletAsync("ana", Money.EUR(10m));
        var bob = await books.WalletAsync("bob", Money.EUR(0m));

        (await books.Ledger.PostAsync(new Post("sale", Money.EUR(10m))
        {
            Parties = new Dictionary<string, WalletRef> { ["payer"] = ana, ["payee"] = bob },
        })).ValueOrThrow();

        Assert.Equal(Money.EUR(9.71m), await books.AvailableAsync(bob, Currency.EUR));
        await books.CheckAsync();
    }
}
// end-snippet
