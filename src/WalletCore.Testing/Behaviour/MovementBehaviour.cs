using WalletCore.Testing.Conformance;

namespace WalletCore.Testing.Behaviour;

/// <summary>Transfers, deposits, withdrawals, batches, limits.</summary>
internal static class MovementBehaviour
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        Case.Of("movements.same_wallet", "A wallet does not pay itself.", SameWallet),
        Case.Of("movements.unknown_wallet", "A wallet of another ledger is as unknown as one that never was.", UnknownWallet),
        Case.Of("movements.insufficient", "A shortage says what is available, frozen, wanted and missing.", Insufficient),
        Case.Of("movements.credit_limit", "The credit limit is reached and not passed.", CreditLimit),
        Case.Of("movements.beyond_lowered_limit", "A wallet beyond a lowered limit takes money and gives none.", BeyondLoweredLimit),
        Case.Of("movements.max_balance", "A transfer stops at the maximum balance; a refund passes it.", MaxBalance),
        Case.Of("movements.batch_atomic", "One refusal undoes a whole batch and names its index; without one each command sees the ones before.", Atomic),
        Case.Of("movements.batch_independent", "Each command of an independent batch has its own outcome.", Independent),
        Case.Of("movements.references", "References are found again, newest first, and may repeat.", References),
        Case.Of("movements.references", "References are unique where the host says so, over a restart too.", UniqueReferences, "unique"),
        Case.Of("movements.limits", "A day's limit begins anew at midnight in the policy's zone, over a restart too.", DayLimit),
        Case.Of("movements.limits", "A month's limit holds to the last instant of the month and begins anew on the first.", MonthLimit, "month"),
        Case.Of("movements.limits", "Less than the smallest amount of an operation is refused; exactly it is not.", Minimum, "minimum"),
        Case.Of("movements.allow_list", "Only who is on the rule's list may pay whom it names.", AllowList),
        Case.Of("movements.disabled", "What is switched off for one application is not for the others.", Disabled),
    ];

    private static async Task SameWallet(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 10m);
        await scene.RefusedAsync("same_wallet", new Transfer(ana, ana, Money.EUR(1m)));
        await scene.RefusedAsync("same_wallet", new Transfer(ana, WalletRef.ByOwner("ana"), Money.EUR(100m)));
    }

    private static async Task UnknownWallet(StoreUnderTest underTest)
    {
        await using var other = await Scene.OpenAsync(underTest, options => options with { Name = "other" });
        await using var scene = await Scene.OpenAsync(underTest);
        var stranger = await other.WalletAsync("stranger", 10m);
        var ana = await scene.WalletAsync("ana", 10m);
        var unknown = await scene.RefusedAsync("wallet_not_found", new Transfer(ana, WalletRef.ByOwner("nobody"), Money.EUR(1m)));
        var elsewhere = await scene.RefusedAsync("wallet_not_found", new Transfer(ana, stranger, Money.EUR(1m)));
        Check.Same(unknown.Message, elsewhere.Message, "What the refusals say");
        await scene.RefusedAsync("wallet_not_found", new Withdraw(stranger, Money.EUR(1m)));
        Check.Same(null, await scene.Ledger.Reader.GetWalletAsync(stranger), "The other ledger's wallet");
        await other.HasAsync(stranger, "10.00 + 0.00");
    }

    private static async Task Insufficient(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 100m);
        var bob = await scene.WalletAsync("bob");
        await scene.PostedAsync(new Freeze(ana, Money.EUR(30m)));
        var refusal = await scene.RefusedAsync("insufficient_funds", new Transfer(ana, bob, Money.EUR(70.01m)));
        Check.Same(
            (Money.EUR(70m), Money.EUR(70.01m), Money.EUR(0.01m), Money.EUR(30m)).ToString(),
            (refusal.Available!.Value, refusal.Requested!.Value, refusal.Shortfall!.Value, refusal.Frozen!.Value).ToString(),
            "Available, requested, shortfall, frozen");
        await scene.PostedAsync(new Transfer(ana, bob, Money.EUR(70m)));
        await scene.HasAsync(ana, "0.00 + 30.00");
        await scene.HasAsync(bob, "70.00 + 0.00");
    }

    private static async Task<WalletId> PostpaidAsync(Scene scene) =>
        (await scene.PostedAsync(new OpenWallet("ana") { Currency = Currency.EUR, Kind = WalletKind.Postpaid, CreditLimit = Money.EUR(50m) })).Id;

    private static async Task CreditLimit(Scene scene)
    {
        var ana = await PostpaidAsync(scene);
        var refusal = await scene.RefusedAsync("insufficient_funds", new Withdraw(ana, Money.EUR(50.01m)));
        Check.Same(Money.EUR(50m).ToString(), refusal.CreditLimit.ToString(), "The credit limit");
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(50m)));
        await scene.RefusedAsync("insufficient_funds", new Withdraw(ana, Money.EUR(0.01m)));
        await scene.HasAsync(ana, "-50.00 + 0.00");
    }

    private static async Task BeyondLoweredLimit(Scene scene)
    {
        var ana = await PostpaidAsync(scene);
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(50m)));
        await scene.PostedAsync(new ChangeWallet(ana) { CreditLimit = Money.EUR(10m), Actor = Scene.Manager });
        await scene.PostedAsync(new Deposit(ana, Money.EUR(1m)));
        await scene.RefusedAsync("insufficient_funds", new Withdraw(ana, Money.EUR(0.01m)));
        await scene.HasAsync(ana, "-49.00 + 0.00");
    }

    private static async Task MaxBalance(Scene scene)
    {
        var ana = (await scene.PostedAsync(new OpenWallet("ana") { Currency = Currency.EUR, MaxBalance = Money.EUR(10m) })).Id;
        var bob = await scene.WalletAsync("bob", 10m);
        await scene.PostedAsync(new Deposit(ana, Money.EUR(10m)));
        await scene.RefusedAsync("max_balance_exceeded", new Deposit(ana, Money.EUR(0.01m)));
        var paid = (await scene.PostedAsync(new Transfer(ana, bob, Money.EUR(5m)))).TransactionId;
        await scene.PostedAsync(new Deposit(ana, Money.EUR(5m)));
        await scene.RefusedAsync("max_balance_exceeded", new Transfer(bob, ana, Money.EUR(0.01m)));
        await scene.PostedAsync(new Refund(paid));
        await scene.HasAsync(ana, "15.00 + 0.00");
    }

    private static async Task Atomic(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 10m);
        var bob = await scene.WalletAsync("bob");
        var carl = await scene.WalletAsync("carl");
        var before = await scene.DigestAsync();
        var undone = await scene.Ledger.ExecuteBatchAsync(
            [
                new Transfer(ana, bob, Money.EUR(10m)) { Key = "one" },
                new Transfer(bob, carl, Money.EUR(10m)),
                new Transfer(ana, carl, Money.EUR(0.01m)) { Key = "three" },
                new Deposit(ana, Money.EUR(1m)),
            ],
            BatchMode.AllOrNothing);
        Check.Same(2, undone.RefusedAt, "The index of the command that undid the batch");
        Check.Same("batch_undone batch_undone insufficient_funds batch_undone", string.Join(' ', undone.Outcomes.Select(Scene.Code)), "The outcomes");
        Check.Same(before, await scene.DigestAsync(), "The books after a batch that was undone");

        // Nothing of it is remembered: the keys are free.
        var done = await scene.Ledger.ExecuteBatchAsync(
            [
                new Transfer(ana, bob, Money.EUR(10m)) { Key = "three" },
                new Transfer(bob, carl, Money.EUR(10m)) { Key = "one" },
                new Transfer(carl, ana, Money.EUR(10m)),
                new Transfer(ana, bob, Money.EUR(4m)),
            ],
            BatchMode.AllOrNothing);
        Check.Same("posted posted posted posted", string.Join(' ', done.Outcomes.Select(Scene.Code)), "The outcomes");
        await scene.HasAsync(ana, "6.00 + 0.00");
        await scene.HasAsync(bob, "4.00 + 0.00");
        await scene.HasAsync(carl, "0.00 + 0.00");
    }

    private static async Task Independent(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 10m);
        var bob = await scene.WalletAsync("bob");
        var batch = await scene.Ledger.ExecuteBatchAsync(
        [
            new Transfer(ana, bob, Money.EUR(6m)),
            new Transfer(ana, bob, Money.EUR(6m)),
            new Transfer(ana, ana, Money.EUR(1m)),
            new Transfer(bob, ana, Money.EUR(1m)),
            new Transfer(ana, bob, Money.EUR(5m)),
        ]);
        Check.Same("posted insufficient_funds same_wallet posted posted", string.Join(' ', batch.Outcomes.Select(Scene.Code)), "The outcomes");
        Check.Same((3, 2, (int?)null).ToString(), (batch.PostedCount, batch.RefusedCount, batch.RefusedAt).ToString(), "The counts");
        await scene.HasAsync(ana, "0.00 + 0.00");
        await scene.HasAsync(bob, "10.00 + 0.00");
    }

    private static async Task References(Scene scene)
    {
        var ana = await scene.WalletAsync("ana");
        var first = await scene.PostedAsync(new Deposit(ana, Money.EUR(1m)) { Reference = "invoice-1" });
        await scene.PostedAsync(new Deposit(ana, Money.EUR(1m)) { Reference = "invoice-2" });
        var second = await scene.PostedAsync(new Deposit(ana, Money.EUR(1m)) { Reference = "invoice-1" });
        var found = await scene.Ledger.Reader.FindByReferenceAsync("invoice-1");
        Check.Same($"{second.TransactionId} {first.TransactionId}", string.Join(' ', found.Items.Select(row => row.Id)), "The transactions of a reference");
    }

    private static async Task UniqueReferences(StoreUnderTest underTest)
    {
        await using var scene = await Scene.OpenAsync(underTest, options => options with { UniqueReferences = true });
        var ana = await scene.WalletAsync("ana");
        await scene.PostedAsync(new Deposit(ana, Money.EUR(1m)) { Reference = "r" });
        await scene.RefusedAsync("reference_taken", new Deposit(ana, Money.EUR(1m)) { Reference = "r" });
        await scene.ReopenAsync();
        await scene.RefusedAsync("reference_taken", new Withdraw(ana, Money.EUR(1m)) { Reference = "r" });
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(1m)) { Reference = "R" });
    }

    private static Task<Scene> LimitedAsync(StoreUnderTest underTest, LimitWindow window) => Scene.OpenAsync(underTest, options => options with
    {
        WalletPolicies =
        [
            new WalletPolicy
            {
                TimeZone = TimeZoneInfo.CreateCustomTimeZone("plus-two", TimeSpan.FromHours(2), "plus two", "plus two"),
                UsageLimits = [new UsageLimit(Operations.Withdraw, window, Money.EUR(10m))],
            },
        ],
    });

    private static async Task DayLimit(StoreUnderTest underTest)
    {
        await using var scene = await LimitedAsync(underTest, LimitWindow.Day);
        var ana = await scene.WalletAsync("ana", 100m);
        scene.Clock.Set(new DateTimeOffset(2026, 3, 1, 21, 59, 59, TimeSpan.Zero));
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(9m)));
        await scene.ReopenAsync();
        var refusal = await scene.RefusedAsync("limit_exceeded", new Withdraw(ana, Money.EUR(1.01m)));
        Check.Same("withdraw.day 1.00 EUR", $"{refusal.Subject} {refusal.Remaining}", "What the refusal says");
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(1m)));
        scene.Clock.Move(TimeSpan.FromSeconds(1));
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(10m)));
        await scene.RefusedAsync("limit_exceeded", new Withdraw(ana, Money.EUR(0.01m)));
        await scene.HasAsync(ana, "80.00 + 0.00");
    }

    private static async Task MonthLimit(StoreUnderTest underTest)
    {
        await using var scene = await LimitedAsync(underTest, LimitWindow.Month);
        var ana = await scene.WalletAsync("ana", 100m);
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(6m)));
        scene.Clock.Set(new DateTimeOffset(2026, 3, 31, 21, 59, 59, TimeSpan.Zero));
        var refusal = await scene.RefusedAsync("limit_exceeded", new Withdraw(ana, Money.EUR(4.01m)));
        Check.Same("withdraw.month 4.00 EUR", $"{refusal.Subject} {refusal.Remaining}", "What the refusal says");
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(4m)));
        scene.Clock.Move(TimeSpan.FromSeconds(1));
        await scene.ReopenAsync();
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(10m)));
        await scene.RefusedAsync("limit_exceeded", new Withdraw(ana, Money.EUR(0.01m)));
    }

    private static async Task Minimum(StoreUnderTest underTest)
    {
        await using var scene = await Scene.OpenAsync(
            underTest, options => options with { WalletPolicies = [new WalletPolicy { Minimums = [new(Operations.Withdraw, Money.EUR(2m))] }] });
        var ana = await scene.WalletAsync("ana", 10m);
        var refusal = await scene.RefusedAsync("amount_below_minimum", new Withdraw(ana, Money.EUR(1.99m)));
        Check.Same(Money.EUR(2m).ToString(), refusal.Limit.ToString(), "The minimum");
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(2m)));
        await scene.PostedAsync(new Deposit(ana, Money.EUR(0.01m)));
    }

    private static async Task AllowList(StoreUnderTest underTest)
    {
        await using var scene = await Scene.OpenAsync(underTest, options => options with
        {
            Rules =
            [
                PostingRule.Define("allowance", 1, rule => rule
                    .Move("allowance", Place.Wallet("parent"), Place.Wallet("child"), AmountRule.Principal)
                    .Allow(new PaymentPermission { Payer = "parent", Payee = "child", PayeeLabel = "child" })),
            ],
        });
        var ana = await scene.WalletAsync("ana", 10m);
        var bob = await scene.WalletAsync("bob");
        var child = (await scene.PostedAsync(new OpenWallet("ana") { Label = "child", Currency = Currency.EUR })).Id;
        await scene.RefusedAsync("payment_not_allowed", Pay(bob));
        await scene.PostedAsync(Pay(child));
        await scene.HasAsync(child, "4.00 + 0.00");

        Post Pay(WalletId payee) => new("allowance", Money.EUR(4m))
        {
            Parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) { ["parent"] = ana, ["child"] = payee },
        };
    }

    private static async Task Disabled(StoreUnderTest underTest)
    {
        await using var scene = await Scene.OpenAsync(
            underTest,
            options => options with { WalletPolicies = [new WalletPolicy { ApplicationId = "kiosk", DisabledOperations = [Operations.Withdraw, Operations.Refund] }] });
        var ana = await scene.WalletAsync("ana", 10m);
        var kiosk = (await scene.PostedAsync(new OpenWallet("ana") { ApplicationId = "kiosk", Currency = Currency.EUR })).Id;
        var deposit = (await scene.PostedAsync(new Deposit(kiosk, Money.EUR(10m)))).TransactionId;
        await scene.RefusedAsync("operation_disabled", new Withdraw(kiosk, Money.EUR(1m)));
        await scene.RefusedAsync("operation_disabled", new Refund(deposit));
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(1m)));
    }
}
