using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Tests.Rules;

/// <summary>What a commit writes beside the journal: every row that its commands changed, once, as it is at the end.</summary>
public class Rows_that_commands_changed
{
    private static readonly UsageKey Usage = new(1, "withdraw/day", 5);

    private readonly DirtyRows _rows = new();
    private readonly WorkingSet _set = Rows.Set();
    private readonly CachedWallet _wallet;
    private readonly CachedAccount _account;
    private readonly CachedFreeze _freeze;
    private readonly CachedOriginal _original = new(Rows.Facts(3), refund: null);

    public Rows_that_commands_changed()
    {
        _wallet = _set.AddWallet(Rows.WalletWith(1, available: 50));
        _account = _wallet.Accounts[0];
        _freeze = new CachedFreeze(Rows.Freeze(4, account: 1), _account);
    }

    [Fact]
    public void Are_listed_once_however_often_they_change()
    {
        MarkAll();
        MarkAll();

        Assert.Equal(All, Written());
    }

    [Fact]
    public void Are_none_after_the_commit()
    {
        MarkAll();

        _rows.Clear();

        Assert.Equal((0, 0, 0, 0, 0, 0), Written());
    }

    [Fact]
    public void Are_listed_again_by_the_next_commit_that_changes_them()
    {
        MarkAll();
        _rows.Clear();
        MarkAll();

        Assert.Equal(All, Written());
    }

    [Fact]
    public void Are_written_as_they_are_at_the_end()
    {
        MarkAll();
        var wallet = _wallet.Row with { State = WalletState.Closed };
        var account = _account.Row with { CreditLimit = 5 };
        var freeze = _freeze.Row with { Remaining = 1 };
        var refund = Rows.Refund(original: 3, refunded: 20);
        _wallet.Row = wallet;
        _account.Replace(account);
        _account.Balance.Available = 70;
        _freeze.Row = freeze;
        _original.Refund = refund;

        Assert.Equal([wallet], _rows.Wallets());
        Assert.Equal([account], _rows.Accounts());
        Assert.Equal([Rows.Balance(1, available: 70)], _rows.Balances().ToArray());
        Assert.Equal([freeze], _rows.Freezes(_ => true));
        Assert.Equal([refund], _rows.Refunds());
        Assert.Equal([new UsageRow(1, "withdraw/day", 5, 9)], _rows.Usages(_ => true, new Dictionary<UsageKey, Int128> { [Usage] = 9 }));
    }

    [Fact]
    public void Are_the_same_however_often_they_are_asked_for()
    {
        MarkAll();

        Assert.Equal(Written(), Written());
    }

    [Fact]
    public void Do_not_include_what_was_undone()
    {
        MarkAll();

        _rows.Forget(_wallet);
        _rows.Forget(_account);
        _rows.Forget(Usage);

        Assert.Empty(_rows.Wallets());
        Assert.Empty(_rows.Accounts());
        Assert.Equal(0, _rows.Balances().Length);
        Assert.Empty(_rows.Freezes(_ => false));
        Assert.Empty(_rows.Usages(_ => true, new Dictionary<UsageKey, Int128> { [Usage] = 9 }));
        Assert.Empty(_rows.Usages(_ => false, new Dictionary<UsageKey, Int128> { [Usage] = 9 }));
    }

    [Fact]
    public void Do_not_include_the_refunds_of_a_transaction_that_has_none()
    {
        _rows.Mark(_original);

        Assert.Empty(_rows.Refunds());
    }

    [Fact]
    public void Say_of_a_use_of_a_limit_whether_it_is_the_first()
    {
        Assert.True(_rows.Mark(Usage));
        Assert.False(_rows.Mark(Usage));
        _rows.Forget(Usage);
        Assert.True(_rows.Mark(Usage));
        _rows.Clear();
        Assert.True(_rows.Mark(Usage));
    }

    private static (int, int, int, int, int, int) All => (1, 1, 1, 1, 1, 1);

    private void MarkAll()
    {
        _original.Refund ??= Rows.Refund(original: 3, refunded: 10);
        _rows.Mark(_wallet);
        _rows.MarkRow(_account);
        _rows.MarkBalance(_account);
        _rows.Mark(_freeze);
        _rows.Mark(_original);
        _rows.Mark(Usage);
    }

    private (int Wallets, int Accounts, int Balances, int Freezes, int Refunds, int Usages) Written() => (
        _rows.Wallets().Length,
        _rows.Accounts().Length,
        _rows.Balances().Length,
        _rows.Freezes(_ => true).Length,
        _rows.Refunds().Length,
        _rows.Usages(_ => true, new Dictionary<UsageKey, Int128> { [Usage] = 1 }).Length);
}
