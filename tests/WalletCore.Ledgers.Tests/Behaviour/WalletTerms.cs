using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

/// <summary>Opening, changing, freezing and closing wallets where one condition alone decides, or where two apply.</summary>
public class A_wallets_terms
{
    private const string HasFreezes = "wallet_has_freezes |  | Active freeze records hold money of the wallet.";
    private const string NotEmpty = "wallet_not_empty |  | The account holds or owes money.";
    private const string PrepaidLimit = "command_invalid | CreditLimit | A prepaid wallet has no credit limit.";
    private const string TermsDiffer = "wallet_terms_differ |  | The wallet is open, of another kind or with another account number.";
    private const string Taken = "account_number_taken |  | The account number belongs to another account.";
    private const string Closed = "wallet_closed | wallet | The wallet is closed.";
    private static readonly Money Five = Money.EUR(5m);

    [Theory]
    [OnEveryStore]
    public async Task Are_refused_for_their_state_before_their_balance_and_for_that_before_the_actor(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with
        {
            Permissions = PermissionPolicy.Default.Require(Operations.RemoveAccount, "teller").Require(Operations.FreezeWallet, "teller"),
        });
        var (full, empty, closed) = (await books.WalletAsync("full", 1m), await books.WalletAsync("empty"), await books.WalletAsync("closed"));
        (await books.Ledger.CloseWalletAsync(new CloseWallet(closed))).ValueOrThrow();
        var teller = new Actor("tina", "teller");

        await Answers.AssertAsync(
            books,
            (new RemoveAccount(closed, Currency.EUR), Closed),
            (new RemoveAccount(full, Currency.EUR), NotEmpty),
            (new RemoveAccount(full, Currency.EUR) { Actor = teller }, NotEmpty),
            (new RemoveAccount(empty, Currency.EUR), "permission_denied | remove_account | The actor has none of the roles that 'remove_account' needs."),
            (new RemoveAccount(empty, Currency.EUR) { Actor = teller }, "posted"),
            (new RemoveAccount(empty, Currency.EUR) { Actor = teller }, "currency_mismatch | wallet | There is no account in EUR."),
            (new FreezeWallet(closed, "court"), Closed),
            (new FreezeWallet(full, "court"), "permission_denied | freeze_wallet | The actor has none of the roles that 'freeze_wallet' needs."),
            (new FreezeWallet(full, "court") { Actor = teller }, "posted"),
            (new ThawWallet(full, "debt"), "wallet_not_frozen |  | The wallet is not frozen for that reason."),
            (new ReopenWallet(full), "wallet_not_closed |  | The wallet is not closed."));
    }

    [Theory]
    [OnEveryStore]
    public async Task Keep_a_wallet_open_while_something_is_frozen_and_say_so_first(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var wallet = await books.WalletAsync("ana", 7m);
        (await books.Ledger.AddAccountAsync(new AddAccount(wallet, Currency.USD))).ValueOrThrow();
        (await books.Ledger.DepositAsync(new Deposit(wallet, Money.Of(3m, Currency.USD)))).ValueOrThrow();
        (await books.Ledger.FreezeAsync(new Freeze(wallet, Money.Of(3m, Currency.USD)) { ExpiresAt = books.Clock.GetUtcNow().AddHours(1) })).ValueOrThrow();

        await Answers.AssertAsync(
            books,
            (new CloseWallet(wallet), HasFreezes),
            (new RemoveAccount(wallet, Currency.USD), HasFreezes));
        Assert.True((await books.Ledger.CloseWalletAsync(new CloseWallet(wallet))).Refusal!.CanRetry);
        books.Clock.Move(TimeSpan.FromHours(1));
        var refused = (await books.Ledger.RemoveAccountAsync(new RemoveAccount(wallet, Currency.USD))).Refusal!;

        Assert.Equal(("wallet_not_empty", true, Money.Of(3m, Currency.USD)), (refused.Code, refused.CanRetry, refused.Available));
        Assert.Equal("3.00 + 0.00", await books.BalanceAsync(wallet, Currency.USD));
    }

    [Theory]
    [OnEveryStore]
    public async Task Have_at_most_32_reasons_and_one_of_them_can_be_given_again(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var wallet = await books.WalletAsync("ana");
        for (var i = 1; i <= Limits.RestrictionsMax; i++)
        {
            (await books.Ledger.FreezeWalletAsync(new FreezeWallet(wallet, $"reason {i}"))).ValueOrThrow();
        }

        await Answers.AssertAsync(
            books,
            (new FreezeWallet(wallet, "one more"), "command_invalid | Reason | A wallet can be frozen for at most 32 reasons."),
            (new FreezeWallet(wallet, "reason 7") { Sides = RestrictedSides.Debits }, "posted"));
        Assert.Equal(32, (await books.Reader.GetWalletAsync(wallet))!.Restrictions.Count);
    }

    [Theory]
    [OnEveryStore]
    public async Task Of_a_closed_and_frozen_wallet_say_that_it_is_closed(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var (ana, bob) = (await books.WalletAsync("ana", 1m), await books.WalletAsync("bob"));
        (await books.Ledger.FreezeWalletAsync(new FreezeWallet(bob, "court"))).ValueOrThrow();
        (await books.Ledger.CloseWalletAsync(new CloseWallet(bob))).ValueOrThrow();

        var refused = (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(1m)))).Refusal!;

        Assert.Equal(("wallet_closed", "to", true), (refused.Code, refused.Subject, refused.CanRetry));
        await Answers.AssertAsync(books, (new Freeze(bob, Money.EUR(1m)), Closed));
    }

    [Theory]
    [OnEveryStore]
    public async Task Are_changed_number_by_number_and_limit_by_limit(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Permissions = PermissionPolicy.Open });
        var open = new OpenWallet("ana") { Currency = Currency.EUR, Kind = WalletKind.Postpaid, AccountNumber = "1" };
        var (ana, bob) = ((await books.Ledger.OpenWalletAsync(open)).ValueOrThrow().Id, await books.WalletAsync("bob"));
        var renumber = new ChangeWallet(bob) { Currency = Currency.EUR };

        await Answers.AssertAsync(
            books,
            (renumber with { AccountNumber = "1" }, Taken),
            (renumber with { AccountNumber = "2" }, "posted"),
            (renumber with { AccountNumber = "2" }, "posted"),
            (new ChangeWallet(ana) { Currency = Currency.EUR, AccountNumber = "2" }, Taken),
            (new ChangeWallet(bob) { CreditLimit = Five }, PrepaidLimit),
            (new ChangeWallet(bob) { CreditLimit = Money.EUR(0m) }, "posted"),
            (new ChangeWallet(ana) { CreditLimit = Five }, "posted"),
            (new ChangeWallet(bob) { MaxBalance = Five }, "posted"),
            (new ChangeWallet(bob) { MaxBalance = Money.Of(1m, Currency.USD) }, "currency_mismatch | wallet | There is no account in USD."),
            (new Deposit(bob, Money.EUR(5.01m)), "max_balance_exceeded |  | The balance would pass its maximum."),
            (new Deposit(bob, Five), "posted"),
            (new ChangeWallet(bob) { MaxBalance = Money.EUR(0m) }, "posted"),
            (new Deposit(bob, Five), "posted"));
        Assert.Null((await books.Reader.GetWalletAsync(bob))!.AccountIn(Currency.EUR)!.MaxBalance);
        Assert.Equal(Five, (await books.Reader.GetWalletAsync(ana))!.AccountIn(Currency.EUR)!.CreditLimit);
    }

    [Theory]
    [OnEveryStore]
    public async Task Of_a_wallet_that_two_reasons_freeze_are_those_of_both(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana", 5m);
        (await books.Ledger.FreezeWalletAsync(new FreezeWallet(ana, "court"))).ValueOrThrow();
        (await books.Ledger.FreezeWalletAsync(new FreezeWallet(ana, "debt") { Sides = RestrictedSides.Debits })).ValueOrThrow();

        var refused = (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(1m)))).Refusal!;

        Assert.Equal(("wallet_frozen", "wallet", true, "The wallet is frozen for both."), (refused.Code, refused.Subject, refused.CanRetry, refused.Message));
    }

    [Theory]
    [OnEveryStore]
    public async Task Are_paid_out_of_prepaid_wallets_only_and_a_key_names_each_field_that_differs(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Permissions = PermissionPolicy.Open });
        var ana = (await books.Ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR, Kind = WalletKind.Postpaid })).ValueOrThrow().Id;
        var deposit = new Deposit(ana, Five) { Key = "k" };

        await Answers.AssertAsync(
            books,
            (deposit, "posted"),
            (new Deposit(ana, Money.EUR(6m)) { Key = "k", Reference = "r" }, "idempotency_conflict |  | The key was used for another command: Amount, Reference differ."),
            (new RefundResidual(ana, Currency.EUR), "wallet_not_prepaid |  | Only a prepaid wallet's rest can be paid out."));
    }

    [Theory]
    [OnEveryStore]
    public async Task Are_left_alone_by_opening_and_adding_what_is_there(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var open = new OpenWallet("ana") { Currency = Currency.EUR, Kind = WalletKind.Postpaid, CreditLimit = Five, AccountNumber = "1" };
        var ana = (await books.Ledger.OpenWalletAsync(open)).ValueOrThrow().Id;

        var before = (await Facts.TypesAsync(books)).Count;
        var added = (await books.Ledger.AddAccountAsync(new AddAccount(ana, Currency.EUR) { CreditLimit = Money.EUR(9m), AccountNumber = "1" })).ValueOrThrow();
        var again = await books.Ledger.OpenWalletAsync(open with { CreditLimit = Money.EUR(9m) });
        var opened = again.ValueOrThrow();
        Assert.False(again.Replayed);
        Assert.Equal(before, (await Facts.TypesAsync(books)).Count);
        var keyed = (await books.Ledger.AddAccountAsync(new AddAccount(ana, Currency.EUR) { Key = "k" })).ValueOrThrow();

        Assert.Equal(before + 1, (await Facts.TypesAsync(books)).Count);
        Assert.Equal((true, true, true), (added.AlreadyOpen, opened.AlreadyOpen, keyed.AlreadyOpen));
        Assert.Equal((Five, "1"), (keyed.Wallet.AccountIn(Currency.EUR)!.CreditLimit, keyed.Wallet.AccountIn(Currency.EUR)!.Number));
        await Answers.AssertAsync(
            books,
            (open with { Kind = WalletKind.Prepaid, CreditLimit = null }, TermsDiffer),
            (open with { AccountNumber = "2" }, TermsDiffer),
            (open with { AccountNumber = null }, "posted"),
            (new AddAccount(ana, Currency.USD) { AccountNumber = "1" }, Taken));
    }

    [Theory]
    [OnEveryStore]
    public async Task Of_an_account_that_is_added_or_taken_back_are_those_of_now(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = (await books.Ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR, Kind = WalletKind.Postpaid })).ValueOrThrow().Id;
        var bob = await books.WalletAsync("bob");
        books.Clock.Move(TimeSpan.FromMinutes(1));

        await Answers.AssertAsync(
            books,
            (new AddAccount(bob, Currency.USD) { CreditLimit = Money.Of(1m, Currency.USD) }, PrepaidLimit),
            (new AddAccount(bob, Currency.USD) { CreditLimit = Money.Zero(Currency.USD) }, "posted"),
            (new AddAccount(ana, Currency.USD) { CreditLimit = Money.Of(1m, Currency.USD) }, "posted"),
            (new RemoveAccount(ana, Currency.USD), "posted"));
        books.Clock.Move(TimeSpan.FromMinutes(1));
        var now = books.Clock.GetUtcNow();
        var back = (await books.Ledger.AddAccountAsync(new AddAccount(ana, Currency.USD) { CreditLimit = Money.Of(2m, Currency.USD), MaxBalance = Money.Of(8m, Currency.USD) })).ValueOrThrow();

        Assert.Equal((false, now), (back.AlreadyOpen, back.Wallet.UpdatedAt));
        var account = (await books.Reader.GetWalletAsync(ana))!.AccountIn(Currency.USD)!;
        Assert.Equal((Money.Of(2m, Currency.USD), Money.Of(8m, Currency.USD), false), (account.CreditLimit, account.MaxBalance, account.IsRemoved));
    }

    [Theory]
    [OnEveryStore]
    public async Task Are_those_of_the_policy_of_today_for_what_is_opened_today(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana");
        await books.ReopenAsync(options => options with { WalletPolicies = [new WalletPolicy { Currencies = [Currency.USD] }] });
        var open = new OpenWallet("ana") { Currency = Currency.EUR };

        await Answers.AssertAsync(
            books,
            (open, "posted"),
            (open with { Currency = Currency.GBP }, "currency_not_supported |  | The currency GBP with 2 decimals is not one of this ledger's."),
            (new AddAccount(ana, Currency.EUR), "posted"),
            (new AddAccount(ana, Currency.GBP), "currency_not_supported |  | The currency GBP with 2 decimals is not one of this ledger's."));
        await books.ReopenAsync(options => options with { WalletPolicies = [new WalletPolicy { DisabledOperations = [Operations.OpenWallet, Operations.AddAccount] }] });
        const string Off = "operation_disabled | wallet | The operation is switched off for the wallet's application.";
        await Answers.AssertAsync(books, (open, Off), (open with { Currency = Currency.USD }, Off), (new AddAccount(ana, Currency.EUR), Off));
    }

    [Theory]
    [OnEveryStore]
    public async Task Have_at_most_200_accounts_and_a_removed_one_can_still_be_taken_back(string store)
    {
        var currencies = Enumerable.Range(0, Limits.AccountsPerWalletMax).Select(i => Currency.Define($"X{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}Q", 2)).ToArray();
        await using var books = await TestLedger.OpenAsync(store, options => options with { Currencies = CurrencyRegistry.Iso.With(currencies) });
        var ana = (await books.Ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = currencies[0] })).ValueOrThrow().Id;
        var rest = currencies.Skip(1).Select(Command (currency) => new AddAccount(ana, currency)).ToArray();
        Assert.All((await books.Ledger.ExecuteBatchAsync(rest)).Outcomes, outcome => Assert.True(outcome.IsPosted));

        await Answers.AssertAsync(
            books,
            (new AddAccount(ana, Currency.EUR), "command_invalid |  | A wallet has at most 200 accounts."),
            (new RemoveAccount(ana, currencies[5]), "posted"),
            (new AddAccount(ana, currencies[5]), "posted"));
    }
}
