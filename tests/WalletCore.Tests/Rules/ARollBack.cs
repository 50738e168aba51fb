using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Tests.Rules;

/// <summary>Going back to a mark: what was decided since never was, and what was decided before stays.</summary>
public class Going_back_to_a_mark
{
    private readonly WorkingSet _set = Rows.Set();
    private readonly Decider _decider;
    private readonly CachedAccount _account;
    private readonly List<string> _undone = [];

    public Going_back_to_a_mark()
    {
        _decider = new Decider(_set, new Needs(_set));
        _account = _set.AddWallet(Rows.WalletWith(1, available: 50)).Accounts[0];
    }

    [Fact]
    public void Brings_back_the_balance_of_that_time_after_several_changes()
    {
        Move(60);
        var mark = _decider.Mark();
        Move(70);
        Move(80);

        _decider.RollBack(mark);

        Assert.Equal(60, _account.Balance.Available);
    }

    [Fact]
    public void Brings_back_what_a_key_answered_before()
    {
        var before = new KnownKey(Rows.Facts(1), null);
        _set.RememberKey("k", before);
        var mark = _decider.Mark();
        _set.RememberKey("k", new KnownKey(null, null, 2));
        _set.RememberKey("k", new KnownKey(null, null, 3));

        _decider.RollBack(mark);

        Assert.Equal(before, _set.FindKey("k"));
    }

    [Fact]
    public void Forgets_a_key_that_was_unused_before()
    {
        var mark = _decider.Mark();
        _set.RememberKey("k", new KnownKey(null, null, 2));
        _set.RememberKey("k", new KnownKey(null, null, 3));

        _decider.RollBack(mark);

        Assert.Null(_set.FindKey("k"));
    }

    [Fact]
    public void Undoes_the_latest_first_and_nothing_from_before()
    {
        Do("before");
        var mark = _decider.Mark();
        Do("first");
        Do("second");

        _decider.RollBack(mark);

        Assert.Equal(["second", "first"], _undone);
    }

    [Fact]
    public void Undoes_nothing_twice()
    {
        var mark = _decider.Mark();
        Move(60);
        Do("first");
        _set.RememberKey("k", new KnownKey(null, null, 2));
        _decider.RollBack(mark);
        _account.Balance.Available = 90;
        _set.Absorb(new LoadRequest(), new LedgerState { Keys = { new KeyAnswer("k", Rows.Facts(1), null) } });

        _decider.RollBack(mark);

        Assert.Equal(90, _account.Balance.Available);
        Assert.NotNull(_set.FindKey("k"));
        Assert.Equal(["first"], _undone);
    }

    [Fact]
    public void Can_be_done_in_steps()
    {
        var first = _decider.Mark();
        Move(60);
        var second = _decider.Mark();
        Move(70);

        _decider.RollBack(second);
        Assert.Equal(60, _account.Balance.Available);
        _decider.RollBack(first);
        Assert.Equal(50, _account.Balance.Available);
    }

    [Fact]
    public void Is_over_once_what_was_decided_is_settled()
    {
        var mark = _decider.Mark();
        Move(60);
        Do("first");
        _set.RememberKey("k", new KnownKey(null, null, 2));
        _set.Undo.Settle();

        Assert.Equal(mark, _decider.Mark());
        _decider.RollBack(mark);

        Assert.Equal(60, _account.Balance.Available);
        Assert.NotNull(_set.FindKey("k"));
        Assert.Empty(_undone);
    }

    private void Move(Int128 available)
    {
        _set.Undo.SaveBalance(_account);
        _account.Balance.Available = available;
    }

    private void Do(string name) => _set.Undo.Add(() => _undone.Add(name));
}
