using WalletCore.Rules;

namespace WalletCore.Tests.Rules;

public class An_array_that_grows
{
    private readonly GrowingArray<string> _names = new();

    [Fact]
    public void Keeps_what_it_has_when_it_grows()
    {
        var numbers = new GrowingArray<int>();
        for (var i = 0; i < 100; i++)
        {
            numbers.Add(i);
        }

        Assert.Equal(100, numbers.Count);
        Assert.Equal(Enumerable.Range(0, 100), numbers.Memory.ToArray());
        Assert.Equal(99, numbers[99]);
    }

    [Fact]
    public void Has_nothing_beyond_its_end()
    {
        _names.Add("ana");

        Assert.Throws<IndexOutOfRangeException>(() => _names[1]);
        Assert.Throws<IndexOutOfRangeException>(() => _names[-1]);
    }

    [Fact]
    public void Cut_short_keeps_what_is_before_the_cut()
    {
        _names.Add("ana");
        _names.Add("bob");
        _names.Add("cara");

        _names.Truncate(1);
        _names.Add("dan");

        Assert.Equal(["ana", "dan"], _names.Memory.ToArray());
    }

    /// <summary>Its memory lives as long as the ledger is open; what is no longer in it must not.</summary>
    [Fact]
    public void Holds_on_to_nothing_that_was_cut_off()
    {
        _names.Add("ana");
        _names.Add("bob");
        _names.Add("cara");
        var lent = _names.Memory;

        _names.Truncate(1);

        Assert.Equal(["ana", null, null], (IEnumerable<string?>)lent.ToArray());
    }

    [Fact]
    public void Lends_the_memory_that_it_had_before()
    {
        var numbers = new GrowingArray<int>();
        numbers.Add(1);
        var lent = numbers.Memory;

        numbers.Truncate(0);
        numbers.Add(2);

        Assert.Equal([2], lent.ToArray());
    }
}
