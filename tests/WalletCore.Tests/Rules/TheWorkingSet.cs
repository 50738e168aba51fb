using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Tests.Rules;

/// <summary>What the working set is once what was decided is in the store: the cache of the next commit.</summary>
public class The_working_set_after_a_commit
{
    private static readonly LedgerHead Head = new(7, 8, 2, 1, 1, 1, 1, Rows.Now, default);

    private readonly WorkingSet _set = Rows.Set();

    [Fact]
    public void Has_nothing_to_write()
    {
        var wallet = _set.AddWallet(Rows.WalletWith(1));
        _set.Dirty.Mark(wallet);
        _set.Dirty.MarkRow(wallet.Accounts[0]);
        _set.Dirty.MarkBalance(wallet.Accounts[0]);
        _set.AddFreeze(Rows.Freeze(4, account: 1), wallet.Accounts[0]);
        _set.SetUsage(new UsageKey(1, "withdraw/day", 5), 10);
        _set.Journal.Transactions.Add(Rows.Transaction(7));

        _set.Settle(Head);

        var changes = _set.ToChangeSet(commit: null, Rows.Now);
        Assert.Equal((Head, Head), (changes.Before, changes.After));
        Assert.Equal(0, changes.Transactions.Length + changes.Balances.Length);
        Assert.Equal((0, 0, 0, 0), (changes.Wallets.Length, changes.Accounts.Length, changes.Freezes.Length, changes.Usages.Length));
        Assert.True(_set.Journal.IsEmpty);
    }

    /// <summary>Keys and references are looked up in the store by every command: there are too many to keep.</summary>
    [Fact]
    public void Knows_no_key_and_no_reference_and_nothing_that_was_asked_for()
    {
        _set.RememberKey("k", new KnownKey(null, null, 7));
        _set.RememberReference("r");
        _set.Asked.Add("anything");
        _set.AskedDueFreezes.Add(1);

        _set.Settle(Head);

        Assert.Null(_set.FindKey("k"));
        Assert.False(_set.IsReferenceTaken("r"));
        Assert.Empty(_set.Asked);
        Assert.Empty(_set.AskedDueFreezes);
    }

    [Fact]
    public void Has_nothing_to_undo()
    {
        var account = _set.AddWallet(Rows.WalletWith(1)).Accounts[0];
        _set.Undo.SaveBalance(account);
        _set.RememberKey("k", new KnownKey(null, null, 7));
        _set.RememberReference("r");

        _set.Settle(Head);

        Assert.Equal(default, _set.Undo.Mark);
    }
}

/// <summary>The cache has a bound for each kind of thing; what was used of late stays.</summary>
public class The_working_set_beyond_its_bound
{
    private readonly WorkingSet _set = Rows.Set(new LedgerOptions { CacheLength = 3 });

    [Fact]
    public void Keeps_everything_while_there_is_just_enough_room()
    {
        AddWallets(3);
        AddOthers(3);

        _set.Settle(default);

        Assert.Equal([1L, 2L, 3L], WalletsLeft(3));
        Assert.Equal((3, 3, 3), OthersLeft(3));
    }

    [Fact]
    public void Keeps_the_wallets_that_were_used_last()
    {
        AddWallets(4);

        _set.Settle(default);

        Assert.Equal([4L], WalletsLeft(4));
        Assert.Null(_set.FindWallet(new OwnerKey("owner-1", string.Empty, string.Empty)));
        Assert.Null(_set.FindWalletByAccountNumber("N-1"));
        Assert.Null(_set.FindAccount(1));
        Assert.NotNull(_set.FindAccount(4));
    }

    [Fact]
    public void Counts_being_found_as_being_used()
    {
        AddWallets(4);
        _set.StartAt(default(LedgerHead) with { Commits = 9 });
        _set.FindWallet(1);

        _set.Settle(default);

        Assert.Equal([1L], WalletsLeft(4));
    }

    [Theory]
    [InlineData(4, 0, 0)]
    [InlineData(0, 4, 0)]
    [InlineData(0, 0, 4)]
    public void Forgets_all_else_and_keeps_its_wallets_where_those_have_room(int freezes, int originals, int usages)
    {
        AddWallets(3);
        AddOthers(freezes, originals, usages);
        AddOthers(1);

        _set.Settle(default);

        Assert.Equal([1L, 2L, 3L], WalletsLeft(3));
        Assert.Equal((0, 0, 0), OthersLeft(4));
    }

    private void AddWallets(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            _set.StartAt(default(LedgerHead) with { Commits = i });
            _set.AddWallet(Rows.WalletWith(i, number: $"N-{i}"));
        }
    }

    private void AddOthers(int count) => AddOthers(count, count, count);

    private void AddOthers(int freezes, int originals, int usages)
    {
        var state = new LedgerState();
        state.Freezes.AddRange(Enumerable.Range(1, freezes).Select(ordinal => Rows.Freeze(ordinal, account: 1)));
        state.Transactions.AddRange(Enumerable.Range(1, originals).Select(sequence => Rows.Facts(sequence)));
        state.Usages.AddRange(Enumerable.Range(1, usages).Select(window => new UsageRow(1, "withdraw/day", window, 10)));
        _set.Absorb(new LoadRequest(), state);
    }

    // Through an account: to find a wallet is to use it.
    private IEnumerable<long> WalletsLeft(int count) => Enumerable.Range(1, count).Select(ordinal => (long)ordinal).Where(ordinal => _set.FindAccount(ordinal) is not null);

    private (int Freezes, int Originals, int Usages) OthersLeft(int count) => (
        Enumerable.Range(1, count).Count(ordinal => _set.FindFreeze(ordinal) is not null),
        Enumerable.Range(1, count).Count(sequence => _set.FindOriginal(sequence) is not null),
        Enumerable.Range(1, count).Count(window => _set.HasUsage(new UsageKey(1, "withdraw/day", window))));
}

public class What_was_opened_and_undone
{
    private readonly WorkingSet _set = Rows.Set();

    [Fact]
    public void Is_not_found_and_not_written_when_it_is_a_wallet()
    {
        var wallet = _set.AddWallet(Rows.WalletWith(1, number: "N-1"));
        _set.Dirty.Mark(wallet);
        _set.Dirty.MarkRow(wallet.Accounts[0]);
        _set.Dirty.MarkBalance(wallet.Accounts[0]);

        _set.RemoveWallet(wallet);

        Assert.Null(_set.FindWallet(1));
        Assert.Null(_set.FindWallet(wallet.Owner));
        Assert.Null(_set.FindWalletByAccountNumber("N-1"));
        Assert.Null(_set.FindAccount(1));
        AssertNothingIsWritten();
    }

    [Fact]
    public void Is_not_found_and_not_written_when_it_is_an_account()
    {
        var wallet = _set.AddWallet(Rows.WalletWith(1));
        var account = _set.AddAccount(wallet, Rows.Account(2, wallet: 1, number: "N-2") with { Currency = "USD" }, Rows.Balance(2));
        _set.Dirty.MarkRow(account);
        _set.Dirty.MarkBalance(account);

        _set.RemoveAccount(account);

        Assert.Null(wallet.Find(Currency.USD));
        Assert.NotNull(wallet.Find(Currency.EUR));
        Assert.Null(_set.FindWalletByAccountNumber("N-2"));
        Assert.Null(_set.FindAccount(2));
        AssertNothingIsWritten();
    }

    [Fact]
    public void Is_not_found_and_not_written_when_it_is_a_system_account()
    {
        var account = _set.AddSystemAccount(Rows.System(1, "cash"), Rows.Balance(1));
        _set.Dirty.MarkRow(account);
        _set.Dirty.MarkBalance(account);

        _set.RemoveAccount(account);

        Assert.Null(_set.FindSystemAccount("cash", Currency.EUR));
        Assert.Null(_set.FindAccount(1));
        AssertNothingIsWritten();
    }

    [Fact]
    public void Is_not_found_when_it_is_a_posting_rule()
    {
        var rule = new RuleRow(5, "pay", 2, "…");
        _set.AddRule(rule);
        Assert.Same(rule, _set.FindRule("pay", 2));
        Assert.Same(rule, _set.RuleOf(5));
        Assert.Null(_set.FindRule("pay", 1));
        Assert.Null(_set.FindRule("other", 2));
        Assert.Same(rule, _set.FindRule("pay", 2));

        _set.RemoveRule(rule);

        Assert.Null(_set.FindRule("pay", 2));
        Assert.Throws<LedgerIntegrityException>(() => _set.RuleOf(5));
    }

    private void AssertNothingIsWritten()
    {
        var changes = _set.ToChangeSet(commit: null, Rows.Now);
        Assert.Equal((0, 0, 0), (changes.Wallets.Length, changes.Accounts.Length, changes.Balances.Length));
    }
}

/// <summary>A transaction that a command refers back to may be one of the same commit.</summary>
public class A_transaction_of_the_same_commit
{
    private readonly WorkingSet _set = Rows.Set();

    public A_transaction_of_the_same_commit() => _set.Journal.Transactions.Add(Rows.Transaction(7));

    [Fact]
    public void Is_found_and_stays_the_same()
    {
        var original = _set.FindOriginal(7)!;

        Assert.Equal(7, original.Facts.Header.Sequence);
        Assert.Same(original, _set.FindOriginal(7));
        Assert.Null(_set.FindOriginal(8));
    }

    [Fact]
    public void Is_not_found_once_it_was_undone()
    {
        var mark = new Decider(_set, new Needs(_set)).Mark();
        _set.Journal.Transactions.Add(Rows.Transaction(8));
        Assert.NotNull(_set.FindOriginal(8));

        _set.RollBack(mark);

        Assert.Null(_set.FindOriginal(8));
        Assert.NotNull(_set.FindOriginal(7));
    }
}
