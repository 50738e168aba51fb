using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

public class Refunding
{
    [Theory]
    [OnEveryStore(FeeRefund.Proportional, "1.80", "0.00", "0.00")]
    [OnEveryStore(FeeRefund.Keep, "3.00", "-3.00", "3.00")]
    [OnEveryStore(FeeRefund.Full, "0.00", "0.00", "0.00")]
    public async Task Gives_fees_back_as_the_terms_say(string store, FeeRefund fees, string feesAfterPart, string bobAfterAll, string feesAfterAll)
    {
        await using var books = await OpenAsync(store, new RefundTerms { Fees = fees, AllowOverdraft = true }, onTop: false);
        var (ana, bob, paid) = await PayAsync(books);
        Assert.Equal(Money.EUR(3m), await Facts.SystemAsync(books, SystemAccount.FeesCode));

        (await books.Ledger.RefundAsync(new Refund(paid) { Amount = Money.EUR(40m) })).ValueOrThrow();
        Assert.Equal("40.00 + 0.00", await books.BalanceAsync(ana));
        Assert.Equal(feesAfterPart, (await Facts.SystemAsync(books, SystemAccount.FeesCode)).ToAmountString());
        (await books.Ledger.RefundAsync(new Refund(paid))).ValueOrThrow();

        Assert.Equal("100.00 + 0.00", await books.BalanceAsync(ana));
        Assert.Equal($"{bobAfterAll} + 0.00", await books.BalanceAsync(bob));
        Assert.Equal(feesAfterAll, (await Facts.SystemAsync(books, SystemAccount.FeesCode)).ToAmountString());
        Assert.Equal("already_refunded", (await books.Ledger.RefundAsync(new Refund(paid))).Refusal!.Code);
        await Facts.AssertSoundAsync(books);
    }

    [Theory]
    [OnEveryStore(FeeRefund.Proportional, "41.20", "103.00")]
    [OnEveryStore(FeeRefund.Keep, "40.00", "100.00")]
    [OnEveryStore(FeeRefund.Full, "43.00", "103.00")]
    public async Task Gives_fees_on_top_back_as_the_terms_say(string store, FeeRefund fees, string anaAfterPart, string anaAfterAll)
    {
        await using var books = await OpenAsync(store, new RefundTerms { Fees = fees }, onTop: true);
        var (ana, bob, paid) = await PayAsync(books);

        (await books.Ledger.RefundAsync(new Refund(paid) { Amount = Money.EUR(40m) })).ValueOrThrow();
        Assert.Equal($"{anaAfterPart} + 0.00", await books.BalanceAsync(ana));
        (await books.Ledger.RefundAsync(new Refund(paid) { Amount = Money.EUR(60m) })).ValueOrThrow();

        Assert.Equal($"{anaAfterAll} + 0.00", await books.BalanceAsync(ana));
        Assert.Equal("0.00 + 0.00", await books.BalanceAsync(bob));
    }

    [Theory]
    [OnEveryStore]
    public async Task Is_bound_by_window_and_count(string store)
    {
        await using var books = await OpenAsync(store, new RefundTerms { Window = TimeSpan.FromDays(1), CountMax = 1 }, onTop: true);
        var (_, _, paid) = await PayAsync(books);

        books.Clock.Move(TimeSpan.FromDays(1));
        (await books.Ledger.RefundAsync(new Refund(paid) { Amount = Money.EUR(1m) })).ValueOrThrow();
        Assert.Equal("refund_count_exceeded", (await books.Ledger.RefundAsync(new Refund(paid))).Refusal!.Code);
        books.Clock.Move(TimeSpan.FromMicroseconds(1));
        Assert.Equal("refund_window_expired", (await books.Ledger.RefundAsync(new Refund(paid))).Refusal!.Code);
    }

    [Theory]
    [OnEveryStore]
    public async Task To_another_wallet_must_be_to_one_of_the_same_owner_that_can_take_it(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ledger = books.Ledger;
        var ana = await books.WalletAsync("ana", 10m);
        var savings = (await ledger.OpenWalletAsync(new OpenWallet("ana") { Label = "savings", Currency = Currency.EUR })).ValueOrThrow().Id;
        var dollars = (await ledger.OpenWalletAsync(new OpenWallet("ana") { Label = "dollars", Currency = Currency.USD })).ValueOrThrow().Id;
        var bob = await books.WalletAsync("bob");
        var paid = (await ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(10m)))).ValueOrThrow().TransactionId;
        (await ledger.DepositAsync(new Deposit(ana, Money.EUR(5m)))).ValueOrThrow();
        var between = (await ledger.TransferAsync(new Transfer(ana, savings, Money.EUR(5m)))).ValueOrThrow().TransactionId;
        (await ledger.CloseWalletAsync(new CloseWallet(ana))).ValueOrThrow();

        Assert.Equal("wallet_closed", await CodeAsync(new Refund(paid)));
        Assert.Equal("wallet_not_found", await CodeAsync(new Refund(paid) { To = bob }));
        Assert.Equal("currency_mismatch", await CodeAsync(new Refund(paid) { To = dollars }));
        Assert.Equal("transaction_not_found", await CodeAsync(new Refund(paid) { Payer = bob }));
        Assert.Equal("same_wallet", await CodeAsync(new Refund(between) { To = savings }));
        Assert.Equal("posted", await CodeAsync(new Refund(paid) { To = savings, Payer = ana }));
        Assert.Equal("15.00 + 0.00", await books.BalanceAsync(savings));

        async Task<string> CodeAsync(Refund refund) => (await ledger.RefundAsync(refund)) is { IsPosted: false } refused ? refused.Refusal!.Code : "posted";
    }

    [Theory]
    [OnEveryStore]
    public async Task Posts_nothing_to_an_account_that_was_removed(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 10m);
        var bob = await books.WalletAsync("bob");
        var paid = (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(10m)))).ValueOrThrow().TransactionId;
        (await books.Ledger.RemoveAccountAsync(new RemoveAccount(ana, Currency.EUR))).ValueOrThrow();

        Assert.Equal("currency_mismatch", (await books.Ledger.RefundAsync(new Refund(paid))).Refusal!.Code);
        Assert.Equal("currency_mismatch", (await books.Ledger.CancelAsync(new Cancel(paid))).Refusal!.Code);
        Assert.Equal("0.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore]
    public async Task Uses_the_receivers_expired_money_before_anybody_elses(string store)
    {
        await using var books = await OpenAsync(store, new RefundTerms { FundingAccount = SystemAccount.PromotionsCode }, onTop: true);
        var (ana, bob, paid) = await PayAsync(books);
        (await books.Ledger.FreezeAsync(new Freeze(bob, Money.EUR(100m)) { ExpiresAt = books.Clock.GetUtcNow().AddMinutes(1) })).ValueOrThrow();
        books.Clock.Move(TimeSpan.FromMinutes(1));

        (await books.Ledger.RefundAsync(new Refund(paid))).ValueOrThrow();

        Assert.Equal("103.00 + 0.00", await books.BalanceAsync(ana));
        Assert.Equal("0.00 + 0.00", await books.BalanceAsync(bob));
        Assert.Equal(Money.EUR(0m), await Facts.SystemAsync(books, SystemAccount.PromotionsCode));
    }

    [Theory]
    [OnEveryStore]
    public async Task Is_refused_paid_by_another_or_overdrawn_when_the_receiver_has_spent_it(string store)
    {
        foreach (var (terms, code, bobAfter) in new (RefundTerms, string, string)[]
        {
            (RefundTerms.Default, "insufficient_funds", "40.00 + 0.00"),
            (new RefundTerms { AllowOverdraft = true }, "posted", "-60.00 + 0.00"),
            (new RefundTerms { FundingAccount = SystemAccount.PromotionsCode }, "posted", "0.00 + 0.00"),
        })
        {
            await using var books = await OpenAsync(store, terms, onTop: true);
            var (_, bob, paid) = await PayAsync(books);
            (await books.Ledger.WithdrawAsync(new Withdraw(bob, Money.EUR(60m)))).ValueOrThrow();
            var outcome = await books.Ledger.RefundAsync(new Refund(paid));
            Assert.Equal(code, outcome.Refusal?.Code ?? "posted");
            Assert.Equal(bobAfter, await books.BalanceAsync(bob));
            await Facts.AssertSoundAsync(books);
        }
    }

    [Theory]
    [OnEveryStore]
    public async Task Can_be_switched_off_for_an_application(string store)
    {
        await using var books = await TestLedger.OpenAsync(
            store, options => options with { WalletPolicies = [new WalletPolicy { DisabledOperations = [Operations.Refund, Operations.CloseWallet, Operations.Cancel] }] });
        var ana = await books.WalletAsync("ana");
        var deposit = (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)))).ValueOrThrow().TransactionId;

        Assert.Equal("operation_disabled", (await books.Ledger.RefundAsync(new Refund(deposit))).Refusal!.Code);
        Assert.Equal("operation_disabled", (await books.Ledger.CancelAsync(new Cancel(deposit))).Refusal!.Code);
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(1m)))).ValueOrThrow();
        Assert.Equal("operation_disabled", (await books.Ledger.CloseWalletAsync(new CloseWallet(ana))).Refusal!.Code);
    }

    [Theory]
    [OnEveryStore]
    public async Task Cancelling_reverses_the_whole_once_and_only_if_nothing_was_refunded(string store)
    {
        await using var books = await OpenAsync(store, new RefundTerms { Fees = FeeRefund.Keep }, onTop: true);
        var (ana, _, paid) = await PayAsync(books);

        (await books.Ledger.CancelAsync(new Cancel(paid))).ValueOrThrow();

        Assert.Equal("103.00 + 0.00", await books.BalanceAsync(ana));
        Assert.Equal("not_cancellable", (await books.Ledger.CancelAsync(new Cancel(paid))).Refusal!.Code);
        Assert.Equal("not_refundable", (await books.Ledger.RefundAsync(new Refund(paid))).Refusal!.Code);
        var opening = (await books.Ledger.OpenWalletAsync(new OpenWallet("carl") { Currency = Currency.EUR })).ValueOrThrow();
        Assert.Equal("not_refundable", (await books.Ledger.RefundAsync(new Refund(opening.TransactionId))).Refusal!.Code);
        Assert.Equal("not_cancellable", (await books.Ledger.CancelAsync(new Cancel(opening.TransactionId))).Refusal!.Code);
    }

    [Theory]
    [OnEveryStore]
    public async Task Of_what_is_left_pays_out_what_is_available_and_leaves_what_is_frozen(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var manager = new Actor("boss", PermissionPolicy.ManagerRole);
        var ana = await books.WalletAsync("ana", 10m);
        (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(4m)))).ValueOrThrow();
        var credit = (await books.Ledger.OpenWalletAsync(new OpenWallet("bob") { Currency = Currency.EUR, Kind = WalletKind.Postpaid })).ValueOrThrow().Id;

        Assert.Equal("permission_denied", (await books.Ledger.RefundResidualAsync(new RefundResidual(ana, Currency.EUR))).Refusal!.Code);
        Assert.Equal("wallet_not_prepaid", (await books.Ledger.RefundResidualAsync(new RefundResidual(credit, Currency.EUR) { Actor = manager })).Refusal!.Code);
        var paid = (await books.Ledger.RefundResidualAsync(new RefundResidual(ana, Currency.EUR) { Actor = manager, Key = "r", CorrelationId = "c" })).ValueOrThrow();
        Assert.Equal(Money.EUR(6m), paid.Amount);
        Assert.Equal("0.00 + 4.00", await books.BalanceAsync(ana));
        Assert.Equal("nothing_to_refund", (await books.Ledger.RefundResidualAsync(new RefundResidual(ana, Currency.EUR) { Actor = manager })).Refusal!.Code);
    }

    private static Task<TestLedger> OpenAsync(string store, RefundTerms terms, bool onTop) => TestLedger.OpenAsync(store, options => options with
    {
        Rules =
        [
            PostingRule.Define(Operations.Transfer, 2, rule =>
            {
                var from = Place.Wallet(Parties.From);
                var fees = Place.System(SystemAccount.FeesCode);
                rule = onTop
                    ? rule.MoveOnTop("fee", from, fees, AmountRule.Percent(3m))
                    : rule.Move("fee", from, fees, AmountRule.Percent(3m), PostingRole.Fee);
                rule.Move("payment", from, Place.Wallet(Parties.To), AmountRule.Remaining).Refundable(terms);
            }),
        ],
    });

    /// <summary>Ana pays Bob 100.00 with a fee of 3.00, and has nothing left.</summary>
    private static async Task<(WalletId Ana, WalletId Bob, TransactionId Paid)> PayAsync(TestLedger books)
    {
        var onTop = books.Ledger.Options.Rules.First().Flows[0].OnTop;
        var ana = await books.WalletAsync("ana", onTop ? 103m : 100m);
        var bob = await books.WalletAsync("bob");
        return (ana, bob, (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(100m)))).ValueOrThrow().TransactionId);
    }
}
