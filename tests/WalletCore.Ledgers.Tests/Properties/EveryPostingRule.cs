using FsCheck;
using FsCheck.Fluent;
using WalletCore.Ledgers.Tests.Support;
using Property = WalletCore.Tests.Support.Property;

namespace WalletCore.Ledgers.Tests.Properties;

/// <summary>
/// Laws of posting rules, over rules made at random: fees and taxes out of the amount and on top of it, in percent, at least and at most,
/// shared among several payees with caps, rounded in any mode; and over refunds cut at random.
/// </summary>
public sealed class EveryPostingRule
{
    private static readonly Place Payer = Place.Wallet("payer");
    private static readonly Place Payee = Place.Wallet("payee");

    private static Gen<Case> Cases =>
        from amount in Gen.Choose(1, 100_000)
        from fee in Gen.Choose(0, 4_000)
        from tax in Gen.Choose(0, 2_500)
        from surcharge in Gen.Choose(0, 500)
        from least in Gen.Choose(0, 30)
        from cap in Gen.Choose(0, 50_000)
        from rounding in Gen.Elements(Enum.GetValues<Rounding>())
        from fees in Gen.Elements(Enum.GetValues<FeeRefund>())
        from cuts in Gen.Choose(1, 100_000).ArrayOf(4)
        select new Case(amount, fee / 100m, tax / 100m, surcharge / 100m, least / 100m, cap / 100m, rounding, fees, cuts);

    [Fact]
    public void Balances_moves_what_it_was_given_and_refunds_back_to_where_it_began() => Property.Holds(Cases, Check, caseCount: 150);

    private static void Check(Case one) => CheckAsync(one).GetAwaiter().GetResult();

    private static async Task CheckAsync(Case one)
    {
        var amount = Money.FromMinor(one.AmountMinor, Currency.EUR);
        await using var books = await TestLedger.OpenAsync("memory", options => options with { Rules = [one.Rule()] });
        var payer = await books.WalletAsync("payer", 10_000m);
        var payee = await books.WalletAsync("payee", 10_000m);
        var second = await books.WalletAsync("second", 10_000m);
        var before = await BalancesAsync(books);

        var outcome = await books.Ledger.PostAsync(new Post("rule", amount)
        {
            Parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) { ["payer"] = payer, ["payee"] = payee, ["second"] = second },
        });
        if (outcome.Refusal is { } refusal)
        {
            Assert.Equal(RefusalCode.FeesExceedAmount, refusal.Code);
            Assert.Equal(before, await BalancesAsync(books));
            return;
        }

        var paid = (await books.Reader.GetTransactionAsync(outcome.ValueOrThrow().TransactionId))!;
        Assert.Equal(Sum(paid, Side.Debit), Sum(paid, Side.Credit));
        Assert.All(paid.Entries, entry => Assert.True(entry.Amount.IsPositive));
        var surcharges = one.Surcharge(amount);
        Assert.Equal(amount + surcharges, Sum(paid, Side.Debit));

        await RefundInPartsAsync(books, paid.Id, one.CutsMinor);

        var refundable = (await books.Reader.GetRefundableAsync(paid.Id))!;
        Assert.Equal(amount, refundable.Refunded);
        if (one.Fees != FeeRefund.Keep)
        {
            Assert.Equal(before, await BalancesAsync(books));
        }

        Assert.True((await books.Reader.GetTrialBalanceAsync()).IsBalanced);
        Assert.Empty((await books.Ledger.VerifyAsync()).Findings);
    }

    private static async Task RefundInPartsAsync(TestLedger books, TransactionId paid, int[] cutsMinor)
    {
        foreach (var cut in cutsMinor)
        {
            var wanted = Money.FromMinor(cut, Currency.EUR);
            var left = (await books.Reader.GetRefundableAsync(paid))!.Remaining!.Value;
            var refund = await books.Ledger.RefundAsync(new Refund(paid) { Amount = wanted });
            Assert.Equal(left.IsZero ? RefusalCode.AlreadyRefunded : wanted > left ? RefusalCode.RefundExceedsRemaining : null, refund.Refusal?.Code);
        }

        if (!(await books.Reader.GetRefundableAsync(paid))!.Remaining!.Value.IsZero)
        {
            (await books.Ledger.RefundAsync(new Refund(paid))).ValueOrThrow();
        }
    }

    private static Money Sum(Transaction transaction, Side side) =>
        transaction.Entries.Where(entry => entry.Side == side).Aggregate(Money.Zero(Currency.EUR), (sum, entry) => sum + entry.Amount);

    private static async Task<string> BalancesAsync(TestLedger books)
    {
        var wallets = await books.Reader.ListWalletsAsync(new WalletQuery());
        var system = await books.Reader.GetSystemAccountsAsync();
        return string.Join('\n', wallets.Items.SelectMany(wallet => wallet.Accounts.Select(account => $"{wallet.OwnerId} {account.Balance}"))
            .Concat(system.Where(account => !account.Balance.IsZero).Select(account => $"@{account.SystemCode} {account.Balance}")));
    }

    private sealed record Case(
        int AmountMinor, decimal Fee, decimal Tax, decimal SurchargePercent, decimal Least, decimal Cap, Rounding Rounding, FeeRefund Fees, int[] CutsMinor)
    {
        public PostingRule Rule() => PostingRule.Define("rule", 1, rule => rule
            .Move("fee", Payer, Place.System(SystemAccount.FeesCode), AmountRule.Percent(Fee).AtLeast(Money.EUR(Least)), PostingRole.Fee)
            .Move("tax", Payer, Place.System(SystemAccount.TaxesCode), AmountRule.Percent(Tax), PostingRole.Tax)
            .MoveOnTop("surcharge", Payer, Place.System(SystemAccount.FeesCode), AmountRule.Percent(SurchargePercent))
            .Move("price", [Payer], [new FlowEnd(Payee, AmountRule.Fixed(Money.EUR(Cap))), Place.Wallet("second")], AmountRule.Remaining)
            .Round(Rounding)
            .Refundable(new RefundTerms { Fees = Fees }));

        public Money Surcharge(Money amount) => amount.Multiply(Ratio.Percent(SurchargePercent), Rounding);
    }
}
