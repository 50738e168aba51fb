using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

public class A_wallets_policy
{
    [Theory]
    [OnEveryStore]
    public async Task Bounds_balances_by_currency_where_it_names_an_amount(string store)
    {
        var policy = new WalletPolicy { MaxBalances = [Money.USD(0m), Money.JPY(1m), Money.EUR(10m)] };
        await using var books = await TestLedger.OpenAsync(store, options => options with { WalletPolicies = [policy] });
        var ana = await books.WalletAsync("ana");
        (await books.Ledger.AddAccountAsync(new AddAccount(ana, Currency.USD))).ValueOrThrow();
        (await books.Ledger.AddAccountAsync(new AddAccount(ana, Currency.GBP))).ValueOrThrow();

        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(10m)))).ValueOrThrow();
        var refused = (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(0.01m)))).Refusal!;

        Assert.Equal(("max_balance_exceeded", Money.EUR(10m), true), (refused.Code, refused.Limit!.Value, refused.CanRetry));
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.USD(1_000m)))).ValueOrThrow();
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.GBP(1_000m)))).ValueOrThrow();
    }

    [Theory]
    [OnEveryStore]
    public async Task Counts_what_is_frozen_towards_the_maximum(string store)
    {
        await using var books = await TestLedger.OpenAsync(
            store, options => options with { WalletPolicies = [new WalletPolicy { MaxBalances = [Money.EUR(10m)] }] });
        var ana = await books.WalletAsync("ana", 10m);
        (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(4m)))).ValueOrThrow();

        Assert.Equal("max_balance_exceeded", (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(0.01m)))).Refusal!.Code);
    }

    [Theory]
    [OnEveryStore]
    public async Task Asks_a_least_amount_of_the_payer_of_that_operation_in_that_currency(string store)
    {
        var policy = new WalletPolicy { Minimums = [new(Operations.Withdraw, Money.EUR(5m)), new(Operations.Deposit, Money.EUR(5m))] };
        await using var books = await TestLedger.OpenAsync(store, options => options with { WalletPolicies = [policy] });
        var ana = await books.WalletAsync("ana", 100m);
        var bob = await books.WalletAsync("bob");
        (await books.Ledger.AddAccountAsync(new AddAccount(ana, Currency.USD))).ValueOrThrow();
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.USD(1m)))).ValueOrThrow();

        var refused = (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(4.99m)))).Refusal!;

        Assert.Equal(("amount_below_minimum", Money.EUR(4.99m), Money.EUR(5m)), (refused.Code, refused.Requested!.Value, refused.Limit!.Value));
        Assert.Equal("The amount is less than the smallest one of this operation.", refused.Message);
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.EUR(5m)))).ValueOrThrow();
        (await books.Ledger.WithdrawAsync(new Withdraw(ana, Money.USD(1m)))).ValueOrThrow();
        (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(1m)))).ValueOrThrow();
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)))).ValueOrThrow();
    }

    [Theory]
    [OnEveryStore]
    public async Task Counts_what_its_wallet_pays_and_not_what_it_is_paid(string store)
    {
        var policy = new WalletPolicy { UsageLimits = [new UsageLimit(Operations.Transfer, LimitWindow.Day, Money.EUR(5m))] };
        await using var books = await TestLedger.OpenAsync(store, options => options with { WalletPolicies = [policy] });
        var (ana, bob) = (await books.WalletAsync("ana", 100m), await books.WalletAsync("bob", 100m));

        (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(5m)))).ValueOrThrow();
        (await books.Ledger.TransferAsync(new Transfer(bob, ana, Money.EUR(5m)))).ValueOrThrow();

        Assert.Equal("limit_exceeded", (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(0.01m)))).Refusal!.Code);
    }

    [Theory]
    [OnEveryStore]
    public async Task Says_which_operations_are_off_also_for_a_wallet_that_is_not_there_yet(string store)
    {
        var off = new WalletPolicy { ApplicationId = "off", DisabledOperations = [Operations.OpenWallet, Operations.CaptureOut] };
        await using var books = await TestLedger.OpenAsync(store, options => options with { WalletPolicies = [new WalletPolicy { ApplicationId = "off" }] });
        var ana = (await books.Ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR, ApplicationId = "off" })).ValueOrThrow().Id;
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(10m)))).ValueOrThrow();
        var frozen = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(5m)))).ValueOrThrow().Id;
        await books.ReopenAsync(options => options with { WalletPolicies = [off] });

        var opening = (await books.Ledger.OpenWalletAsync(new OpenWallet("bob") { Currency = Currency.EUR, ApplicationId = "off" })).Refusal!;
        var capture = (await books.Ledger.CaptureAsync(new Capture(frozen))).Refusal!;

        Assert.Equal(("operation_disabled", "wallet"), (opening.Code, opening.Subject));
        Assert.Equal(("operation_disabled", "from"), (capture.Code, capture.Subject));
    }

    [Theory]
    [OnEveryStore]
    public async Task Says_in_which_currencies_wallets_and_accounts_are_opened_and_numbers_are_taken_once(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with
        {
            WalletPolicies = [new WalletPolicy { Currencies = [Currency.EUR] }],
            Permissions = PermissionPolicy.Default.Require(Operations.OpenWallet, "teller").Require(Operations.AddAccount, "teller"),
        });
        var teller = new Actor("tina", "teller");
        var open = new OpenWallet("ana") { Currency = Currency.EUR, AccountNumber = "1", Actor = teller };
        var ana = (await books.Ledger.OpenWalletAsync(open)).ValueOrThrow().Id;

        Assert.Equal("permission_denied", await CodeAsync(new OpenWallet("bob") { Currency = Currency.EUR }));
        Assert.Equal("account_number_taken", await CodeAsync(new OpenWallet("bob") { Currency = Currency.EUR, AccountNumber = "1" }));
        Assert.Equal("currency_not_supported", await CodeAsync(new OpenWallet("bob") { Currency = Currency.USD, AccountNumber = "1" }));
        Assert.Equal("currency_not_supported", (await books.Ledger.AddAccountAsync(new AddAccount(ana, Currency.USD) { Actor = teller })).Refusal!.Code);
        await books.ReopenAsync(options => options with { WalletPolicies = [] });
        Assert.Equal("permission_denied", (await books.Ledger.AddAccountAsync(new AddAccount(ana, Currency.USD))).Refusal!.Code);
        Assert.Equal(
            "account_number_taken", (await books.Ledger.AddAccountAsync(new AddAccount(ana, Currency.USD) { AccountNumber = "1" })).Refusal!.Code);

        async Task<string> CodeAsync(OpenWallet command) => (await books.Ledger.OpenWalletAsync(command)).Refusal!.Code;
    }

    [Theory]
    [OnEveryStore]
    public async Task Lets_a_reference_be_taken_once_also_within_one_batch(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { UniqueReferences = true });
        var ana = await books.WalletAsync("ana", 100m);

        var outcomes = (await books.Ledger.ExecuteBatchAsync(
        [
            new Withdraw(ana, Money.EUR(1m)) { Reference = "r" },
            new Withdraw(ana, Money.EUR(1m)) { Reference = "r" },
            new Withdraw(ana, Money.EUR(1m)),
        ])).Outcomes;

        Assert.Equal([null, "reference_taken", null], outcomes.Select(outcome => outcome.Refusal?.Code));
        Assert.Equal("The reference is taken by another transaction.", outcomes[1].Refusal!.Message);
    }
}

public class An_allow_list
{
    private static readonly PaymentPermission Any = new() { Payer = "payer", Payee = "payee" };

    [Theory]
    [OnEveryStore("pupil", "canteen", "school", "shops", true)]
    [OnEveryStore("parent", "canteen", "school", "shops", false)]
    [OnEveryStore("pupil", "bakery", "school", "shops", false)]
    [OnEveryStore("pupil", "canteen", "home", "shops", false)]
    [OnEveryStore("pupil", "canteen", "school", "market", false)]
    public async Task Lets_pay_who_meets_every_condition_of_one_entry(
        string store, string payerLabel, string payeeLabel, string payerApplication, string payeeApplication, bool isAllowed)
    {
        var permission = Any with
        {
            PayerLabel = "pupil", PayeeLabel = "canteen", PayerApplicationId = "school", PayeeApplicationId = "shops",
        };
        await using var books = await OpenAsync(store, Any with { PayerLabel = "nobody" }, permission);

        var answer = await PayAsync(books, (payerLabel, payerApplication), (payeeLabel, payeeApplication));

        Assert.Equal(isAllowed ? null : "payment_not_allowed", answer?.Code);
        Assert.Equal(isAllowed ? null : "payee", answer?.Subject);
        Assert.Equal(isAllowed ? null : "The posting rule does not let this payer pay this payee.", answer?.Message);
    }

    [Theory]
    [OnEveryStore]
    public async Task Of_an_entry_without_conditions_lets_anybody_pay(string store)
    {
        await using var books = await OpenAsync(store, Any with { PayerLabel = "nobody" }, Any);

        Assert.Null(await PayAsync(books, ("pupil", "school"), ("canteen", "shops")));
    }

    private static Task<TestLedger> OpenAsync(string store, params PaymentPermission[] permissions) => TestLedger.OpenAsync(store, options => options with
    {
        Rules =
        [
            PostingRule.Define("pay", 1, builder =>
            {
                builder.Move("pay", Place.Wallet("payer"), Place.Wallet("payee"), AmountRule.Principal);
                foreach (var permission in permissions)
                {
                    builder.Allow(permission);
                }
            }),
        ],
    });

    private static async Task<Refusal?> PayAsync(TestLedger books, (string Label, string Application) payer, (string Label, string Application) payee)
    {
        var from = await OpenAsync("payer", payer);
        var to = await OpenAsync("payee", payee);
        (await books.Ledger.DepositAsync(new Deposit(from, Money.EUR(1m)))).ValueOrThrow();
        return (await books.Ledger.PostAsync(new Post("pay", Money.EUR(1m))
        {
            Parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) { ["payer"] = from, ["payee"] = to },
        })).Refusal;

        async Task<WalletId> OpenAsync(string owner, (string Label, string Application) wallet) =>
            (await books.Ledger.OpenWalletAsync(
                new OpenWallet(owner) { Currency = Currency.EUR, Label = wallet.Label, ApplicationId = wallet.Application })).ValueOrThrow().Id;
    }
}
