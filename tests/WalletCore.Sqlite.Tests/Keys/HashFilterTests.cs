using WalletCore.Sqlite.Keys;

namespace WalletCore.Sqlite.Tests.Keys;

/// <summary>A set that may say yes wrongly, rarely, and never no.</summary>
public sealed class HashFilterTests
{
    private const int Count = 50_000;

    public static TheoryData<int> Seeds => new(1, Random.Shared.Next());

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Holds_all_that_was_added_and_little_else(int seed)
    {
        var random = new Random(seed);
        var filter = new HashFilter(Count);
        var added = Enumerable.Range(0, Count).Select(_ => random.NextInt64(long.MinValue, long.MaxValue)).ToArray();
        Array.ForEach(added, filter.Add);

        Assert.All(added, hash => Assert.True(filter.MayHold(hash)));
        Assert.Equal(Count, filter.Count);
        var wrong = Enumerable.Range(0, Count).Count(_ => filter.MayHold(random.NextInt64(long.MinValue, long.MaxValue)));
        Assert.InRange(wrong, 0, Count / 100);
    }

    // What no hash should be, but a test's own hasher is.
    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    public void Holds_hashes_that_lie_close_together_and_at_both_ends(long capacity)
    {
        var filter = new HashFilter(capacity);
        long[] added = [long.MinValue, long.MinValue + 1, -1, 0, 1, 2, 3, long.MaxValue - 1, long.MaxValue];
        Array.ForEach(added, filter.Add);

        Assert.All(added, hash => Assert.True(filter.MayHold(hash)));
    }

    [Fact]
    public void An_empty_one_holds_nothing() => Assert.False(new HashFilter(100).MayHold(7));
}
