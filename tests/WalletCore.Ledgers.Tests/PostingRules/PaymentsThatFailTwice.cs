using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.PostingRules;

/// <summary>Several flows of one payment cannot be: which of them is told.</summary>
public class A_payment_that_fails_twice
{
    // One goes from the first payer to the first payee, then one more to the fees, the rest from the second payer to the second payee.
    private static readonly PostingRule Rule = PostingRule.Define("pair", 1, builder => builder
        .Move("one", Place.Wallet("payer1"), Place.Wallet("payee1"), AmountRule.Fixed(Money.EUR(1m)))
        .Move("fee", Place.Wallet("payer1"), Place.System(SystemAccount.FeesCode), AmountRule.Fixed(Money.EUR(1m)), PostingRole.Fee)
        .Move("two", Place.Wallet("payer2"), Place.Wallet("payee2"), AmountRule.Remaining));

    private static readonly Actor Boss = new("boss", PermissionPolicy.ManagerRole);

    [Theory]
    [OnEveryStore(0, 0, false, "5.00", "insufficient_funds 1.00 ")]
    [OnEveryStore(2, 0, false, "5.00", "insufficient_funds 3.00 ")]
    [OnEveryStore(2, 9, true, "5.00", "max_balance_exceeded 1.00 0.50")]
    [OnEveryStore(0, 0, true, "5.00", "max_balance_exceeded 1.00 0.50")]
    [OnEveryStore(2, 9, true, "1.50", "max_balance_exceeded 1.00 0.50")]
    [OnEveryStore(0, 9, false, "1.50", "fees_exceed_amount  ")]
    [OnEveryStore(2, 9, false, "5.00", "posted  ")]
    public async Task Names_the_limit_first_then_the_fees_and_then_the_first_shortage(string store, int first, int second, bool isLimited, string amount, string expected)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [Rule] });
        var post = await PostAsync(books, first, second, amount);
        if (isLimited)
        {
            await LimitAsync(books, "payee1", 0.5m);
            await LimitAsync(books, "payee2", 0.7m);
        }

        var refusal = (await books.Ledger.PostAsync(post)).Refusal;

        Assert.Equal(
            expected,
            $"{refusal?.Code ?? "posted"} {(refusal?.Code == "fees_exceed_amount" ? null : refusal?.Requested?.ToAmountString())} {refusal?.Limit?.ToAmountString()}");
    }

    [Theory]
    [OnEveryStore]
    public async Task Names_the_range_before_a_limit(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [Rule] });
        var post = await PostAsync(books, 2, 9, "5.00");
        var most = Money.FromMinor(Limits.AmountMax, Currency.EUR);
        (await books.Ledger.DepositAsync(new Deposit(WalletRef.ByOwner("payee2"), most) { From = SystemAccount.SuspenseCode })).ValueOrThrow();
        await LimitAsync(books, "payee1", 0.5m);

        Assert.Equal("amount_overflow", (await books.Ledger.PostAsync(post)).Refusal!.Code);
    }

    [Theory]
    [OnEveryStore]
    public async Task Names_the_allow_list_before_what_is_switched_off(string store)
    {
        var rule = PostingRule.Define("pay", 1, builder => builder
            .Move("pay", Place.Wallet("payer"), Place.Wallet("payee"), AmountRule.Principal)
            .Allow(new PaymentPermission { Payer = "payer", Payee = "payee", PayeeLabel = "shop" }));
        await using var books = await TestLedger.OpenAsync(
            store, options => options with { Rules = [rule], WalletPolicies = [new WalletPolicy { DisabledOperations = ["pay"] }] });
        var (ana, bob) = (await books.WalletAsync("ana", 5m), await books.WalletAsync("bob"));
        var post = new Post("pay", Money.EUR(1m)) { Parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) { ["payer"] = ana, ["payee"] = bob } };

        Assert.Equal("payment_not_allowed", (await books.Ledger.PostAsync(post)).Refusal!.Code);
    }

    private static async Task<Post> PostAsync(TestLedger books, int first, int second, string amount)
    {
        var parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal);
        foreach (var (name, balance) in new[] { ("payer1", first), ("payee1", 0), ("payer2", second), ("payee2", 0) })
        {
            parties[name] = await books.WalletAsync(name, balance);
        }

        return new Post("pair", Money.EUR(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture))) { Parties = parties };
    }

    private static async Task LimitAsync(TestLedger books, string owner, decimal maximum) =>
        (await books.Ledger.ChangeWalletAsync(new ChangeWallet(WalletRef.ByOwner(owner)) { MaxBalance = Money.EUR(maximum), Actor = Boss })).ValueOrThrow();
}
