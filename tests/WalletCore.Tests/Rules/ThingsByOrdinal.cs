using FsCheck;
using FsCheck.Fluent;
using WalletCore.Rules;
using WalletCore.Tests.Support;
using Property = WalletCore.Tests.Support.Property;
using Xunit;

namespace WalletCore.Tests.Rules;

/// <summary>The table that wallets and accounts in memory are found in, beside a dictionary that is told the same.</summary>
public sealed class ThingsByOrdinal
{
    // Few ordinals, so that they meet again, and neighbours, so that they stand in each other's places; and the largest that ids have.
    private static readonly Gen<long> Ordinals =
        Gen.OneOf(Gen.Choose(0, 60).Select(n => (long)n), Gen.Choose(0, 60).Select(n => n * 64L), Gen.Constant(IdMint.OrdinalMax));

    private static readonly Gen<(long Ordinal, bool IsPut)[]> Steps =
        (from ordinal in Ordinals from isPut in Gen.Elements(true, true, false) select (ordinal, isPut)).ArrayOf();

    [Fact]
    public void Are_those_that_were_put_last_and_not_removed_since() => Property.Holds(Steps, steps =>
    {
        var table = new OrdinalTable<string>();
        var dictionary = new Dictionary<long, string>();
        foreach (var (index, (ordinal, isPut)) in steps.Index())
        {
            if (isPut)
            {
                var thing = $"{ordinal} at step {index}";
                table.Put(ordinal, thing);
                dictionary[ordinal] = thing;
            }
            else
            {
                table.Remove(ordinal);
                dictionary.Remove(ordinal);
            }

            Assert.Equal(dictionary.Count, table.Count);
            Assert.All(steps, step => Assert.Equal(dictionary.GetValueOrDefault(step.Ordinal), table.Find(step.Ordinal)));
        }

        Assert.Equal(dictionary.Values.Order(StringComparer.Ordinal), table.Values.Order(StringComparer.Ordinal));
    });

    [Fact]
    public void Take_no_more_room_for_being_far_apart()
    {
        const int things = 1_000;
        const int bytesEach = 500;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var table = new OrdinalTable<string>();
        for (var i = 1; i <= things; i++)
        {
            table.Put(i * 10_000L, "thing");
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, things * bytesEach);
        Assert.Equal(things, table.Count);
    }

    [Fact]
    public void Stay_what_they_are_when_most_of_many_are_removed()
    {
        var table = new OrdinalTable<string>();
        for (var ordinal = 1; ordinal <= 20_000; ordinal++)
        {
            table.Put(ordinal, $"{ordinal}");
        }

        for (var ordinal = 1; ordinal <= 20_000; ordinal++)
        {
            if (ordinal % 7 != 0)
            {
                table.Remove(ordinal);
            }
        }

        Assert.Equal(20_000 / 7, table.Count);
        Assert.All(Enumerable.Range(1, 20_000), ordinal => Assert.Equal(ordinal % 7 == 0 ? $"{ordinal}" : null, table.Find(ordinal)));
    }
}
