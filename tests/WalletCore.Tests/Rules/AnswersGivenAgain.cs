using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Tests.Rules;

/// <summary>What an earlier answer is made of again, and what of it must be loaded first.</summary>
public class An_answer_given_again
{
    private readonly WorkingSet _set = Rows.Set(head: new LedgerHead(9, 9, 9, 9, 9, 1, 0, Rows.Now, default));
    private readonly Needs _needs;
    private readonly KeyRules _keys;

    public An_answer_given_again()
    {
        _needs = new Needs(_set);
        _keys = new KeyRules(_set, _needs);
        _set.AddRule(new RuleRow(1, Operations.Deposit, 1, "…"));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 3)]
    public void Needs_its_transaction_where_an_account_of_it_is_not_in_memory(long debit, long credit)
    {
        _set.AddWallet(Rows.WalletWith(1));

        Expect(Rows.Facts(5, debit, credit));

        Assert.Equal([5L], _needs.Request.Transactions);
    }

    [Fact]
    public void Needs_nothing_where_all_of_it_is_in_memory()
    {
        _set.AddWallet(Rows.WalletWith(1));
        _set.AddWallet(Rows.WalletWith(2));
        _set.Absorb(new LoadRequest(), new LedgerState { Transactions = { Rows.Facts(3) }, Freezes = { Rows.Freeze(4, account: 1) } });

        Expect(Of(Rows.Facts(5), original: 3, freeze: 4));

        Assert.True(_needs.Request.IsEmpty);
    }

    [Fact]
    public void Needs_what_it_gave_back()
    {
        _set.AddWallet(Rows.WalletWith(1));
        _set.AddWallet(Rows.WalletWith(2));

        Expect(Of(Rows.Facts(5), original: 3));

        Assert.Equal([3L], _needs.Request.Transactions);
        Assert.Empty(_needs.Request.Freezes);
    }

    [Fact]
    public void Needs_the_freeze_record_that_it_changed_also_where_nothing_was_posted()
    {
        Expect(Of(new TransactionFacts(Rows.Transaction(5), []), freeze: 4));

        Assert.Equal([4L], _needs.Request.Freezes);
        Assert.Empty(_needs.Request.Transactions);
    }

    [Fact]
    public void Is_not_given_before_that_is_there()
    {
        var deposit = new Deposit(WalletRef.ByOwner("ana"), Money.EUR(1m)) { Key = "k" };
        var plain = Rows.Facts(5);
        Load(plain);

        Assert.True(NeedsMore());
        _set.AddWallet(Rows.WalletWith(1));
        _set.AddWallet(Rows.WalletWith(2));
        Assert.False(NeedsMore());

        bool NeedsMore()
        {
            var outcome = _keys.Find(deposit, deposit.Fingerprint(), Rows.Now, out var needsMore);
            Assert.Equal(needsMore, outcome is null);
            return needsMore;
        }

        void Load(TransactionFacts facts) => _set.Absorb(
            new LoadRequest(),
            new LedgerState { Keys = { new KeyAnswer("k", facts with { Header = facts.Header with { Fingerprint = deposit.Fingerprint() } }, null) } });
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(0, 4)]
    public void Is_not_given_before_what_it_refers_to_is_there(long original, long freeze)
    {
        _set.AddWallet(Rows.WalletWith(1));
        _set.AddWallet(Rows.WalletWith(2));
        var deposit = new Deposit(WalletRef.ByOwner("ana"), Money.EUR(1m)) { Key = "k" };
        var facts = Of(Rows.Facts(5), original, freeze);
        _set.Absorb(
            new LoadRequest(),
            new LedgerState { Keys = { new KeyAnswer("k", facts with { Header = facts.Header with { Fingerprint = deposit.Fingerprint() } }, null) } });

        Assert.Null(_keys.Find(deposit, deposit.Fingerprint(), Rows.Now, out var needsMore));
        Assert.True(needsMore);
    }

    [Fact]
    public void Is_not_given_to_another_operation()
    {
        var withdraw = new Withdraw(WalletRef.ByOwner("ana"), Money.EUR(1m)) { Key = "k" };
        _set.Absorb(new LoadRequest(), new LedgerState { Keys = { new KeyAnswer("k", Rows.Facts(5), null) } });

        var outcome = _keys.Find(withdraw, withdraw.Fingerprint(), Rows.Now, out var needsMore)!.Value;

        Assert.Equal((RefusalCode.IdempotencyConflict, false, false), (outcome.Refusal!.Code, outcome.Replayed, needsMore));
        Assert.Equal(["Operation"], outcome.Refusal.Fields!);
    }

    /// <summary>A batch of old keys is loaded in one go: what its refusals need is nothing.</summary>
    [Fact]
    public void Needs_nothing_where_it_was_a_refusal()
    {
        _keys.Expect([new KeyAnswer("k", null, Rows.Answer("k"))]);

        Assert.True(_needs.Request.IsEmpty);
    }

    /// <summary>An account stands in an answer where it was first touched, with what it had in the end.</summary>
    [Fact]
    public void Has_each_account_once_with_its_last_balance()
    {
        _set.AddWallet(Rows.WalletWith(1));
        _set.AddWallet(Rows.WalletWith(2));
        var postings = new[]
        {
            Rows.Posting(1, 5, debit: 2, credit: 1) with { DebitAvailable = 90, DebitFrozen = 1, CreditAvailable = 10, CreditFrozen = 2 },
            Rows.Posting(2, 5, debit: 1, credit: 2) with { DebitAvailable = 7, DebitFrozen = 3, CreditAvailable = 93, CreditFrozen = 4 },
        };

        var receipt = Receipts.Again(_set, new TransactionFacts(Rows.Transaction(5, 1, 2), postings));

        Assert.Equal(
            [(_set.FindAccount(2)!.Identity.Id, 93, 4), (_set.FindAccount(1)!.Identity.Id, 7, 3)],
            receipt.Balances.Select(balance => (balance.AccountId, (int)balance.Available.AmountMinor, (int)balance.Frozen.AmountMinor)));
    }

    [Fact]
    public void Has_the_amount_in_the_currency_of_its_accounts_or_none_where_it_moved_no_money()
    {
        _set.AddWallet(Rows.WalletWith(1));
        _set.AddWallet(Rows.WalletWith(2));

        Assert.Equal(Money.EUR(1m), Receipts.Again(_set, Rows.Facts(5)).Amount);
        Assert.Equal(default, Receipts.Again(_set, new TransactionFacts(Rows.Transaction(5) with { AmountMinor = 0, Currency = null }, [])).Amount);
    }

    private static TransactionFacts Of(TransactionFacts facts, long original = 0, long freeze = 0) =>
        facts with { Header = facts.Header with { Original = original, Freeze = freeze } };

    private void Expect(TransactionFacts facts) => _keys.Expect([new KeyAnswer("k", facts, null)]);
}
