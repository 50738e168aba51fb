using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

/// <summary>Refunds and cancellations where one condition alone decides.</summary>
public class What_is_given_back
{
    private static PostingRule Sale(RefundTerms terms) => PostingRule.Define("sale", 1, builder => builder
        .Move("share", [Place.Wallet("payer")], [new FlowEnd(Place.Wallet("first"), AmountRule.Fixed(Money.EUR(0.02m))), Place.Wallet("second")], AmountRule.Principal)
        .Refundable(terms));

    [Theory]
    [OnEveryStore]
    public async Task Comes_from_each_receiver_as_much_as_it_got_however_it_is_cut(string store)
    {
        await using var books = await TestLedger.OpenAsync(
            store, options => options with { Rules = [Sale(new RefundTerms { Fees = FeeRefund.Keep })] });
        var (payer, first, second) = (await books.WalletAsync("payer", 1m), await books.WalletAsync("first", 1m), await books.WalletAsync("second", 1m));
        var paid = await PayAsync(books, payer, first, second);

        foreach (var after in new[] { ("1.01", "1.01"), ("1.00", "1.01"), ("1.00", "1.00") })
        {
            (await books.Ledger.RefundAsync(new Refund(paid) { Amount = Money.EUR(0.01m) })).ValueOrThrow();

            Assert.Equal(($"{after.Item1} + 0.00", $"{after.Item2} + 0.00"), (await books.BalanceAsync(first), await books.BalanceAsync(second)));
        }
    }

    [Theory]
    [OnEveryStore]
    public async Task Is_not_given_back_by_a_cancellation_after_the_time_for_it(string store)
    {
        await using var books = await TestLedger.OpenAsync(
            store, options => options with { Rules = [Sale(new RefundTerms { Window = TimeSpan.FromDays(1) })] });
        var (payer, first, second) = (await books.WalletAsync("payer", 1m), await books.WalletAsync("first"), await books.WalletAsync("second"));
        var paid = await PayAsync(books, payer, first, second);

        books.Clock.Move(TimeSpan.FromDays(1) + TimeSpan.FromMicroseconds(1));

        Assert.Equal("refund_window_expired", (await books.Ledger.CancelAsync(new Cancel(paid))).Refusal!.Code);
    }

    [Theory]
    [OnEveryStore]
    public async Task Cannot_be_cancelled_where_it_never_could_or_no_longer_can(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var (ana, bob) = (await books.WalletAsync("ana", 10m), await books.WalletAsync("bob"));
        var paid = (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(4m)))).ValueOrThrow().TransactionId;
        var refunded = (await books.Ledger.RefundAsync(new Refund(paid) { Amount = Money.EUR(1m) })).ValueOrThrow().TransactionId;

        var partly = (await books.Ledger.CancelAsync(new Cancel(paid))).Refusal!;
        var refund = (await books.Ledger.CancelAsync(new Cancel(refunded))).Refusal!;

        Assert.Equal(("not_cancellable", "Something of the transaction was given back."), (partly.Code, partly.Message));
        Assert.Equal(("not_cancellable", "A transaction of this kind cannot be cancelled."), (refund.Code, refund.Message));
    }

    [Theory]
    [OnEveryStore(RestrictedSides.Debits, "bob", "wallet_frozen")]
    [OnEveryStore(RestrictedSides.Credits, "bob", null)]
    [OnEveryStore(RestrictedSides.Debits, "ana", null)]
    [OnEveryStore(RestrictedSides.Credits, "ana", "wallet_frozen")]
    public async Task Needs_open_debits_of_who_gives_and_open_credits_of_who_receives(string store, RestrictedSides sides, string frozen, string? code)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var (ana, bob) = (await books.WalletAsync("ana", 10m), await books.WalletAsync("bob"));
        var paid = (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(4m)))).ValueOrThrow().TransactionId;
        (await books.Ledger.FreezeWalletAsync(new FreezeWallet(WalletRef.ByOwner(frozen), "court") { Sides = sides })).ValueOrThrow();

        Assert.Equal(code, (await books.Ledger.RefundAsync(new Refund(paid))).Refusal?.Code);
    }

    [Theory]
    [OnEveryStore(true)]
    [OnEveryStore(false)]
    public async Task Of_a_capture_is_what_was_captured_and_not_what_it_released(string store, bool isCancelled)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var (ana, bob) = (await books.WalletAsync("ana", 100m), await books.WalletAsync("bob"));
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(50m)))).ValueOrThrow().Id;
        var captured = (await books.Ledger.CaptureAsync(new Capture(frozen) { Amount = Money.EUR(30m), To = bob })).ValueOrThrow().TransactionId;

        var given = isCancelled
            ? (await books.Ledger.CancelAsync(new Cancel(captured))).ValueOrThrow().TransactionId
            : (await books.Ledger.RefundAsync(new Refund(captured))).ValueOrThrow().TransactionId;

        Assert.Equal([Money.EUR(30m), Money.EUR(30m)], (await books.Reader.GetTransactionAsync(given))!.Entries.Select(entry => entry.Amount));
        Assert.Equal("100.00 + 0.00", await books.BalanceAsync(ana));
    }

    [Theory]
    [OnEveryStore(0)]
    [OnEveryStore(4)]
    public async Task Comes_from_the_receiver_alone_or_the_funding_account_alone_where_one_has_it_all(string store, int spent)
    {
        var rule = PostingRule.Define("pay", 1, builder => builder
            .Move("pay", Place.Wallet("payer"), Place.Wallet("payee"), AmountRule.Principal)
            .Refundable(new RefundTerms { FundingAccount = SystemAccount.CashCode }));
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [rule] });
        var (ana, bob) = (await books.WalletAsync("ana", 10m), await books.WalletAsync("bob"));
        var post = new Post("pay", Money.EUR(4m))
        {
            Parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) { ["payer"] = ana, ["payee"] = bob },
        };
        var paid = (await books.Ledger.PostAsync(post)).ValueOrThrow().TransactionId;
        if (spent > 0)
        {
            (await books.Ledger.WithdrawAsync(new Withdraw(bob, Money.EUR(spent)))).ValueOrThrow();
        }

        var given = (await books.Ledger.RefundAsync(new Refund(paid))).ValueOrThrow().TransactionId;

        Assert.Equal([Money.EUR(4m), Money.EUR(4m)], (await books.Reader.GetTransactionAsync(given))!.Entries.Select(entry => entry.Amount));
        Assert.Equal(("10.00 + 0.00", "0.00 + 0.00"), (await books.BalanceAsync(ana), await books.BalanceAsync(bob)));
        Assert.Equal("10.00", (await Facts.SystemAsync(books, SystemAccount.CashCode)).ToAmountString());
    }

    [Theory]
    [OnEveryStore]
    public async Task Of_a_prepaid_wallet_counts_what_has_expired_and_says_when_there_is_nothing(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var card = (await books.Ledger.OpenWalletAsync(new OpenWallet("card") { Currency = Currency.EUR, Kind = WalletKind.Prepaid })).ValueOrThrow().Id;
        (await books.Ledger.DepositAsync(new Deposit(card, Money.EUR(10m)))).ValueOrThrow();
        (await books.Ledger.FreezeAsync(new Freeze(card, Money.EUR(10m)) { ExpiresAt = books.Clock.GetUtcNow().AddHours(1) })).ValueOrThrow();

        var residual = new RefundResidual(card, Currency.EUR) { Actor = new Actor("boss", PermissionPolicy.ManagerRole) };

        var nothing = (await books.Ledger.RefundResidualAsync(residual)).Refusal!;
        books.Clock.Move(TimeSpan.FromHours(1));
        (await books.Ledger.RefundResidualAsync(residual)).ValueOrThrow();

        Assert.Equal(("nothing_to_refund", true, "Nothing is available."), (nothing.Code, nothing.CanRetry, nothing.Message));
        Assert.Equal("0.00 + 0.00", await books.BalanceAsync(card));
    }

    private static async Task<TransactionId> PayAsync(TestLedger books, WalletId payer, WalletId first, WalletId second) =>
        (await books.Ledger.PostAsync(new Post("sale", Money.EUR(0.03m))
        {
            Parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) { ["payer"] = payer, ["first"] = first, ["second"] = second },
        })).ValueOrThrow().TransactionId;
}
