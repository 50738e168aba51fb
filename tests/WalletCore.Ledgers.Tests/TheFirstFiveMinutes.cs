using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests;

public class TheFirstFiveMinutes
{
    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task A_deposit_a_payment_a_freeze_a_refund_and_a_release_add_up(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ledger = books.Ledger;
        var ana = await books.WalletAsync("usr_ana", 100m);
        var bob = await books.WalletAsync("usr_bob");

        var paid = (await ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(30m)) { Key = "order-42" })).ValueOrThrow();
        var frozen = (await ledger.FreezeAsync(new Freeze(ana, Money.EUR(20m)) { Reason = "Dispute" })).ValueOrThrow();
        Assert.Equal("50.00 + 20.00", await books.BalanceAsync(ana));

        (await ledger.RefundAsync(new Refund(paid.TransactionId) { Amount = Money.EUR(10m) })).ValueOrThrow();
        (await ledger.UnfreezeAsync(new Unfreeze(frozen.Id))).ValueOrThrow();

        Assert.Equal("80.00 + 0.00", await books.BalanceAsync(ana));
        Assert.Equal("20.00 + 0.00", await books.BalanceAsync(bob));
    }
}
