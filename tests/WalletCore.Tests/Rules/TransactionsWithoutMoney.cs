using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Tests.Rules;

public class A_transaction_in_the_journal
{
    private readonly WorkingSet _set = Rows.Set();
    private readonly Decider _decider;

    public A_transaction_in_the_journal()
    {
        _decider = new Decider(_set, new Needs(_set));
        _set.AddWallet(Rows.WalletWith(1));
    }

    [Fact]
    public void Names_the_currency_of_its_amount_or_none_where_it_moved_no_money()
    {
        _decider.Decide(new Deposit(WalletRef.ByOwner("owner-1"), Money.EUR(1m)), Rows.Now);
        _decider.Decide(new CloseWallet(WalletRef.ByOwner("owner-1")), Rows.Now);
        _decider.Decide(new OpenWallet("ana") { Currency = Currency.EUR }, Rows.Now);

        Assert.Equal(["EUR", null], (IEnumerable<string?>)_set.Journal.Transactions.Memory.ToArray().Select(header => header.Currency));
    }

    /// <summary>The first use of a posting rule writes it down, and no later one does.</summary>
    [Fact]
    public void Refers_to_its_posting_rule_which_is_kept_once()
    {
        for (var i = 0; i < 3; i++)
        {
            _decider.Decide(new Deposit(WalletRef.ByOwner("owner-1"), Money.EUR(1m)), Rows.Now);
            _decider.Decide(new Withdraw(WalletRef.ByOwner("owner-1"), Money.EUR(0.5m)), Rows.Now);
        }

        Assert.Equal([Operations.Deposit, Operations.Withdraw], _set.Journal.Rules.Memory.ToArray().Select(rule => rule.Name));
        Assert.Equal([1, 2, 1, 2, 1, 2], _set.Journal.Transactions.Memory.ToArray().Select(header => header.Rule));
    }

    [Fact]
    public void That_was_undone_takes_its_posting_rule_with_it()
    {
        var mark = _decider.Mark();
        _decider.Decide(new Deposit(WalletRef.ByOwner("owner-1"), Money.EUR(1m)), Rows.Now);
        _decider.RollBack(mark);

        _decider.Decide(new Deposit(WalletRef.ByOwner("owner-1"), Money.EUR(1m)), Rows.Now);

        Assert.Equal(Operations.Deposit, Assert.Single(_set.Journal.Rules.Memory.ToArray()).Name);
    }
}
