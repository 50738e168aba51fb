using WalletCore.Testing.Conformance;

namespace WalletCore.Testing.Behaviour;

/// <summary>The life of wallets.</summary>
internal static class LifeBehaviour
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        Case.Of("life.open_twice", "Opening again returns the wallet that is there.", OpenTwice),
        Case.Of("life.open_twice", "Many callers at once open one wallet.", OpenAtOnce, "at_once"),
        Case.Of("life.restrictions", "Each reason stops its side; the last one lifted thaws the wallet; a restart changes nothing.", Restrictions),
        Case.Of("life.close", "Money and active freeze records keep a wallet open.", Close),
        Case.Of("life.closed", "A closed wallet refuses every movement until it is reopened.", Closed),
        Case.Of("life.kinds", "Prepaid stops at zero, postpaid at its limit, whatever is frozen.", Kinds),
        Case.Of("life.permissions", "Verbs that need a role are refused without it and leave no trace.", Permissions),
    ];

    private static async Task OpenTwice(Scene scene)
    {
        var first = await scene.PostedAsync(new OpenWallet("ana") { Currency = Currency.EUR });
        var again = await scene.PostedAsync(new OpenWallet("ana") { Currency = Currency.EUR });
        Check.Same($"{first.Id} False {first.Id} True", $"{first.Id} {first.AlreadyOpen} {again.Id} {again.AlreadyOpen}", "Both receipts");
        var dollars = await scene.PostedAsync(new OpenWallet("ana") { Currency = Currency.USD });
        Check.Same(first.Id, dollars.Id, "The wallet with a further currency");
        var label = await scene.PostedAsync(new OpenWallet("ana") { Currency = Currency.EUR, Label = "savings" });
        var application = await scene.PostedAsync(new OpenWallet("ana") { Currency = Currency.EUR, ApplicationId = "shop" });
        Check.Same(3, new[] { first.Id, label.Id, application.Id }.Distinct().Count(), "Wallets of other labels and applications");
        await scene.RefusedAsync("wallet_terms_differ", new OpenWallet("ana") { Currency = Currency.EUR, Kind = WalletKind.Postpaid });
    }

    private static async Task OpenAtOnce(Scene scene)
    {
        var outcomes = await Check.Soon(Task.WhenAll(Enumerable.Range(0, 32).Select(_ =>
            Task.Run(async () => await scene.Ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR })))));
        Check.Same(1, outcomes.Select(outcome => outcome.ValueOrThrow().Id).Distinct().Count(), "The wallets");
        Check.Same(1, outcomes.Count(outcome => !outcome.Receipt!.AlreadyOpen), "Those that opened it");
    }

    private static async Task Restrictions(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 10m);
        await scene.PostedAsync(new FreezeWallet(ana, "court") { Sides = RestrictedSides.Debits });
        await scene.PostedAsync(new Deposit(ana, Money.EUR(1m)));
        await scene.RefusedAsync("wallet_frozen", new Withdraw(ana, Money.EUR(1m)));
        await scene.RefusedAsync("wallet_frozen", new Freeze(ana, Money.EUR(1m)));
        await scene.PostedAsync(new FreezeWallet(ana, "fraud"));
        await scene.RefusedAsync("wallet_frozen", new Deposit(ana, Money.EUR(1m)));
        await scene.ReopenAsync();
        await scene.PostedAsync(new ThawWallet(ana, "fraud") { Actor = Scene.Manager });
        await scene.PostedAsync(new Deposit(ana, Money.EUR(1m)));
        await scene.RefusedAsync("wallet_frozen", new Withdraw(ana, Money.EUR(1m)));
        await scene.RefusedAsync("wallet_not_frozen", new ThawWallet(ana, "fraud") { Actor = Scene.Manager });
        await scene.PostedAsync(new ThawWallet(ana, "court") { Actor = Scene.Manager });
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(1m)));
        await scene.HasAsync(ana, "11.00 + 0.00");
    }

    private static async Task Close(Scene scene)
    {
        var ana = await scene.WalletAsync("ana", 10m);
        var id = (await scene.PostedAsync(new Freeze(ana, Money.EUR(4m)))).Id;
        await scene.RefusedAsync("wallet_has_freezes", new CloseWallet(ana));
        await scene.PostedAsync(new Unfreeze(id));
        await scene.RefusedAsync("wallet_not_empty", new CloseWallet(ana));
        await scene.PostedAsync(new Withdraw(ana, Money.EUR(10m)));
        await scene.PostedAsync(new CloseWallet(ana));
    }

    private static async Task Closed(Scene scene)
    {
        var ana = await scene.WalletAsync("ana");
        var bob = await scene.WalletAsync("bob", 10m);
        await scene.PostedAsync(new CloseWallet(ana));
        await scene.ReopenAsync();
        await scene.RefusedAsync("wallet_closed", new Deposit(ana, Money.EUR(1m)));
        await scene.RefusedAsync("wallet_closed", new Withdraw(ana, Money.EUR(1m)));
        await scene.RefusedAsync("wallet_closed", new Transfer(bob, ana, Money.EUR(1m)));
        await scene.RefusedAsync("wallet_closed", new Freeze(ana, Money.EUR(1m)));
        await scene.RefusedAsync("wallet_closed", new CloseWallet(ana));
        await scene.RefusedAsync("wallet_closed", new OpenWallet("ana") { Currency = Currency.EUR });
        await scene.PostedAsync(new ReopenWallet(ana) { Actor = Scene.Manager });
        await scene.RefusedAsync("wallet_not_closed", new ReopenWallet(ana) { Actor = Scene.Manager });
        await scene.PostedAsync(new Transfer(bob, ana, Money.EUR(1m)));
    }

    private static async Task Kinds(Scene scene)
    {
        var prepaid = await scene.WalletAsync("ana", 10m);
        await scene.RefusedAsync("insufficient_funds", new Withdraw(prepaid, Money.EUR(10.01m)));
        await scene.RefusedAsync("command_invalid", new OpenWallet("bob") { Currency = Currency.EUR, CreditLimit = Money.EUR(1m) });
        var postpaid = (await scene.PostedAsync(new OpenWallet("bob") { Currency = Currency.EUR, Kind = WalletKind.Postpaid, CreditLimit = Money.EUR(20m) })).Id;
        await scene.PostedAsync(new Freeze(postpaid, Money.EUR(15m)));
        await scene.RefusedAsync("insufficient_funds", new Withdraw(postpaid, Money.EUR(5.01m)));
        await scene.PostedAsync(new Withdraw(postpaid, Money.EUR(5m)));
        await scene.HasAsync(postpaid, "-20.00 + 15.00");
    }

    private static async Task Permissions(Scene scene)
    {
        var ana = await scene.WalletAsync("ana");
        var teller = new Actor("tina", "teller");
        await scene.RefusedAsync("permission_denied", new Adjust(ana, Side.Credit, Money.EUR(1m), "counted") { Actor = teller });
        await scene.RefusedAsync("permission_denied", new ChangeWallet(ana) { MaxBalance = Money.EUR(1m), Actor = teller });
        await scene.RefusedAsync("command_invalid", new Adjust(ana, Side.Credit, Money.EUR(1m), "counted"));
        await scene.PostedAsync(new Adjust(ana, Side.Credit, Money.EUR(1m), "counted") { Actor = Scene.Manager });
        await scene.HasAsync(ana, "1.00 + 0.00");
        await scene.SystemHasAsync(SystemAccount.AdjustmentsCode, "1.00");
    }
}
