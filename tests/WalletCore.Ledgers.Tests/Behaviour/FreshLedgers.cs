using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

/// <summary>Nothing is in memory: every command finds what it names in the store.</summary>
public class A_ledger_that_was_just_opened
{
    private const string Taken = "account_number_taken |  | The account number belongs to another account.";

    [Theory]
    [OnEveryStore]
    public async Task Finds_wallets_by_their_account_numbers_and_owners_and_sees_that_a_number_is_taken(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Permissions = PermissionPolicy.Open });
        (await books.Ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR, AccountNumber = "7" })).ValueOrThrow();
        var bob = await books.WalletAsync("bob");
        (Command Command, string Expected)[] table =
        [
            (new Deposit(WalletRef.ByAccountNumber("7"), Money.EUR(1m)), "posted"),
            (new Deposit(WalletRef.ByOwner("ana"), Money.EUR(1m)), "posted"),
            (new OpenWallet("cara") { Currency = Currency.EUR, AccountNumber = "7" }, Taken),
            (new AddAccount(bob, Currency.USD) { AccountNumber = "7" }, Taken),
            (new ChangeWallet(bob) { Currency = Currency.EUR, AccountNumber = "7" }, Taken),
            (new ChangeWallet(bob) { Currency = Currency.EUR, AccountNumber = "8" }, "posted"),
            (new RemoveAccount(bob, Currency.EUR), "posted"),
        ];

        foreach (var line in table)
        {
            await books.ReopenAsync();
            await Answers.AssertAsync(books, line);
        }
    }

    [Theory]
    [OnEveryStore]
    public async Task Knows_by_its_chart_which_accounts_may_go_negative(string store)
    {
        var chart = ChartOfAccounts.Default.With(new SystemAccount("pool", AccountClass.Liability) { MayGoNegative = false });
        await using var books = await TestLedger.OpenAsync(store, options => options with { Chart = chart });
        var ana = await books.WalletAsync("ana", 10m);
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(5m)) { To = "pool" })).ValueOrThrow();
        await books.ReopenAsync();

        var refused = (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(5.01m)) { From = "pool" })).Refusal!;

        Assert.Equal(("insufficient_funds", "pool", Money.EUR(5m), Money.EUR(0.01m)), (refused.Code, refused.Subject, refused.Available, refused.Shortfall));
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(5m)) { From = "pool" })).ValueOrThrow();
    }

    [Theory]
    [OnEveryStore]
    public async Task Answers_a_refused_key_with_every_amount_of_that_time(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 10m);
        var bob = (await books.Ledger.OpenWalletAsync(new OpenWallet("bob") { Currency = Currency.EUR, MaxBalance = Money.EUR(6m) })).ValueOrThrow().Id;
        var paid = (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(5m)))).ValueOrThrow().TransactionId;
        (await books.Ledger.RefundAsync(new Refund(paid) { Amount = Money.EUR(1m) })).ValueOrThrow();
        var refund = new Refund(paid) { Amount = Money.EUR(4.5m), Key = "refund" };
        var transfer = new Transfer(ana, bob, Money.EUR(3m)) { Key = "transfer" };
        var spend = new Withdraw(ana, Money.EUR(7m)) { Key = "spend" };
        var nothing = new Withdraw(WalletRef.ByOwner("nobody"), Money.EUR(7m)) { Key = "nothing" };
        var first = new[]
        {
            (await books.Ledger.RefundAsync(refund)).Refusal!, (await books.Ledger.TransferAsync(transfer)).Refusal!,
            (await books.Ledger.WithdrawAsync(spend)).Refusal!, (await books.Ledger.WithdrawAsync(nothing)).Refusal!,
        };
        await books.ReopenAsync();

        Refusal[] again =
        [
            (await books.Ledger.RefundAsync(refund)).Refusal!, (await books.Ledger.TransferAsync(transfer)).Refusal!,
            (await books.Ledger.WithdrawAsync(spend)).Refusal!, (await books.Ledger.WithdrawAsync(nothing)).Refusal!,
        ];
        Assert.Equal<Refusal>(first, again);
        Assert.Equal(
            ("refund_exceeds_remaining", Money.EUR(5m), Money.EUR(1m), Money.EUR(4m), Money.EUR(4.5m)),
            (first[0].Code, first[0].Original, first[0].Refunded, first[0].Remaining, first[0].Requested));
        Assert.Equal(("max_balance_exceeded", Money.EUR(6m), true), (first[1].Code, first[1].Limit, first[1].CanRetry));
        Assert.Equal(("insufficient_funds", true), (first[2].Code, first[2].CanRetry));
        Assert.Equal(("wallet_not_found", null), (first[3].Code, first[3].Requested));
    }
}
