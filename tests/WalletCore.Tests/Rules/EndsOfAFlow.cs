using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Tests.Rules;

/// <summary>A flow with a bonus that pays up to 10.00 before the payer does, and a first receiver that takes up to 4.00 before the second.</summary>
public class The_ends_of_a_flow
{
    private static readonly Int128 Most = Limits.AmountMax;

    private static readonly PostingRule Shared = PostingRule.Define("share", 1, builder => builder.Move(
        "share",
        [new FlowEnd(Place.Wallet("bonus"), AmountRule.Fixed(Money.EUR(10m))), Place.Wallet("payer")],
        [new FlowEnd(Place.Wallet("first"), AmountRule.Fixed(Money.EUR(4m))), Place.Wallet("second")],
        AmountRule.Principal));

    private static readonly PostingRule Loop = PostingRule.Define("loop", 1, builder => builder.Move(
        "loop", Place.System(SystemAccount.FeesCode), Place.System(SystemAccount.FeesCode), AmountRule.Principal));

    private static readonly PostingRule Costly = PostingRule.Define("costly", 1, builder => builder
        .Move("pay", Place.Wallet("payer"), Place.Wallet("payee"), AmountRule.Principal)
        .MoveOnTop("fee", Place.Wallet("payer"), Place.System(SystemAccount.FeesCode), AmountRule.Percent(100_000m), PostingRole.Fee));

    private static readonly PostingRule Greedy = PostingRule.Define("greedy", 1, builder => builder
        .Move("fee", Place.Wallet("payer"), Place.System(SystemAccount.FeesCode), AmountRule.Fixed(Money.EUR(2m)), PostingRole.Fee)
        .Move("pay", Place.Wallet("payer"), Place.Wallet("payee"), AmountRule.Remaining));

    private readonly WorkingSet _set = Rows.Set(new LedgerOptions { Rules = [Shared, Loop, Costly, Greedy] });
    private readonly Decider _decider;

    public The_ends_of_a_flow() => _decider = new Decider(_set, new Needs(_set));

    [Fact]
    public void Of_which_the_last_payer_has_not_enough_are_refused_for_what_it_lacks()
    {
        var (bonus, payer, first, second) = (Wallet(1, 300), Wallet(2, 500), Wallet(3), Wallet(4));

        var refusal = Refused(Share(10m, bonus, payer, first, second));

        Assert.Equal((RefusalCode.InsufficientFunds, Money.EUR(4m), Money.EUR(6m)), (refusal.Code, refusal.Available, refusal.Requested));
    }

    /// <summary>What one payment had shared out before it was refused is no part of the next one.</summary>
    [Fact]
    public void Start_afresh_after_a_payment_that_was_refused_in_the_middle()
    {
        var (bonus, payer, full, first, second) = (Wallet(1, 5_000), Wallet(2, 5_000), Wallet(3, Most), Wallet(4), Wallet(5));
        Assert.Equal(RefusalCode.AmountOverflow, Refused(Share(20m, bonus, payer, full, second)).Code);

        var outcome = _decider.Decide(Share(20m, bonus, payer, first, second), Rows.Now)!.Value;

        Assert.True(outcome.IsPosted);
        Assert.Equal([4_000, 4_000, 400, 1_600], new[] { 1, 2, 4, 5 }.Select(account => (int)_set.FindAccount(account)!.Balance.Available));
    }

    [Fact]
    public void Are_two_accounts() =>
        Assert.Equal(RefusalCode.SameWallet, Refused(new Post("loop", Money.EUR(1m)) { Parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) }).Code);

    [Fact]
    public void Are_asked_for_the_currency_payer_first()
    {
        var refusal = Refused(new Transfer(Wallet(1), Wallet(2), Money.USD(1m)));

        Assert.Equal((RefusalCode.CurrencyMismatch, Parties.From), (refusal.Code, refusal.Subject));
    }

    [Fact]
    public void Move_no_amount_that_is_past_the_range()
    {
        var (payer, payee) = (Wallet(1, Most), Wallet(2));

        Assert.Equal(RefusalCode.AmountOverflow, Refused(Pay("costly", Money.FromMinor(Most, Currency.EUR), payer, payee)).Code);
    }

    [Fact]
    public void Name_the_flow_that_takes_more_than_there_is()
    {
        var (payer, payee) = (Wallet(1, 5_000), Wallet(2));

        var refusal = Refused(Pay("greedy", Money.EUR(1m), payer, payee));

        Assert.Equal((RefusalCode.FeesExceedAmount, "fee", Money.EUR(1m)), (refusal.Code, refusal.Subject, refusal.Requested));
    }

    private static Post Share(decimal amount, WalletRef bonus, WalletRef payer, WalletRef first, WalletRef second) => new("share", Money.EUR(amount))
    {
        Parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) { ["bonus"] = bonus, ["payer"] = payer, ["first"] = first, ["second"] = second },
    };

    private static Post Pay(string operation, Money amount, WalletRef payer, WalletRef payee) =>
        new(operation, amount) { Parties = new Dictionary<string, WalletRef>(StringComparer.Ordinal) { ["payer"] = payer, ["payee"] = payee } };

    private WalletRef Wallet(long ordinal, Int128 available = default) => _set.AddWallet(Rows.WalletWith(ordinal, available)).Id;

    private Refusal Refused(Command command) => _decider.Decide(command, Rows.Now)!.Value.Refusal!;
}
