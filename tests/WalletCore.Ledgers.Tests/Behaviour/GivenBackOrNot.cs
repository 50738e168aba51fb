using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

/// <summary>Two conditions of a refund or a cancellation fail at once, among them rarer ones.</summary>
public class A_refund_that_fails_twice
{
    private const string RefundDenied = "permission_denied | refund | The actor has none of the roles that 'refund' needs.";
    private const string CancelDenied = "permission_denied | cancel | The actor has none of the roles that 'cancel' needs.";
    private static readonly Actor Teller = new("tina", "teller");

    [Theory]
    [OnEveryStore]
    public async Task Names_the_account_that_is_gone_before_the_wallet_that_is_frozen(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var (ana, bob) = (await books.WalletAsync("ana", 5m), await books.WalletAsync("bob"));
        var paid = await PayAsync(books, new Transfer(ana, bob, Money.EUR(5m)));
        (await books.Ledger.WithdrawAsync(new Withdraw(bob, Money.EUR(5m)))).ValueOrThrow();
        (await books.Ledger.RemoveAccountAsync(new RemoveAccount(bob, Currency.EUR))).ValueOrThrow();
        (await books.Ledger.FreezeWalletAsync(new FreezeWallet(bob, "court"))).ValueOrThrow();

        await Answers.AssertAsync(
            books,
            (new Refund(paid), "currency_mismatch | giver | There is no account in EUR."),
            (new Cancel(paid), "currency_mismatch | giver | There is no account in EUR."));
    }

    [Theory]
    [OnEveryStore]
    public async Task Names_the_frozen_wallet_before_what_was_given_back(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var (ana, bob) = (await books.WalletAsync("ana", 5m), await books.WalletAsync("bob"));
        var paid = await PayAsync(books, new Transfer(ana, bob, Money.EUR(5m)));
        (await books.Ledger.RefundAsync(new Refund(paid))).ValueOrThrow();
        await Answers.AssertAsync(books, (new Refund(paid), "already_refunded |  | All of it was refunded."));

        (await books.Ledger.FreezeWalletAsync(new FreezeWallet(bob, "court"))).ValueOrThrow();

        await Answers.AssertAsync(books, (new Refund(paid), "wallet_frozen | giver | The wallet is frozen for both."));
    }

    [Theory]
    [OnEveryStore]
    public async Task Names_the_actor_before_the_time_and_the_time_before_the_count(string store)
    {
        var rule = PostingRule.Define("sale", 1, builder => builder
            .Move("pay", Place.Wallet("payer"), Place.Wallet("payee"), AmountRule.Principal)
            .Refundable(new RefundTerms { Window = TimeSpan.FromDays(1), CountMax = 1 }));
        await using var books = await TestLedger.OpenAsync(store, options => options with
        {
            Rules = [rule],
            Permissions = PermissionPolicy.Default.Require(Operations.Refund, "teller").Require(Operations.Cancel, "teller"),
        });
        var (ana, bob) = (await books.WalletAsync("ana", 9m), await books.WalletAsync("bob"));
        var (once, never) = (await PayAsync(books, Sale(ana, bob)), await PayAsync(books, Sale(ana, bob)));
        var refund = new Refund(once) { Amount = Money.EUR(1m) };
        (await books.Ledger.RefundAsync(refund with { Actor = Teller })).ValueOrThrow();
        const string TooMany = "refund_count_exceeded |  | There were as many refunds as are allowed.";
        const string TooLate = "refund_window_expired |  | The time for refunds has passed.";

        await Answers.AssertAsync(books, (refund with { Actor = Teller }, TooMany), (refund, RefundDenied));
        Assert.Equal("refund_count_exceeded", await WhyNotAsync(books, once));
        books.Clock.Move(TimeSpan.FromDays(2));

        await Answers.AssertAsync(
            books,
            (refund with { Actor = Teller }, TooLate),
            (refund, RefundDenied),
            (new Cancel(never) { Actor = Teller }, TooLate),
            (new Cancel(never), CancelDenied));
        Assert.Equal(("refund_window_expired", "refund_window_expired"), (await WhyNotAsync(books, once), await WhyNotAsync(books, never)));
    }

    [Theory]
    [OnEveryStore]
    public async Task Says_of_what_was_given_back_that_it_was_whatever_the_time(string store)
    {
        var rule = PostingRule.Define("sale", 1, builder => builder
            .Move("pay", Place.Wallet("payer"), Place.Wallet("payee"), AmountRule.Principal)
            .Refundable(new RefundTerms { Window = TimeSpan.FromDays(1), CountMax = 1 }));
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [rule] });
        var (ana, bob) = (await books.WalletAsync("ana", 9m), await books.WalletAsync("bob"));
        var paid = await PayAsync(books, Sale(ana, bob));
        (await books.Ledger.RefundAsync(new Refund(paid))).ValueOrThrow();
        books.Clock.Move(TimeSpan.FromDays(2));

        await Answers.AssertAsync(books, (new Refund(paid), "already_refunded |  | All of it was refunded."));
        Assert.Equal("already_refunded", await WhyNotAsync(books, paid));
    }

    [Theory]
    [OnEveryStore]
    public async Task Gives_nothing_back_of_what_was_all_fee(string store)
    {
        var rule = PostingRule.Define("sale", 1, builder => builder
            .Move("fee", Place.Wallet("payer"), Place.System(SystemAccount.FeesCode), AmountRule.Percent(100m), PostingRole.Fee)
            .Move("pay", Place.Wallet("payer"), Place.Wallet("payee"), AmountRule.Remaining));
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [rule] });
        var (ana, bob) = (await books.WalletAsync("ana", 9m), await books.WalletAsync("bob"));
        var paid = await PayAsync(books, Sale(ana, bob));
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(1m)))).ValueOrThrow().TransactionId;

        const string NotRefundable = "not_refundable |  | A transaction of this kind cannot be refunded.";
        await Answers.AssertAsync(books, (new Refund(paid), NotRefundable), (new Refund(frozen), NotRefundable));
    }

    [Theory]
    [OnEveryStore(2, null)]
    [OnEveryStore(1, "insufficient_funds")]
    public async Task Takes_from_the_funding_account_what_that_has_and_passes_the_payers_maximum(string store, int funds, string? code)
    {
        var rule = PostingRule.Define("sale", 1, builder => builder
            .Move("pay", Place.Wallet("payer"), Place.Wallet("payee"), AmountRule.Principal)
            .Refundable(new RefundTerms { FundingAccount = "pool" }));
        await using var books = await TestLedger.OpenAsync(store, options => options with
        {
            Rules = [rule],
            Chart = ChartOfAccounts.Default.With(new SystemAccount("pool", AccountClass.Liability) { MayGoNegative = false }),
        });
        var (ana, bob) = (await books.WalletAsync("ana", 9m), await books.WalletAsync("bob"));
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(funds)) { To = "pool" })).ValueOrThrow();
        var paid = await PayAsync(books, Sale(ana, bob));
        (await books.Ledger.WithdrawAsync(new Withdraw(bob, Money.EUR(2m)))).ValueOrThrow();
        (await books.Ledger.ChangeWalletAsync(new ChangeWallet(ana) { MaxBalance = Money.EUR(1m), Actor = new Actor("boss", PermissionPolicy.ManagerRole) })).ValueOrThrow();

        Assert.Equal(code, (await books.Ledger.RefundAsync(new Refund(paid))).Refusal?.Code);
        Assert.Equal(Money.EUR(code is null ? 0m : funds), await Facts.SystemAsync(books, "pool"));
    }

    private static async Task<string?> WhyNotAsync(TestLedger books, TransactionId paid) =>
        (await books.Reader.GetRefundableAsync(paid))!.Refusal?.Code;

    private static Post Sale(WalletId payer, WalletId payee) => new("sale", Money.EUR(3m))
    {
        Parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) { ["payer"] = payer, ["payee"] = payee },
    };

    private static async Task<TransactionId> PayAsync(TestLedger books, Command<Receipt> payment) =>
        (await books.Ledger.ExecuteAsync(payment)).ValueOrThrow().TransactionId;
}
