using WalletCore.Testing.Conformance;

namespace WalletCore.Testing.Behaviour;

/// <summary>Refunds and cancellations.</summary>
internal static class RefundBehaviour
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        Case.Of("refunds.no_amount", "Without an amount all the rest is given back.", NoAmount),
        Case.Of("refunds.exceeds", "More than what is left is refused, saying original, refunded and remaining.", Exceeds),
        Case.Of("refunds.nothing_left", "When all is given back there is nothing left.", NothingLeft),
        Case.Of("refunds.at_once", "Of 60 and 60 at once of 100 exactly one posts.", AtOnce),
        Case.Of("refunds.not_refundable", "Refunds, freezes, openings and cancelled transactions are not refunded.", NotRefundable),
        Case.Of("refunds.unknown", "An unknown original, and one that another wallet paid, are both not found.", Unknown),
        Case.Of("refunds.receiver_spent", "A receiver who spent it cannot give it back, unless the terms let it overdraw or another account pay.", ReceiverSpent),
        Case.Of("refunds.payer_stopped", "Money goes back to a wallet that may not pay, not to one that may not receive, nor to a closed one.", PayerStopped),
        Case.Of("refunds.fees", "Fees go back in proportion, stay, or go back in full.", Fees),
        Case.Of("refunds.window_and_count", "A window is inclusive to the instant; a count is a count.", WindowAndCount),
        Case.Of("refunds.cancel", "The whole is reversed, fees and all, once.", Cancel),
        Case.Of("refunds.residual", "What is available is paid out; what is frozen stays.", Residual),
        Case.Of("refunds.ask", "What can be refunded is read before, between and after refunds.", Ask),
    ];

    private static async Task<(WalletId Ana, WalletId Bob, TransactionId Paid)> PayAsync(Scene scene, decimal balance = 100m)
    {
        var ana = await scene.WalletAsync("ana", balance);
        var bob = await scene.WalletAsync("bob");
        return (ana, bob, (await scene.PostedAsync(new Transfer(ana, bob, Money.EUR(100m)))).TransactionId);
    }

    private static async Task NoAmount(Scene scene)
    {
        var (ana, bob, paid) = await PayAsync(scene);
        await scene.PostedAsync(new Refund(paid) { Amount = Money.EUR(30m) });
        await scene.HasAsync(ana, "30.00 + 0.00");
        var rest = await scene.PostedAsync(new Refund(paid));
        Check.Same(Money.EUR(70m).ToString(), rest.Amount.ToString(), "The rest");
        await scene.HasAsync(ana, "100.00 + 0.00");
        await scene.HasAsync(bob, "0.00 + 0.00");
    }

    private static async Task Exceeds(Scene scene)
    {
        var (ana, bob, paid) = await PayAsync(scene);
        await scene.PostedAsync(new Refund(paid) { Amount = Money.EUR(60m) });
        await scene.PostedAsync(new Deposit(bob, Money.EUR(100m)));
        var refusal = await scene.RefusedAsync("refund_exceeds_remaining", new Refund(paid) { Amount = Money.EUR(40.01m) });
        Check.Same("100.00 EUR 60.00 EUR 40.00 EUR", $"{refusal.Original} {refusal.Refunded} {refusal.Remaining}", "Original, refunded, remaining");
        await scene.ReopenAsync();
        await scene.PostedAsync(new Refund(paid) { Amount = Money.EUR(40m) });
        await scene.HasAsync(ana, "100.00 + 0.00");
    }

    private static async Task NothingLeft(Scene scene)
    {
        var (_, bob, paid) = await PayAsync(scene);
        await scene.PostedAsync(new Refund(paid));
        await scene.PostedAsync(new Deposit(bob, Money.EUR(100m)));
        await scene.RefusedAsync("already_refunded", new Refund(paid) { Amount = Money.EUR(0.01m) });
        await scene.RefusedAsync("already_refunded", new Refund(paid));
    }

    private static async Task AtOnce(Scene scene)
    {
        var (ana, bob, paid) = await PayAsync(scene);
        await scene.PostedAsync(new Deposit(bob, Money.EUR(100m)));
        var refund = new Refund(paid) { Amount = Money.EUR(60m) };
        var outcomes = await Check.Soon(Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () => await scene.Ledger.RefundAsync(refund)))));
        Check.Same("posted refund_exceeds_remaining", string.Join(' ', outcomes.Select(Scene.Code).Order(StringComparer.Ordinal)), "The outcomes");
        await scene.HasAsync(ana, "60.00 + 0.00");
    }

    private static async Task NotRefundable(Scene scene)
    {
        var (ana, _, paid) = await PayAsync(scene, 200m);
        var refund = await scene.PostedAsync(new Refund(paid) { Amount = Money.EUR(1m) });
        await scene.RefusedAsync("not_refundable", new Refund(refund.TransactionId));
        await scene.RefusedAsync("not_cancellable", new Cancel(refund.TransactionId));
        var freeze = await scene.PostedAsync(new Freeze(ana, Money.EUR(1m)));
        await scene.RefusedAsync("not_refundable", new Refund(freeze.TransactionId));
        var adjusted = await scene.PostedAsync(new Adjust(ana, Side.Debit, Money.EUR(1m), "counted") { Actor = Scene.Manager });
        await scene.RefusedAsync("not_refundable", new Refund(adjusted.TransactionId));
        var opened = await scene.PostedAsync(new OpenWallet("carl") { Currency = Currency.EUR });
        await scene.RefusedAsync("not_refundable", new Refund(opened.TransactionId));
        var withdrawn = await scene.PostedAsync(new Withdraw(ana, Money.EUR(5m)));
        await scene.PostedAsync(new Cancel(withdrawn.TransactionId));
        await scene.RefusedAsync("not_refundable", new Refund(withdrawn.TransactionId));
    }

    private static async Task Unknown(Scene scene)
    {
        var (ana, bob, paid) = await PayAsync(scene);
        await scene.RefusedAsync("transaction_not_found", new Refund(TransactionId.Parse("txn_01h455vb4pex5vsknk084sn02q")));
        await scene.RefusedAsync("transaction_not_found", new Refund(paid) { Payer = bob });
        await scene.RefusedAsync("transaction_not_found", new Refund(paid) { Payer = WalletRef.ByOwner("nobody") });
        await scene.PostedAsync(new Refund(paid) { Payer = ana });
    }

    private static async Task ReceiverSpent(StoreUnderTest underTest)
    {
        var number = 0;
        foreach (var (terms, code, bobHas, promotionsHave) in new[]
        {
            (RefundTerms.Default, "insufficient_funds", "40.00 + 0.00", "0.00"),
            (new RefundTerms { AllowOverdraft = true }, "posted", "-60.00 + 0.00", "0.00"),
            (new RefundTerms { FundingAccount = SystemAccount.PromotionsCode }, "posted", "0.00 + 0.00", "60.00"),
        })
        {
            var name = $"ledger-{++number}";
            await using var scene = await Scene.OpenAsync(underTest, options => WithTransferFee(options, 0m, terms) with { Name = name });
            var (_, bob, paid) = await PayAsync(scene);
            await scene.PostedAsync(new Withdraw(bob, Money.EUR(60m)));
            Check.Same(code, Scene.Code(await scene.Ledger.RefundAsync(new Refund(paid))), "The refund");
            await scene.HasAsync(bob, bobHas);
            await scene.SystemHasAsync(SystemAccount.PromotionsCode, promotionsHave);
        }
    }

    private static async Task PayerStopped(Scene scene)
    {
        var (ana, _, paid) = await PayAsync(scene);
        var savings = (await scene.PostedAsync(new OpenWallet("ana") { Label = "savings", Currency = Currency.EUR })).Id;
        await scene.PostedAsync(new FreezeWallet(ana, "court") { Sides = RestrictedSides.Debits });
        await scene.PostedAsync(new Refund(paid) { Amount = Money.EUR(10m) });
        await scene.PostedAsync(new FreezeWallet(ana, "fraud") { Sides = RestrictedSides.Credits });
        await scene.RefusedAsync("wallet_frozen", new Refund(paid));
        await scene.PostedAsync(new ThawWallet(ana, "court") { Actor = Scene.Manager });
        await scene.PostedAsync(new ThawWallet(ana, "fraud") { Actor = Scene.Manager });
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(10m)));
        await scene.PostedAsync(new CloseWallet(ana));
        await scene.RefusedAsync("wallet_closed", new Refund(paid));
        await scene.RefusedAsync("wallet_not_found", new Refund(paid) { To = WalletRef.ByOwner("bob") });
        await scene.PostedAsync(new Refund(paid) { To = savings });
        await scene.HasAsync(savings, "90.00 + 0.00");
    }

    private static async Task Fees(StoreUnderTest underTest)
    {
        foreach (var (fees, afterPart, afterAll, bobHas) in new[]
        {
            (FeeRefund.Proportional, "1.80", "0.00", "0.00 + 0.00"),
            (FeeRefund.Keep, "3.00", "3.00", "-3.00 + 0.00"),
            (FeeRefund.Full, "0.00", "0.00", "0.00 + 0.00"),
        })
        {
            var terms = new RefundTerms { Fees = fees, AllowOverdraft = true };
            var name = "fees-" + fees.ToString().ToLowerInvariant();
            await using var scene = await Scene.OpenAsync(underTest, options => WithTransferFee(options, 3m, terms) with { Name = name });
            var (ana, bob, paid) = await PayAsync(scene);
            await scene.SystemHasAsync(SystemAccount.FeesCode, "3.00");
            await scene.PostedAsync(new Refund(paid) { Amount = Money.EUR(40m) });
            await scene.HasAsync(ana, "40.00 + 0.00");
            await scene.SystemHasAsync(SystemAccount.FeesCode, afterPart);
            await scene.PostedAsync(new Refund(paid));
            await scene.HasAsync(ana, "100.00 + 0.00");
            await scene.HasAsync(bob, bobHas);
            await scene.SystemHasAsync(SystemAccount.FeesCode, afterAll);
        }
    }

    private static async Task WindowAndCount(StoreUnderTest underTest)
    {
        var terms = new RefundTerms { Window = TimeSpan.FromDays(1), CountMax = 2 };
        await using var scene = await Scene.OpenAsync(underTest, options => WithTransferFee(options, 0m, terms));
        var (_, _, paid) = await PayAsync(scene);
        await scene.PostedAsync(new Refund(paid) { Amount = Money.EUR(1m) });
        scene.Clock.Move(TimeSpan.FromDays(1));
        await scene.PostedAsync(new Refund(paid) { Amount = Money.EUR(1m) });
        await scene.RefusedAsync("refund_count_exceeded", new Refund(paid));
        scene.Clock.Move(TimeSpan.FromMicroseconds(1));
        await scene.RefusedAsync("refund_window_expired", new Refund(paid));
    }

    private static async Task Cancel(StoreUnderTest underTest)
    {
        await using var scene = await Scene.OpenAsync(underTest, options => WithTransferFee(options, 3m, new RefundTerms { Fees = FeeRefund.Keep }));
        var (ana, bob, paid) = await PayAsync(scene, 200m);
        await scene.PostedAsync(new Cancel(paid));
        await scene.HasAsync(ana, "200.00 + 0.00");
        await scene.HasAsync(bob, "0.00 + 0.00");
        await scene.SystemHasAsync(SystemAccount.FeesCode, "0.00");
        await scene.RefusedAsync("not_cancellable", new Cancel(paid));
        var second = (await scene.PostedAsync(new Transfer(ana, bob, Money.EUR(10m)))).TransactionId;
        await scene.PostedAsync(new Refund(second) { Amount = Money.EUR(1m) });
        await scene.RefusedAsync("not_cancellable", new Cancel(second));
    }

    private static async Task Residual(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 10m);
        await scene.PostedAsync(new Freeze(ana, Money.EUR(4m)));
        var credit = (await scene.PostedAsync(new OpenWallet("bob") { Currency = Currency.EUR, Kind = WalletKind.Postpaid })).Id;
        await scene.RefusedAsync("permission_denied", new RefundResidual(ana, Currency.EUR));
        await scene.RefusedAsync("wallet_not_prepaid", new RefundResidual(credit, Currency.EUR) { Actor = Scene.Manager });
        var date = new DateOnly(2026, 2, 27);
        var command = new RefundResidual(ana, Currency.EUR) { Actor = Scene.Manager, Key = "r", CorrelationId = "c-1", BusinessDate = date };
        var paid = await scene.PostedAsync(command);
        Check.Same(Money.EUR(6m).ToString(), paid.Amount.ToString(), "What was paid out");
        var transaction = (await scene.Ledger.Reader.GetTransactionAsync(paid.TransactionId))!;
        Check.Same($"{date:O} c-1 r", $"{transaction.BusinessDate:O} {transaction.CorrelationId} {transaction.Key}", "Date, correlation id and key");
        await scene.ReplayedAsync(command);
        await scene.HasAsync(ana, "0.00 + 4.00");
        await scene.RefusedAsync("nothing_to_refund", new RefundResidual(ana, Currency.EUR) { Actor = Scene.Manager });
    }

    private static async Task Ask(Scene scene)
    {
        var (_, _, paid) = await PayAsync(scene);
        foreach (var (amount, expected) in new[] { (60m, "100.00 EUR of 100.00 EUR, 0 times"), (40m, "40.00 EUR of 100.00 EUR, 1 times"), (0m, "0.00 EUR of 100.00 EUR, 2 times") })
        {
            var refundable = (await scene.Ledger.Reader.GetRefundableAsync(paid))!;
            Check.Same(expected, $"{refundable.Remaining} of {refundable.Original}, {refundable.Count} times", "What can be refunded");
            if (amount > 0)
            {
                await scene.PostedAsync(new Refund(paid) { Amount = Money.EUR(amount) });
            }
        }
    }

    private static LedgerOptions WithTransferFee(LedgerOptions options, decimal percent, RefundTerms terms) => options with
    {
        Rules =
        [
            PostingRule.Define(Operations.Transfer, 2, rule => rule
                .Move("fee", Place.Wallet(Parties.From), Place.System(SystemAccount.FeesCode), AmountRule.Percent(percent), PostingRole.Fee)
                .Move("payment", Place.Wallet(Parties.From), Place.Wallet(Parties.To), AmountRule.Remaining)
                .Refundable(terms)),
        ],
    };
}
