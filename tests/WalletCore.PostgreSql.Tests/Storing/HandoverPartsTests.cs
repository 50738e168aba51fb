using FsCheck;
using FsCheck.Fluent;
using WalletCore.PostgreSql.Shifts;
using WalletCore.PostgreSql.Tables;
using WalletCore.Storage;
using Property = WalletCore.Tests.Support.Property;

namespace WalletCore.PostgreSql.Tests.Storing;

/// <summary>What handovers are made of: balances as bytes, what a shift gathers, and how those of several follow one another.</summary>
public sealed class HandoverPartsTests
{
    private const int LastPosting = 1_000_000_000;

    private static Gen<long> Number => Gen.OneOf(
        Gen.Choose(-3, 200).Select(static number => (long)number),
        Gen.Choose(int.MinValue, int.MaxValue).Two().Select(static two => ((long)two.Item1 << 32) ^ two.Item2),
        Gen.Elements(long.MinValue, long.MaxValue));

    private static Gen<BalanceRow> Row =>
        from account in Number from available in Number from frozen in Number from entries in Number from last in Gen.Choose(0, (2 * LastPosting) + 1)
        from days in Gen.Choose(0, 3_652_058).Two()
        select new BalanceRow
        {
            Account = account,
            Available = available,
            Frozen = frozen,
            EntryCount = entries,
            LastEntry = last,
            BusinessDayMin = days.Item1,
            BusinessDayMax = days.Item2,
        };

    [Fact]
    public void Balances_come_out_as_they_went_in() => Property.Holds(
        Row.ListOf(),
        rows =>
        {
            var read = new List<BalanceRow>();
            Assert.True(PackedBalances.TryUnpack(PackedBalances.Pack([.. rows], LastPosting), LastPosting, read));
            Assert.Equal(rows, read);
        });

    [Fact]
    public void A_balance_takes_some_sixteen_bytes()
    {
        var row = new BalanceRow
        {
            Account = 1_000, Available = 123_456, Frozen = 0, EntryCount = 50_000, LastEntry = 1_999_000, BusinessDayMin = 739_000, BusinessDayMax = 739_100,
        };

        Assert.Equal(15, PackedBalances.Pack([row], 1_000_000).Length);
    }

    [Fact]
    public void Bytes_that_were_cut_are_not_read() => Property.Holds(
        from row in Row from cut in Gen.Choose(1, 6) select (Row: row, Cut: cut),
        test =>
        {
            var packed = PackedBalances.Pack([test.Row], LastPosting);
            Assert.False(PackedBalances.TryUnpack(packed[..^Math.Min(test.Cut, packed.Length - 1)], LastPosting, []));
        });

    [Theory]
    [InlineData(long.MaxValue, 0, true)]
    [InlineData(long.MaxValue, 1, false)]
    [InlineData(long.MinValue, 0, true)]
    [InlineData(long.MinValue, -1, false)]
    public void Amounts_beyond_64_bits_are_not_handed_over(long amount, int more, bool isOfUse)
    {
        foreach (var row in new[] { Balance(1) with { Available = (Int128)amount + more }, Balance(1) with { Frozen = (Int128)amount + more } })
        {
            var handover = new Handover(Head(1), []);
            handover.Add(Commit(1, balances: row));

            Assert.Equal(isOfUse, handover.Close());
        }
    }

    [Fact]
    public void A_shift_leaves_the_last_of_every_balance()
    {
        var handover = new Handover(Head(7), []);
        handover.Add(Commit(7, balances: [Balance(1), Balance(2)]));
        handover.Add(Commit(8, balances: [Balance(2) with { Available = 5 }, Balance(3)]));

        Assert.True(handover.Close());
        Assert.Equal((Head(7), Head(9)), (handover.Began, handover.Left));
        Assert.Equal([Balance(1), Balance(2) with { Available = 5 }, Balance(3)], handover.Balances.OrderBy(row => row.Account));
    }

    [Fact]
    public void A_shift_in_which_nothing_was_posted_leaves_nothing()
    {
        var handover = new Handover(Head(7), []);
        handover.Add(new ChangeSet { Before = Head(7), After = Head(7) with { Answers = 1 } });

        Assert.False(handover.Close());
    }

    [Fact]
    public void A_shift_leaves_nothing_where_somebody_wrote_beside_it_or_more_than_balances_changed()
    {
        var plain = new TransactionRow { Sequence = 1, RecordedAt = 1, Rule = 1, FirstPosting = 1, PostingCount = 1, BusinessDay = 1 };
        foreach (var changes in new[]
        {
            Commit(8), Commit(7, plain with { Wallet = 1 }), Commit(7, plain with { Freeze = 1 }), Commit(7, plain with { Original = 1 }), Commit(7, plain with { Changes = "{}" }),
        })
        {
            var handover = new Handover(Head(7), []);
            handover.Add(changes);
            handover.Add(Commit(changes.After.Commits));

            Assert.False(handover.Close());
        }

        var whole = new Handover(Head(7), []);
        whole.Add(Commit(7, plain));
        Assert.True(whole.Close());
    }

    [Fact]
    public void Many_balances_are_not_handed_over()
    {
        foreach (var more in new[] { 0, 1 })
        {
            var handover = new Handover(Head(1), []);
            handover.Add(Commit(1, balances: [.. Enumerable.Range(1, Handover.BalancesMax + more).Select(account => Balance(account))]));

            Assert.Equal(more == 0, handover.Close());
        }
    }

    [Fact]
    public void A_shift_that_is_over_takes_in_no_more()
    {
        var handovers = new Handovers();
        var ledger = LedgerId.Parse("led_01h455vb4pex5vsknk084sn02q");
        handovers.Add(ledger, Commit(1));
        var first = handovers.Begin(ledger, Head(1));
        var second = handovers.Begin(ledger, Head(1));
        handovers.Add(ledger, Commit(1, balances: Balance(1)));

        // The first one's connection was lost, and it ends while the second goes on.
        Assert.False(handovers.End(ledger, first));
        handovers.Add(ledger, Commit(2, balances: Balance(2)));
        Assert.True(handovers.End(ledger, second));
        handovers.Add(ledger, Commit(3, balances: Balance(3)));
        second.Add(Commit(3, balances: Balance(3)));
        Assert.Equal([1, 2], second.Balances.Select(row => row.Account).Order());

        handovers.Reuse(second);
        Assert.Empty(handovers.Begin(ledger, Head(1)).Balances);
        Assert.Empty(second.Balances);
    }

    [Fact]
    public async Task The_last_commit_is_taken_in_once_it_is_on_its_way_and_counts_once_it_is_there()
    {
        foreach (var (isThere, isOfUse) in new[] { (true, true), (false, false) })
        {
            var (handover, writes) = (new Handover(Head(7), []), 0);
            handover.Expect(Commit(7, balances: Balance(9)));
            handover.Add(Commit(7, balances: Balance(1)));
            handover.ExpectLast(() =>
            {
                Interlocked.Increment(ref writes);
                return Task.CompletedTask;
            });
            handover.Expect(Commit(8, balances: Balance(2)));
            handover.Expect(Commit(9, balances: Balance(3)));
            handover.Add(Commit(isThere ? 8 : 9, balances: Balance(4)));

            Assert.Equal(isOfUse, handover.Close());
            await handover.Writing!;
            Assert.Equal(1, writes);
            Assert.Equal(Head(9), handover.Left);
            Assert.Equal([1, 2], handover.Balances.Select(row => row.Account).Order());
        }
    }

    [Fact]
    public void What_would_be_of_no_use_is_not_written_beforehand()
    {
        var handover = new Handover(Head(7), []);
        handover.ExpectLast(() => throw new InvalidOperationException("Nothing to write."));
        handover.Expect(Commit(8));
        handover.Add(Commit(8));

        Assert.False(handover.Close());
        Assert.Null(handover.Writing);

        var over = new Handover(Head(7), []);
        over.Add(Commit(7));
        over.ExpectLast(() => throw new InvalidOperationException("Nothing to write."));
        Assert.True(over.Close());
        over.Expect(Commit(8));
        Assert.Null(over.Writing);
    }

    [Fact]
    public void Those_of_several_are_believed_only_where_each_begins_where_the_one_before_ended()
    {
        Assert.Equal([], Told(1, 1)!);
        Assert.Equal([Balance(2), Balance(5)], Told(1, 5, (1, 2), (2, 5))!);
        Assert.Null(Told(1, 5, (1, 2), (3, 5)));
        Assert.Null(Told(2, 5, (1, 5)));
        Assert.Null(Told(1, 6, (1, 5)));
        Assert.Null(Told(1, 5));
        Assert.Null(Told(1, 5, (1, 2), (2, 3), (4, 5)));

        static List<BalanceRow>? Told(int left, int head, params (int First, int Last)[] shifts)
        {
            var told = new HandedOver(Head(left));
            foreach (var (first, last) in shifts)
            {
                told.Add(Hash(first), Hash(last), last, last, PackedBalances.Pack([Balance(last)], last));
            }

            return told.UpTo(Head(head));
        }
    }

    [Fact]
    public void The_link_alone_is_not_enough_to_have_known_all()
    {
        var told = new HandedOver(Head(1) with { Hash = Hash(5) });

        Assert.Null(told.UpTo(Head(5)));
    }

    private static ChangeSet Commit(long before, params BalanceRow[] balances) =>
        new() { Before = Head(before), After = Head(before + 1), Balances = balances };

    private static ChangeSet Commit(long before, TransactionRow transaction) =>
        new() { Before = Head(before), After = Head(before + 1), Transactions = new[] { transaction }, Balances = new[] { Balance(1) } };

    private static LedgerHead Head(long commits) => new(commits, commits, commits, 1, 2, 1, 0, commits, Hash(commits));

    private static ChainHash Hash(long number)
    {
        var bytes = new byte[32];
        bytes[31] = (byte)number;
        return new ChainHash(bytes);
    }

    private static BalanceRow Balance(long account) =>
        new() { Account = account, Available = 1, Frozen = 0, EntryCount = 1, LastEntry = 2, BusinessDayMin = 1, BusinessDayMax = 1 };
}
