namespace WalletCore.Aot.App;

/// <summary>The main verbs of a ledger, and its verification. Linked into every app that shows that the library works somewhere unusual.</summary>
internal static class Verbs
{
    public static async Task RunAsync(Ledger ledger)
    {
        var ana = (await ledger.OpenWalletAsync(new OpenWallet("usr_ana") { Currency = Currency.EUR })).ValueOrThrow().Id;
        var bob = (await ledger.OpenWalletAsync(new OpenWallet("usr_bob") { Currency = Currency.EUR })).ValueOrThrow().Id;
        (await ledger.DepositAsync(new Deposit(ana, Money.EUR(100m)) { Key = "dep-1", Metadata = new Metadata(KeyValuePair.Create("from", "bank")) })).ValueOrThrow();
        (await ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(1m)))).ValueOrThrow();
        (await ledger.AdjustAsync(new Adjust(ana, Side.Credit, Money.EUR(1m), "goodwill") { Actor = new Actor("usr_boss") })).ValueOrThrow();
        var paid = (await ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(30m)) { Key = "order-42", Reference = "ref-1" })).ValueOrThrow();
        Check.That((await ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(30m)) { Key = "order-42", Reference = "ref-1" })).Replayed, "a replay");
        var tooMuch = new Transfer(bob, ana, Money.EUR(1_000m)) { Key = "too-much" };
        Check.That((await ledger.TransferAsync(tooMuch)).Refusal?.Code == RefusalCode.InsufficientFunds, "a refusal");
        Check.That((await ledger.TransferAsync(tooMuch)).Replayed, "the same refusal again");

        var frozen = (await ledger.FreezeAsync(new Freeze(ana, Money.EUR(20m)) { Reason = "Dispute" })).ValueOrThrow().Id;
        (await ledger.RaiseFreezeAsync(new RaiseFreeze(frozen, Money.EUR(5m)))).ValueOrThrow();
        (await ledger.CaptureAsync(new Capture(frozen) { Amount = Money.EUR(10m), To = bob })).ValueOrThrow();
        var released = (await ledger.FreezeAsync(new Freeze(ana, Money.EUR(3m)))).ValueOrThrow().Id;
        (await ledger.UnfreezeAsync(new Unfreeze(released))).ValueOrThrow();
        (await ledger.RefundAsync(new Refund(paid.TransactionId) { Amount = Money.EUR(10m) })).ValueOrThrow();
        (await ledger.FreezeWalletAsync(new FreezeWallet(bob, "court"))).ValueOrThrow();
        (await ledger.ThawWalletAsync(new ThawWallet(bob, "court"))).ValueOrThrow();

        var account = (await ledger.Reader.GetWalletAsync(ana))!.AccountIn(Currency.EUR)!;
        Check.That(account.Available == Money.EUR(70m) && account.Frozen == Money.EUR(0m), "the balance");
        var report = await ledger.VerifyAsync();
        Check.That(report.IsClean, string.Join("; ", report.Findings));
    }
}
