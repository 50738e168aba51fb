using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.PostingRules;

/// <summary>Which posting rules a ledger takes, and what their wallets must be.</summary>
public class The_posting_rules_of_a_ledger
{
    private static readonly Place From = Place.Wallet(Parties.From);
    private static readonly Place To = Place.Wallet(Parties.To);
    private static readonly Place Frozen = Place.Wallet(Parties.From, Pocket.Frozen);
    private static readonly Place Fees = Place.System(SystemAccount.FeesCode);

    [Fact]
    public void Have_names_of_their_own()
    {
        var rule = Pay("sale", 1);

        Refused("Two posting rules are called 'sale'.", rule, rule);
    }

    [Fact]
    public void Replace_built_in_ones_by_higher_versions_for_the_same_parties()
    {
        const string Gives = "The command of 'transfer' gives the parties from, to and nothing else.";
        Refused("A rule that replaces 'transfer v1' has a higher version.", Pay(Operations.Transfer, 1));
        Refused(Gives, PostingRule.Define(Operations.Transfer, 2, builder => builder.Move("pay", From, Place.Wallet("shop"), AmountRule.Principal)));
        Refused(Gives, PostingRule.Define(Operations.Transfer, 2, builder => builder.Move("pay", From, To, AmountRule.Principal).MoveOnTop("tip", From, To, AmountRule.Input("tip"))));
        Refused(Gives, PostingRule.Define(Operations.Transfer, 2, builder => builder.Move("pay", From, To, AmountRule.Principal).MoveOnTop("fx", From, To, AmountRule.Converted("fx"))));
        Refused("The built-in operation 'freeze' cannot be replaced.", Pay(Operations.Freeze, 2));
        Refused("The built-in operation 'open_wallet' cannot be replaced.", Pay(Operations.OpenWallet, 2));
        Taken(Pay(Operations.Transfer, 2));
    }

    [Fact]
    public void Leave_frozen_money_to_freeze_records()
    {
        const string Moves = "Flow 'x' of 'sale' moves frozen money, which only freeze records do.";
        const string Captured = "Flow 'x' of 'capture': what is captured comes out of the frozen money of 'from', and nothing else does.";
        Refused(Moves, PostingRule.Define("sale", 1, builder => builder.Move("x", [new FlowEnd(Frozen, AmountRule.Percent(1m)), From], [To], AmountRule.Principal)));
        Refused(Moves, PostingRule.Define("sale", 1, builder => builder.Move("x", [From], [new FlowEnd(Frozen, AmountRule.Percent(1m)), To], AmountRule.Principal)));
        Refused(Captured, PostingRule.Define(Operations.Capture, 2, builder => builder.Move("x", From, To, AmountRule.Principal)));
        Refused(
            Captured,
            PostingRule.Define(Operations.Capture, 2, builder => builder
                .Move("pay", Frozen, To, AmountRule.Principal).MoveOnTop("x", Frozen, Fees, AmountRule.Percent(1m))));
        Taken(PostingRule.Define(Operations.Capture, 2, builder => builder
            .Move("pay", Frozen, To, AmountRule.Principal).MoveOnTop("x", From, Fees, AmountRule.Percent(1m))));
    }

    [Fact]
    public void Use_accounts_of_the_chart()
    {
        var nowhere = Place.System("nowhere");
        const string Unknown = "Posting rule 'sale' uses the system account 'nowhere', which the chart does not have.";
        Refused(Unknown, PostingRule.Define("sale", 1, builder => builder.Move("pay", From, nowhere, AmountRule.Principal)));
        Refused(Unknown, PostingRule.Define("sale", 1, builder => builder.Move("pay", nowhere, To, AmountRule.Principal)));
        Refused(Unknown, PostingRule.Define("sale", 1, builder => builder.Move("pay", From, To, AmountRule.Principal).Refundable(new RefundTerms { FundingAccount = "nowhere" })));
        Refused(
            Unknown,
            PostingRule.Define("sale", 1, builder => builder
                .Move("pay", nowhere, To, AmountRule.Principal).MoveOnTop("back", To, nowhere, AmountRule.Percent(1m))));
    }

    [Theory]
    [OnEveryStore]
    public async Task Let_no_wallet_pay_itself_in_any_flow(string store)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [Shared()] });
        var (ana, bob, cara) = (await books.WalletAsync("ana", 10m), await books.WalletAsync("bob", 10m), await books.WalletAsync("cara"));

        Assert.Equal(
            ["posted", "same_wallet", "same_wallet", "same_wallet"],
            [
                await AnswerAsync(books, ana, bob, cara), await AnswerAsync(books, ana, bob, ana),
                await AnswerAsync(books, ana, bob, bob), await AnswerAsync(books, ana, ana, ana),
            ]);

        // That comes before the state of the wallet.
        (await books.Ledger.FreezeWalletAsync(new FreezeWallet(ana, "court"))).ValueOrThrow();
        Assert.Equal("same_wallet", await AnswerAsync(books, ana, bob, ana));
        Assert.Equal("wallet_frozen", await AnswerAsync(books, ana, bob, cara));
    }

    [Theory]
    [OnEveryStore("ana", RestrictedSides.Debits, "wallet_frozen")]
    [OnEveryStore("ana", RestrictedSides.Credits, "posted")]
    [OnEveryStore("bob", RestrictedSides.Debits, "wallet_frozen")]
    [OnEveryStore("bob", RestrictedSides.Credits, "posted")]
    [OnEveryStore("cara", RestrictedSides.Debits, "posted")]
    [OnEveryStore("cara", RestrictedSides.Credits, "wallet_frozen")]
    public async Task Need_open_debits_of_every_source_and_open_credits_of_every_target(string store, string owner, RestrictedSides sides, string answer)
    {
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [Shared()] });
        var (ana, bob, cara) = (await books.WalletAsync("ana", 10m), await books.WalletAsync("bob", 10m), await books.WalletAsync("cara"));
        (await books.Ledger.FreezeWalletAsync(new FreezeWallet(WalletRef.ByOwner(owner), "court") { Sides = sides })).ValueOrThrow();

        Assert.Equal(answer, await AnswerAsync(books, ana, bob, cara));
    }

    [Theory]
    [OnEveryStore("ana", "limit_exceeded")]
    [OnEveryStore("bob", "limit_exceeded")]
    [OnEveryStore("cara", "posted")]
    public async Task Count_as_payers_who_pays_of_the_principal_amount_and_not_who_pays_on_top(string store, string owner, string answer)
    {
        var rule = PostingRule.Define("share", 1, builder => builder
            .Move("pay", [new FlowEnd(Place.Wallet("first"), AmountRule.Percent(50m)), Place.Wallet("second")], [Place.Wallet("payee")], AmountRule.Principal)
            .MoveOnTop("fee", Place.Wallet("payee"), Fees, AmountRule.Percent(1m)));
        var limited = new WalletPolicy { ApplicationId = "limited", UsageLimits = [new UsageLimit("share", LimitWindow.Day, Money.EUR(1m))] };
        await using var books = await TestLedger.OpenAsync(store, options => options with { Rules = [rule], WalletPolicies = [limited] });
        var wallets = new List<WalletId>();
        foreach (var name in new[] { "ana", "bob", "cara" })
        {
            var open = new OpenWallet(name) { Currency = Currency.EUR, ApplicationId = name == owner ? "limited" : string.Empty };
            wallets.Add((await books.Ledger.OpenWalletAsync(open)).ValueOrThrow().Id);
            (await books.Ledger.DepositAsync(new Deposit(wallets[^1], Money.EUR(10m)))).ValueOrThrow();
        }

        Assert.Equal(answer, await AnswerAsync(books, wallets[0], wallets[1], wallets[2]));
    }

    private static PostingRule Shared() => PostingRule.Define("share", 1, builder => builder
        .Move("pay", [new FlowEnd(Place.Wallet("first"), AmountRule.Percent(50m)), Place.Wallet("second")], [Place.Wallet("payee")], AmountRule.Principal));

    private static async Task<string> AnswerAsync(TestLedger books, WalletId first, WalletId second, WalletId payee)
    {
        var parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) { ["first"] = first, ["second"] = second, ["payee"] = payee };
        return (await books.Ledger.PostAsync(new Post("share", Money.EUR(4m)) { Parties = parties })).Refusal?.Code ?? "posted";
    }

    private static PostingRule Pay(string name, int version) => PostingRule.Define(name, version, builder => builder.Move("pay", From, To, AmountRule.Principal));

    private static void Refused(string message, params PostingRule[] rules) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new LedgerOptions { Rules = rules }.Validate()).Message);

    private static void Taken(params PostingRule[] rules) => new LedgerOptions { Rules = rules }.Validate();
}
