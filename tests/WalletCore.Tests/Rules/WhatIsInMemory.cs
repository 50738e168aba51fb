using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Tests.Rules;

/// <summary>What a session loads, where something of it is in memory already: what is there was decided since and is newer, or equal.</summary>
public class What_is_in_memory_already
{
    private readonly WorkingSet _set = Rows.Set();

    [Fact]
    public void Is_kept_of_a_wallet()
    {
        var wallet = _set.AddWallet(Rows.WalletWith(1, available: 50));

        Assert.Same(wallet, _set.AddWallet(Rows.WalletWith(1, available: 40)));
        Assert.Equal(50, Assert.Single(wallet.Accounts).Balance.Available);
    }

    [Fact]
    public void Is_kept_of_a_transaction_and_its_refunds()
    {
        Load(new LedgerState { Transactions = { Rows.Facts(3) }, Refunds = { Rows.Refund(3, refunded: 10) } });
        var original = _set.FindOriginal(3)!;
        Assert.Equal(10, original.Refunded);
        original.Refund = Rows.Refund(3, refunded: 20);

        Load(new LedgerState { Transactions = { Rows.Facts(3) }, Refunds = { Rows.Refund(3, refunded: 10) } });

        Assert.Same(original, _set.FindOriginal(3));
        Assert.Equal(20, original.Refunded);
    }

    [Fact]
    public void Is_not_asked_for_again_when_it_is_the_chart()
    {
        var needs = new Needs(_set);
        var deposit = new Deposit(WalletRef.ByOwner("ana"), Money.EUR(1m));
        needs.Collect(deposit);
        Assert.True(needs.Request.Chart);

        _set.Absorb(needs.Request, new LedgerState());
        needs.Request.Clear();
        needs.Collect(deposit);

        Assert.False(needs.Request.Chart);
    }

    [Fact]
    public void Is_kept_of_a_freeze_record()
    {
        _set.AddWallet(Rows.WalletWith(1));
        Load(new LedgerState { Freezes = { Rows.Freeze(4, account: 1) } });
        var freeze = _set.FindFreeze(4)!;
        freeze.Row = freeze.Row with { Remaining = 1 };

        Load(new LedgerState { Freezes = { Rows.Freeze(4, account: 1) } });

        Assert.Same(freeze, _set.FindFreeze(4));
        Assert.Equal(1, freeze.Row.Remaining);
    }

    [Fact]
    public void Is_kept_of_a_key()
    {
        _set.RememberKey("k", new KnownKey(null, null, 5));

        Load(new LedgerState { Keys = { new KeyAnswer("k", Rows.Facts(3), null) } });

        Assert.Equal(new KnownKey(null, null, 5), _set.FindKey("k"));
    }

    [Fact]
    public void Is_kept_of_a_use_of_a_limit()
    {
        var usage = new UsageKey(1, "withdraw/day", 5);
        _set.SetUsage(usage, 30);

        Load(new LedgerState { Usages = { new UsageRow(1, "withdraw/day", 5, 20) } });

        Assert.Equal(30, _set.FindUsage(usage));
    }

    private void Load(LedgerState state) => _set.Absorb(new LoadRequest(), state);
}

/// <summary>A store that holds less than its rows speak of, or more than the host still knows.</summary>
public class What_the_host_or_the_store_no_longer_has
{
    private readonly WorkingSet _set = Rows.Set();

    /// <summary>Better than to refuse what was allowed before: the host took it out of its chart, and money may still have to leave.</summary>
    [Fact]
    public void May_go_below_zero_when_it_is_a_system_account()
    {
        Assert.True(_set.AddSystemAccount(Rows.System(1, "no_longer"), Rows.Balance(1)).MayGoNegative);
        Assert.Null(_set.FindAccount(1)!.Spendable(Pocket.Available));
    }

    [Fact]
    public void Is_passed_over_when_it_is_the_account_of_a_freeze_record()
    {
        _set.Absorb(new LoadRequest(), new LedgerState { Freezes = { Rows.Freeze(4, account: 9) } });

        Assert.Null(_set.FindFreeze(4));
    }

    [Fact]
    public void Is_passed_over_when_it_is_the_transaction_of_a_refund()
    {
        _set.Absorb(new LoadRequest(), new LedgerState { Refunds = { Rows.Refund(3, refunded: 10) } });

        Assert.Null(_set.FindOriginal(3));
    }

    [Fact]
    public void Is_named_when_it_is_a_posting_rule() => Assert.Equal(
        "The ledger has no posting rule 9, and a transaction names it.",
        Assert.Throws<LedgerIntegrityException>(() => _set.RuleOf(9)).Message);
}

public class A_posting_rule_that_changed_without_a_new_version
{
    [Fact]
    public void Is_named_and_the_host_told_what_to_do()
    {
        var ledger = Rows.Ledger();
        var deposit = ledger.Rules.Find(Operations.Deposit)!;
        var posted = new RuleRow(1, deposit.Name, deposit.Version, deposit.Definition);

        Assert.Null(RuleCheck.FindChanged(ledger, [posted, posted with { Name = "unknown" }, posted with { Version = 99, Definition = "other" }]));
        Assert.Equal(
            $"Posting rule '{deposit}' has posted in this ledger with another definition. Give the changed rule a higher version.",
            RuleCheck.FindChanged(ledger, [posted, posted with { Definition = "other" }]));
    }
}
