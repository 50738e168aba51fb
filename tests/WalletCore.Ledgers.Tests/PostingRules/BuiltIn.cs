namespace WalletCore.Ledgers.Tests.PostingRules;

/// <summary>Stores keep these definitions: a ledger whose rules are worded otherwise in the same version is not opened.</summary>
public class The_built_in_posting_rules
{
    private const string Terms = "\nrounding HalfEven; refundable, fees proportional";
    private const string Final = "\nrounding HalfEven; not refundable";

    public static TheoryData<PostingRule, string> Definitions => new()
    {
        { BuiltInRules.Deposit, $"deposit: @(outside) -> wallet: amount{Terms}" },
        { BuiltInRules.Withdraw, $"withdrawal: wallet -> @(outside): amount{Terms}" },
        { BuiltInRules.Transfer, $"transfer: from -> to: amount{Terms}" },
        { BuiltInRules.AdjustCredit, $"adjustment: @adjustments -> wallet: amount{Final}" },
        { BuiltInRules.AdjustDebit, $"adjustment: wallet -> @adjustments: amount{Final}" },
        { BuiltInRules.Capture, $"capture: from (frozen) -> to: amount{Terms}" },
        { BuiltInRules.CaptureOut, $"capture: from (frozen) -> @(outside): amount{Terms}" },
        { BuiltInRules.RefundResidual, $"residual refund: wallet -> @(outside): amount{Final}" },
    };

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Are_worded_as_ever(PostingRule rule, string definition) => Assert.Equal((definition, 1), (rule.Definition, rule.Version));

    [Fact]
    public void Have_an_outside_that_no_other_rule_can_name()
    {
        var rule = PostingRule.Define("sale", 1, builder => builder.Move("x", BuiltInRules.Deposit.Flows[0].Sources, [Place.Wallet("payee")], AmountRule.Principal));

        Assert.Equal(
            "Posting rule 'sale' names a system account that no command gives.",
            Assert.Throws<ArgumentException>(() => new LedgerOptions { Rules = [rule] }.Validate()).Message);
    }

    [Fact]
    public void Draw_columns_as_wide_as_their_longest_line()
    {
        var rule = PostingRule.Define("sale", 1, builder => builder
            .Move("longer name", Place.Wallet("payer"), Place.Wallet("payee"), AmountRule.Percent(10m))
            .Move("rest", Place.Wallet("payer"), Place.Wallet("payee"), AmountRule.Remaining));

        var payee = $"\npayee\ndebit        | credit\n{new string('-', 13)}+{new string('-', 28)}\n";
        Assert.Contains(payee, rule.Explain(), StringComparison.Ordinal);
    }
}
