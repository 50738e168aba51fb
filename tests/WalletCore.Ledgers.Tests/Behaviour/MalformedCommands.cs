using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

/// <summary>What is wrong with the command alone: no wallet is looked for, and the refusal names the part.</summary>
public class A_malformed_command
{
    private const string NotPositive = "The amount must be more than zero.";
    private const string Overflow = "amount_overflow |  | The amount, or a balance that would result, is past the range of 10^36 minor units.";
    private const string Unsupported = "currency_not_supported |  | The currency ZZZ with 2 decimals is not one of this ledger's.";
    private const string NegativeLimit = "A limit is zero or more.";
    private const string UnknownValue = "Not one of the known values.";
    private static readonly WalletRef Nobody = WalletRef.ByOwner("nobody");
    private static readonly Currency Odd = Currency.Define("ZZZ", 2);
    private static readonly Money TooMuch = Money.FromMinor(Limits.AmountMax + 1, Currency.EUR);
    private static readonly Money TooMuchOdd = Money.FromMinor(Limits.AmountMax + 1, Odd);
    private static readonly Money Zero = Money.EUR(0m);
    private static readonly Money One = Money.EUR(1m);
    private static readonly Money Less = Money.EUR(-0.01m);

    [Theory]
    [OnEveryStore]
    public async Task Has_an_amount_that_is_none(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);

        foreach (var amount in new[] { Zero, Less })
        {
            var refused = $"amount_not_positive | Amount | {NotPositive}";
            await Answers.AssertAsync(
                books,
                (new Transfer(Nobody, Nobody, amount), refused),
                (new Deposit(Nobody, amount), refused),
                (new Withdraw(Nobody, amount), refused),
                (new Freeze(Nobody, amount), refused),
                (new Unfreeze(default) { Amount = amount }, refused),
                (new Capture(default) { Amount = amount }, refused),
                (new RaiseFreeze(default, amount), refused),
                (new Refund(default) { Amount = amount }, refused),
                (new Adjust(Nobody, Side.Credit, amount, "r"), refused),
                (new Post("sale", amount), refused));
        }
    }

    [Theory]
    [OnEveryStore]
    public async Task Has_an_amount_past_the_range_which_comes_before_its_currency(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);

        foreach (var amount in new[] { TooMuch, TooMuchOdd })
        {
            await Answers.AssertAsync(
                books,
                (new Transfer(Nobody, Nobody, amount), Overflow),
                (new Deposit(Nobody, amount), Overflow),
                (new Withdraw(Nobody, amount), Overflow),
                (new Freeze(Nobody, amount), Overflow),
                (new Unfreeze(default) { Amount = amount }, Overflow),
                (new Capture(default) { Amount = amount }, Overflow),
                (new RaiseFreeze(default, amount), Overflow),
                (new Refund(default) { Amount = amount }, Overflow),
                (new Adjust(Nobody, Side.Credit, amount, "r"), Overflow),
                (new Post("sale", amount), Overflow),
                (new OpenWallet("o") { Currency = amount.Currency, CreditLimit = amount }, Overflow),
                (new OpenWallet("o") { Currency = amount.Currency, MaxBalance = amount }, Overflow),
                (new AddAccount(Nobody, amount.Currency) { CreditLimit = amount }, Overflow),
                (new AddAccount(Nobody, amount.Currency) { MaxBalance = amount }, Overflow),
                (new ChangeWallet(Nobody) { CreditLimit = amount }, Overflow),
                (new ChangeWallet(Nobody) { MaxBalance = amount }, Overflow),
                (new ChangeWallet(Nobody) { CreditLimit = Money.Of(1m, Odd), MaxBalance = amount }, Overflow));
        }
    }

    [Theory]
    [OnEveryStore]
    public async Task Is_in_a_currency_that_the_ledger_does_not_know(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var odd = Money.Of(1m, Odd);
        var rates = new Dictionary<string, ExchangeRate> { ["rate"] = new(Ratio.FromDecimal(2m), Odd) };

        await Answers.AssertAsync(
            books,
            (new Transfer(Nobody, Nobody, odd), Unsupported),
            (new RefundResidual(Nobody, Odd), Unsupported),
            (new OpenWallet("o") { Currency = Odd }, Unsupported),
            (new AddAccount(Nobody, Odd), Unsupported),
            (new RemoveAccount(Nobody, Odd), Unsupported),
            (new ChangeWallet(Nobody) { CreditLimit = odd }, Unsupported),
            (new ChangeWallet(Nobody) { MaxBalance = odd }, Unsupported),
            (new ChangeWallet(Nobody) { Currency = Odd, AccountNumber = "1" }, Unsupported),
            (new Post("sale", odd), Unsupported),
            (new Post("sale", One) { Rates = rates }, Unsupported));
    }

    [Theory]
    [OnEveryStore]
    public async Task Posts_by_amounts_that_no_rule_could_use(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, Selling);
        var sale = new Post("sale", One) { Parties = Names(("payer", Nobody), ("payee", Nobody)) };

        await Answers.AssertAsync(
            books,
            (sale with { Amounts = Amount("tip", Less) }, $"amount_not_positive | tip | {NotPositive}"),
            (new Post("sale", Zero) { Amounts = Amount("tip", Less) }, $"amount_not_positive | tip | {NotPositive}"),
            (new Post("sale", Zero) { Amounts = Amount("tip", TooMuch) }, $"amount_not_positive | Amount | {NotPositive}"),
            (sale with { Amounts = Amount("tip", TooMuch) }, Overflow),
            (new Post("sale", Money.Of(1m, Odd)) { Amounts = Amount("tip", TooMuch) }, Overflow),
            (sale with { Amounts = Amount("tip", Money.Of(1m, Currency.USD)) }, "command_invalid | tip | Every amount of a command is in the currency of its principal amount."));
    }

    [Theory]
    [OnEveryStore]
    public async Task Has_a_text_that_does_not_fit_and_the_first_one_is_named(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var bad = new Post("sale", One) { Key = string.Empty, Reference = "\n", Channel = new string('c', 101), CorrelationId = "\u0001", Description = new string('d', 1_001), Reason = "\ud800" };
        Command none = new Deposit(Nobody, One);

        await Answers.AssertAsync(
            books,
            (bad, Field("Key", 200)),
            (bad with { Key = null }, Field("Reference", 200)),
            (bad with { Key = null, Reference = null }, Field("Channel", 100)),
            (bad with { Key = null, Reference = null, Channel = null }, Field("CorrelationId", 200)),
            (bad with { Key = null, Reference = null, Channel = null, CorrelationId = null }, Field("Description", 1_000)),
            (bad with { Key = null, Reference = null, Channel = null, CorrelationId = null, Description = null }, Field("Reason", 1_000)),
            (none with { Key = new string('k', 201) }, Field("Key", 200)),
            (none with { Reference = string.Empty }, Field("Reference", 200)),
            (none with { Channel = string.Empty }, Field("Channel", 100)),
            (none with { CorrelationId = string.Empty }, Field("CorrelationId", 200)),
            (none with { Description = new string('d', 1_001) }, Field("Description", 1_000)),
            (new Adjust(Nobody, Side.Credit, One, null!), Field("Reason", 1_000)),
            (new Adjust(Nobody, Side.Credit, One, string.Empty), Field("Reason", 1_000)),
            (new FreezeWallet(Nobody, null!), Field("Reason", 200)),
            (new FreezeWallet(Nobody, new string('r', 201)), Field("Reason", 200)),
            (new FreezeWallet(Nobody, new string('r', 1_001)), Field("Reason", 200)),
            (new ThawWallet(Nobody, string.Empty), Field("Reason", 200)),
            (new AddAccount(Nobody, Currency.EUR) { AccountNumber = string.Empty }, Field("AccountNumber", 200)),
            (new ChangeWallet(Nobody) { Currency = Currency.EUR, AccountNumber = "\t" }, Field("AccountNumber", 200)));
    }

    [Theory]
    [OnEveryStore]
    public async Task Opens_a_wallet_under_texts_that_do_not_fit(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        OpenWallet Open(string owner = "o", string application = "", string label = "", string? number = null) =>
            new(owner) { Currency = Currency.EUR, ApplicationId = application, Label = label, AccountNumber = number };

        await Answers.AssertAsync(
            books,
            (Open(string.Empty, "\n", "\n", string.Empty), Field("OwnerId", 200)),
            (Open("o", "\n", "\n", string.Empty), Field("ApplicationId", 200)),
            (Open("o", string.Empty, "\n", string.Empty), Field("Label", 200)),
            (Open("o", string.Empty, string.Empty, string.Empty), Field("AccountNumber", 200)),
            (Open(string.Empty), Field("OwnerId", 200)),
            (Open("o", "\n"), Field("ApplicationId", 200)),
            (Open("o", null!), Field("ApplicationId", 200)),
            (Open("o", string.Empty, null!), Field("Label", 200)),
            (Open("o"), "posted"));
    }

    [Theory]
    [OnEveryStore]
    public async Task May_have_an_empty_description_and_an_empty_reason(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, Selling);
        var (payer, payee) = (await books.WalletAsync("payer", 10m), await books.WalletAsync("payee"));
        var sale = new Post("sale", One) { Parties = Names(("payer", payer), ("payee", payee)) };

        await Answers.AssertAsync(
            books,
            (sale with { Description = string.Empty, Reason = string.Empty }, "posted"),
            (sale with { Description = "two\nlines", Reason = "two\nlines" }, "posted"),
            (sale with { Amounts = Amount("tip", One) }, "posted"));
    }

    [Theory]
    [OnEveryStore]
    public async Task Names_what_its_posting_rule_does_not_know_and_leaves_out_what_it_needs(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, Selling);
        var (payer, payee) = (await books.WalletAsync("payer", 10m), await books.WalletAsync("payee"));
        var parties = Names(("payer", payer), ("payee", payee));
        var sale = new Post("sale", One) { Parties = parties };
        var exchange = new Post("exchange", One) { Parties = Names(("payer", payer)), Rates = Rate("rate", 2m) };

        await Answers.AssertAsync(
            books,
            (new Post("nothing", One), "operation_unknown | nothing | No posting rule of that name is registered."),
            (new Post("transfer", One) { Parties = Names(("from", payer), ("to", payee)) }, "operation_unknown | transfer | No posting rule of that name is registered."),
            (sale with { Parties = Names(("payee", payee)) }, "command_invalid | payer | The party 'payer' is missing."),
            (sale with { Parties = Names(("payer", payer), ("payee", payee), ("z", payee), ("b", payee)) }, "command_invalid | b | The posting rule knows no party of that name."),
            (sale with { Amounts = Amount("gift", One) }, "command_invalid | gift | The posting rule knows no amount of that name."),
            (sale with { Rates = Rate("rate", 2m) }, "command_invalid | rate | The posting rule knows no rate of that name."),
            (exchange with { Rates = Rate("other", 2m) }, "command_invalid | rate | The rate 'rate' is missing."),
            (exchange with { Rates = Rate("rate", 0m) }, "command_invalid | rate | A rate is more than zero."),
            (exchange with { Parties = Names(("payee", payee)), Amounts = Amount("gift", One) }, "command_invalid | payer | The party 'payer' is missing."),
            (exchange with { Rates = Rate("other", 2m), Amounts = Amount("gift", One) }, "command_invalid | gift | The posting rule knows no amount of that name."));
    }

    [Theory]
    [OnEveryStore]
    public async Task Has_limits_that_are_none(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var open = new OpenWallet("o") { Currency = Currency.EUR, Kind = WalletKind.Postpaid };
        var add = new AddAccount(Nobody, Currency.EUR);
        var change = new ChangeWallet(Nobody);
        const string OtherCurrency = "command_invalid | Currency | The limits of an account are in its currency.";
        var dollar = Money.Of(1m, Currency.USD);

        await Answers.AssertAsync(
            books,
            (open with { CreditLimit = Less, MaxBalance = Less }, $"command_invalid | CreditLimit | {NegativeLimit}"),
            (open with { CreditLimit = Less }, $"command_invalid | CreditLimit | {NegativeLimit}"),
            (open with { MaxBalance = Less }, $"command_invalid | MaxBalance | {NegativeLimit}"),
            (add with { CreditLimit = Less, MaxBalance = Less }, $"command_invalid | CreditLimit | {NegativeLimit}"),
            (change with { CreditLimit = Less, MaxBalance = Less }, $"command_invalid | CreditLimit | {NegativeLimit}"),
            (change with { CreditLimit = Less }, $"command_invalid | CreditLimit | {NegativeLimit}"),
            (change with { MaxBalance = Less }, $"command_invalid | MaxBalance | {NegativeLimit}"),
            (open with { CreditLimit = dollar }, OtherCurrency),
            (open with { MaxBalance = dollar }, OtherCurrency),
            (add with { CreditLimit = dollar }, OtherCurrency),
            (open with { Kind = WalletKind.Prepaid, CreditLimit = Less }, $"command_invalid | CreditLimit | {NegativeLimit}"),
            (open with { Kind = WalletKind.Prepaid, CreditLimit = One }, "command_invalid | CreditLimit | A prepaid wallet has no credit limit."),
            (open with { Kind = WalletKind.Prepaid, CreditLimit = Zero }, "posted"));
    }

    [Theory]
    [OnEveryStore]
    public async Task Lacks_what_its_operation_needs(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        const string Sides = "command_invalid | Sides | A wallet is frozen for debits, credits or both.";
        var adjust = new Adjust(Nobody, (Side)7, One, "r");

        await Answers.AssertAsync(
            books,
            (new Freeze(Nobody, One) { Mode = (CaptureMode)7 }, $"command_invalid | Mode | {UnknownValue}"),
            (adjust, $"command_invalid | Side | {UnknownValue}"),
            (adjust with { Actor = new Actor("ana") }, $"command_invalid | Side | {UnknownValue}"),
            (new Adjust(Nobody, Side.Credit, One, "r"), "command_invalid | Actor | An adjustment needs an actor."),
            (new Adjust(Nobody, Side.Credit, One, "r") { Key = string.Empty }, Field("Key", 200)),
            (new OpenWallet("o") { Currency = Currency.EUR, Kind = (WalletKind)7 }, $"command_invalid | Kind | {UnknownValue}"),
            (new OpenWallet("o") { Currency = Currency.EUR, Kind = (WalletKind)7, CreditLimit = Less }, $"command_invalid | Kind | {UnknownValue}"),
            (new FreezeWallet(Nobody, "r") { Sides = RestrictedSides.None }, Sides),
            (new FreezeWallet(Nobody, "r") { Sides = (RestrictedSides)4 }, Sides),
            (new ChangeWallet(Nobody), "command_invalid |  | There is nothing to change."),
            (new ChangeWallet(Nobody) { Currency = Currency.EUR }, "command_invalid |  | There is nothing to change."),
            (new ChangeWallet(Nobody) { AccountNumber = "1" }, "command_invalid | Currency | The currency says which account to renumber."));
    }

    private static string Field(string field, int lengthMax) =>
        $"field_invalid | {field} | {field} must have 1 to {lengthMax} characters, no control characters and no lone surrogates.";

    private static LedgerOptions Selling(LedgerOptions options)
    {
        var (payer, payee, exchange) = (Place.Wallet("payer"), Place.Wallet("payee"), Place.System(SystemAccount.ExchangeCode));
        return options with
        {
            Rules =
            [
                PostingRule.Define("sale", 1, builder => builder
                    .Move("pay", payer, payee, AmountRule.Principal).MoveOnTop("tip", payer, payee, AmountRule.Input("tip"))),
                PostingRule.Define("exchange", 1, builder => builder
                    .Move("give", payer, exchange, AmountRule.Principal).MoveOnTop("get", exchange, payer, AmountRule.Converted("rate"))),
            ],
        };
    }

    private static Dictionary<string, Money> Amount(string name, Money amount) => new(StringComparer.Ordinal) { [name] = amount };

    private static Dictionary<string, ExchangeRate> Rate(string name, decimal rate) =>
        new(StringComparer.Ordinal) { [name] = new ExchangeRate(Ratio.FromDecimal(rate), Currency.JPY) };

    private static Dictionary<string, WalletRef> Names(params (string Party, WalletRef Wallet)[] parties) =>
        parties.ToDictionary(party => party.Party, party => party.Wallet, StringComparer.Ordinal);
}
