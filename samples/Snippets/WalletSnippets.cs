using WalletCore;

namespace Samples.Snippets;

internal static class WalletSnippets
{
    public static async Task RunAsync()
    {
        // begin-snippet: InMemoryLedger
        await using var store = new InMemoryWalletStore();
        await using var ledger = await Ledger.OpenAsync(store);
        // end-snippet
        // begin-snippet: OpenOrFind
        var open = new OpenWallet("usr_ana") { ApplicationId = "app_1", Label = "main", Currency = Currency.EUR };
        var first = (await ledger.OpenWalletAsync(open)).ValueOrThrow();
        var second = (await ledger.OpenWalletAsync(open)).ValueOrThrow();
        Console.WriteLine($"{first.AlreadyOpen}, {second.AlreadyOpen}, the same: {first.Id == second.Id}");
        // end-snippet
        Story.Expect(!first.AlreadyOpen && second.AlreadyOpen && first.Id == second.Id, "opening twice did not find the wallet");

        // begin-snippet: NamingWallets
        (await ledger.AddAccountAsync(new AddAccount(first.Id, Currency.USD) { AccountNumber = "4711" })).ValueOrThrow();

        WalletRef byId = first.Id;
        var byOwner = WalletRef.ByOwner("usr_ana", applicationId: "app_1", label: "main");
        var byNumber = WalletRef.ByAccountNumber("4711");
        // end-snippet
        foreach (var reference in new[] { byId, byOwner, byNumber })
        {
            Story.Expect((await ledger.Reader.GetWalletAsync(reference))!.Id == first.Id, $"{reference} names another wallet");
        }

        // begin-snippet: Postpaid
        var company = (await ledger.OpenWalletAsync(new OpenWallet("cmp_7")
        {
            Kind = WalletKind.Postpaid,
            Currency = Currency.EUR,
            CreditLimit = Money.EUR(500m),
        })).ValueOrThrow();
        var paid = await ledger.WithdrawAsync(new Withdraw(company.Id, Money.EUR(500m)));
        var tooMuch = await ledger.WithdrawAsync(new Withdraw(company.Id, Money.EUR(0.01m)));
        // end-snippet
        Story.Expect(paid.IsPosted && tooMuch.Refusal?.Code == RefusalCode.InsufficientFunds, "the credit limit did not hold");

        // begin-snippet: FreezeWallet
        var manager = new Actor("staff-7", PermissionPolicy.ManagerRole);
        await ledger.FreezeWalletAsync(new FreezeWallet(first.Id, "chargeback") { Sides = RestrictedSides.Debits });
        await ledger.FreezeWalletAsync(new FreezeWallet(first.Id, "court order"));
        await ledger.ThawWalletAsync(new ThawWallet(first.Id, "court order") { Actor = manager });
        // end-snippet
        var frozen = (await ledger.Reader.GetWalletAsync(first.Id))!;
        Story.Expect(frozen.RestrictedSides == RestrictedSides.Debits, "the wallet is not frozen for debits");

        // begin-snippet: ManyLedgers
        await using var acme = await Ledger.OpenAsync(store, new LedgerOptions { Name = "tenant:acme" });
        await using var globex = await Ledger.OpenAsync(store, new LedgerOptions { Name = "tenant:globex" });
        var outcome = await globex.DepositAsync(new Deposit(first.Id, Money.EUR(1m)));
        // end-snippet
        Story.Expect(outcome.Refusal?.Code == RefusalCode.WalletNotFound, "a wallet was found in another ledger");
    }
}
