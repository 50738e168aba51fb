using WalletCore.Rules;
using WalletCore.Storage;

namespace WalletCore.Tests.Rules;

public class The_journal_of_a_commit_in_the_making
{
    private readonly JournalBuffer _journal = new();

    [Fact]
    public void Has_no_transaction_before_the_first_is_posted()
    {
        Assert.Null(_journal.Find(1));
        Assert.True(_journal.IsEmpty);
    }

    [Fact]
    public void Has_the_transactions_of_this_commit_and_no_others()
    {
        Post(11, 2);
        Post(12, 1);

        Assert.Null(_journal.Find(10));
        Assert.Equal(11, _journal.Find(11)!.Header.Sequence);
        Assert.Equal(12, _journal.Find(12)!.Header.Sequence);
        Assert.Null(_journal.Find(13));
    }

    [Fact]
    public void Gives_each_transaction_its_own_postings()
    {
        Post(11, 2);
        Post(12, 0);
        Post(13, 1);

        Assert.Equal([101L, 102L], _journal.Find(11)!.Postings.Select(posting => posting.Ordinal));
        Assert.Empty(_journal.Find(12)!.Postings);
        Assert.Equal([103L], _journal.Find(13)!.Postings.Select(posting => posting.Ordinal));
    }

    [Fact]
    public void Finds_a_transaction_without_postings_where_there_are_none_at_all()
    {
        Post(11, 0);

        Assert.Empty(_journal.Find(11)!.Postings);
    }

    [Fact]
    public void Is_not_empty_with_a_transaction_or_with_a_kept_refusal()
    {
        Post(11, 0);
        Assert.False(_journal.IsEmpty);
        _journal.Clear();
        Assert.True(_journal.IsEmpty);
        _journal.Answers.Add(Rows.Answer("k"));
        Assert.False(_journal.IsEmpty);
    }

    [Fact]
    public void Goes_back_to_a_mark_in_all_its_parts()
    {
        AddOfAll(11);
        var mark = _journal.Mark;
        AddOfAll(12);

        _journal.RollBack(mark);

        Assert.Equal((1, 1, 1, 1, 1), _journal.Mark);
        Assert.Null(_journal.Find(12));
        Assert.Equal(11, _journal.Find(11)!.Header.Sequence);
    }

    [Fact]
    public void Is_empty_in_all_its_parts_after_the_commit()
    {
        AddOfAll(11);

        _journal.Clear();

        Assert.Equal(default, _journal.Mark);
        Assert.Null(_journal.Find(11));
    }

    private void AddOfAll(long sequence)
    {
        Post(sequence, 1);
        _journal.Waypoints.Add(new WaypointRow { Account = 1, EntryNumber = 1, Entry = 1, RecordedAt = Rows.Now, BusinessDayMin = 1, BusinessDayMax = 1 });
        _journal.Answers.Add(Rows.Answer($"k{sequence}"));
        _journal.Rules.Add(new RuleRow((int)sequence, "deposit", 1, "…"));
    }

    private void Post(long sequence, int postings)
    {
        var first = 101 + _journal.Postings.Count;
        for (var i = 0; i < postings; i++)
        {
            _journal.Postings.Add(Rows.Posting(first + i, sequence));
        }

        _journal.Transactions.Add(Rows.Transaction(sequence, first, postings));
    }
}
