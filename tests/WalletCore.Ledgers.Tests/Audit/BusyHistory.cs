using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Audit;

/// <summary>A history in which every verb occurs, refusals and batches among them, each command its own commit unless it is in a batch.</summary>
internal static class BusyHistory
{
    public static PostingRule Sale { get; } = PostingRule.Define("sale", 1, rule => rule
        .Move("fee", Place.Wallet("payer"), Place.System(SystemAccount.FeesCode), AmountRule.Percent(3m), PostingRole.Fee)
        .Move("price", Place.Wallet("payer"), Place.Wallet("shop"), AmountRule.Remaining));

    private static Actor Boss { get; } = new("usr_boss");

    public static LedgerOptions Configure(LedgerOptions options) => options with { Rules = [Sale], Permissions = PermissionPolicy.Open };

    public static async Task WriteAsync(TestLedger books)
    {
        var ledger = books.Ledger;
        var ana = await books.WalletAsync("usr_ana", 1_000m);
        var bob = await books.WalletAsync("usr_bob", 500m);
        var shop = await books.WalletAsync("usr_shop");
        await MoveAsync(ledger, ana, bob);
        await FreezeAsync(books, ana, bob);
        await GiveBackAsync(ledger, ana, shop);
        await LiveAsync(ledger, ana);

        // More than two waypoints' worth of entries, in commits of many.
        books.Clock.Move(TimeSpan.FromDays(1));
        var transfers = Enumerable.Range(0, 150).Select(i => new Transfer(ana, bob, Money.EUR(0.01m))
        {
            Key = $"batch-{i}",
            BusinessDate = new DateOnly(2026, 3, 1).AddDays(i % 40),
        }).ToArray();
        Assert.Equal(150, (await ledger.ExecuteBatchAsync(transfers)).PostedCount);
        Assert.Equal(50, (await ledger.ExecuteBatchAsync([.. transfers.Take(50).Select(transfer => transfer with { Key = null })], BatchMode.AllOrNothing)).PostedCount);
        (await ledger.TransferAsync(new Transfer(bob, ana, Money.EUR(1m)) { Key = "last" })).ValueOrThrow();
    }

    /// <summary>So many further transfers, in commits of up to a thousand.</summary>
    public static async Task WriteMoreAsync(TestLedger books, int count)
    {
        var (dora, emil) = (await books.WalletAsync("usr_dora", 1_000_000m), await books.WalletAsync("usr_emil"));
        for (var done = 0; done < count; done += 1_000)
        {
            var transfers = Enumerable.Range(done, Math.Min(1_000, count - done)).Select(i => new Transfer(dora, emil, Money.EUR(0.01m)) { Key = $"more-{i}" });
            Assert.Equal(Math.Min(1_000, count - done), (await books.Ledger.ExecuteBatchAsync([.. transfers])).PostedCount);
        }
    }

    private static async Task MoveAsync(Ledger ledger, WalletId ana, WalletId bob)
    {
        var metadata = new Metadata(KeyValuePair.Create("order", "7"), KeyValuePair.Create("shop", "Köln"));
        (await ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(30m)) { Key = "order-42", Reference = "ref-1", Metadata = metadata })).ValueOrThrow();
        Assert.True((await ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(30m)) { Key = "order-42", Reference = "ref-1", Metadata = metadata })).Replayed);
        Assert.Equal(
            RefusalCode.InsufficientFunds,
            (await ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(9_999m)) { Key = "too-much" })).Refusal!.Code);
        (await ledger.WithdrawAsync(new Withdraw(bob, Money.EUR(5m)) { Description = "at the counter" })).ValueOrThrow();
        (await ledger.AdjustAsync(new Adjust(bob, Side.Credit, Money.EUR(2m), "goodwill") { Actor = Boss })).ValueOrThrow();
        (await ledger.AdjustAsync(new Adjust(bob, Side.Debit, Money.EUR(1m), "mistake") { Actor = Boss })).ValueOrThrow();
    }

    private static async Task FreezeAsync(TestLedger books, WalletId ana, WalletId bob)
    {
        var ledger = books.Ledger;
        var several = (await ledger.FreezeAsync(new Freeze(ana, Money.EUR(50m)) { Mode = CaptureMode.Several, Reason = "Rental" })).ValueOrThrow().Id;
        (await ledger.RaiseFreezeAsync(new RaiseFreeze(several, Money.EUR(10m)))).ValueOrThrow();
        (await ledger.CaptureAsync(new Capture(several) { Amount = Money.EUR(20m), To = bob })).ValueOrThrow();
        (await ledger.UnfreezeAsync(new Unfreeze(several) { Amount = Money.EUR(5m) })).ValueOrThrow();

        var single = (await ledger.FreezeAsync(new Freeze(ana, Money.EUR(40m)))).ValueOrThrow().Id;
        (await ledger.CaptureAsync(new Capture(single) { Amount = Money.EUR(15m) })).ValueOrThrow();

        var expiring = (await ledger.FreezeAsync(new Freeze(bob, Money.EUR(7m)) { ExpiresAt = books.Clock.GetUtcNow().AddHours(1) })).ValueOrThrow().Id;
        (await ledger.ExtendFreezeAsync(new ExtendFreeze(expiring, books.Clock.GetUtcNow().AddHours(2)))).ValueOrThrow();
        books.Clock.Move(TimeSpan.FromHours(3));
        Assert.Equal(1, await ledger.SweepExpiredAsync());
    }

    private static async Task GiveBackAsync(Ledger ledger, WalletId ana, WalletId shop)
    {
        var partly = await SellAsync(60m);
        var sold = await SellAsync(100m);
        (await ledger.RefundAsync(new Refund(sold) { Amount = Money.EUR(33.33m) })).ValueOrThrow();
        (await ledger.RefundAsync(new Refund(sold))).ValueOrThrow();
        (await ledger.RefundAsync(new Refund(partly) { Amount = Money.EUR(10m) })).ValueOrThrow();
        (await ledger.CancelAsync(new Cancel(await SellAsync(20m)))).ValueOrThrow();
        (await ledger.RefundResidualAsync(new RefundResidual(shop, Currency.EUR))).ValueOrThrow();

        async Task<TransactionId> SellAsync(decimal price) => (await ledger.PostAsync(new Post("sale", Money.EUR(price))
        {
            Parties = new Dictionary<string, WalletRef> { ["payer"] = ana, ["shop"] = shop },
        })).ValueOrThrow().TransactionId;
    }

    private static async Task LiveAsync(Ledger ledger, WalletId ana)
    {
        (await ledger.AddAccountAsync(new AddAccount(ana, Currency.USD) { AccountNumber = "DE-1" })).ValueOrThrow();
        (await ledger.RemoveAccountAsync(new RemoveAccount(ana, Currency.USD))).ValueOrThrow();
        (await ledger.ChangeWalletAsync(new ChangeWallet(ana) { MaxBalance = Money.EUR(10_000m) })).ValueOrThrow();
        (await ledger.FreezeWalletAsync(new FreezeWallet(ana, "court") { Sides = RestrictedSides.Debits })).ValueOrThrow();
        (await ledger.ThawWalletAsync(new ThawWallet(ana, "court"))).ValueOrThrow();
        (await ledger.FreezeWalletAsync(new FreezeWallet(ana, "review") { Sides = RestrictedSides.Credits })).ValueOrThrow();
        (await ledger.ThawWalletAsync(new ThawWallet(ana, "review"))).ValueOrThrow();
        var cleo = (await ledger.OpenWalletAsync(new OpenWallet("usr_cleo") { Currency = Currency.JPY, Kind = WalletKind.Postpaid, CreditLimit = Money.Of(500m, Currency.JPY) })).ValueOrThrow().Id;
        (await ledger.CloseWalletAsync(new CloseWallet(cleo))).ValueOrThrow();
        (await ledger.ReopenWalletAsync(new ReopenWallet(cleo))).ValueOrThrow();
        (await ledger.FreezeWalletAsync(new FreezeWallet(cleo, "unpaid"))).ValueOrThrow();
    }
}
