using System.Numerics;
using FsCheck.Fluent;
using WalletCore.Tests.Support;

namespace WalletCore.Tests.Amounts;

public sealed class An_amount_split_into_equal_parts
{
    [Fact]
    public void gives_the_spare_units_to_the_first()
    {
        Assert.Equal([Money.EUR(3.34m), Money.EUR(3.33m), Money.EUR(3.33m)], Money.EUR(10m).Allocate(3));
        Assert.Equal([Money.EUR(-3.34m), Money.EUR(-3.33m), Money.EUR(-3.33m)], Money.EUR(-10m).Allocate(3));
        Assert.Equal([Money.EUR(0.01m), Money.EUR(0m), Money.EUR(0m)], Money.EUR(0.01m).Allocate(3));
    }

    [Fact]
    public void is_the_same_as_split_by_equal_weights() => Property.Holds(
        from amount in Generate.Moneys from parts in Gen.Choose(1, 40) select (amount, parts),
        split => Assert.Equal(split.amount.Allocate(Enumerable.Repeat(7L, split.parts)), split.amount.Allocate(split.parts)));

    [Fact]
    public void can_be_a_million_parts()
    {
        var parts = Money.EUR(12_345.67m).Allocate(Money.PartsMax);

        Assert.Equal((Money.EUR(0.02m), Money.EUR(0.01m)), (parts[234_566], parts[234_567]));
        Assert.Equal(parts, Money.EUR(12_345.67m).Allocate(Enumerable.Repeat(1L, Money.PartsMax)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Money.PartsMax + 1)]
    public void needs_a_number_of_parts_in_range(int parts) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.EUR(1m).Allocate(parts));
}

public sealed class An_amount_split_by_weights
{
    [Fact]
    public void gives_the_spare_units_to_the_largest_remainders_and_ties_to_the_lowest_index()
    {
        Assert.Equal([Money.EUR(0.02m), Money.EUR(0.03m)], Money.EUR(0.05m).Allocate([3L, 7L]).AsEnumerable());
        Assert.Equal([Money.EUR(0.03m), Money.EUR(0.02m)], Money.EUR(0.05m).Allocate([1L, 1L]).AsEnumerable());
        Assert.Equal([Money.EUR(-0.03m), Money.EUR(-0.02m)], Money.EUR(-0.05m).Allocate([1L, 1L]).AsEnumerable());
        Assert.Equal([Money.EUR(0m), Money.EUR(0.01m), Money.EUR(0m)], Money.EUR(0.01m).Allocate([0L, 1L, 1L]).AsEnumerable());
    }

    [Fact]
    public void takes_arrays_lists_and_spans()
    {
        long[] array = [1, 3];
        List<long> list = [1, 3];
        IReadOnlyList<long> readOnly = list;
        Money[] expected = [Money.EUR(1m), Money.EUR(3m)];

        Assert.Equal(expected, Money.EUR(4m).Allocate(array));
        Assert.Equal(expected, Money.EUR(4m).Allocate(list));
        Assert.Equal(expected, Money.EUR(4m).Allocate(readOnly));
        Assert.Equal(expected, Money.EUR(4m).Allocate(array.AsSpan()));
    }

    [Fact]
    public void is_exact_at_the_extremes()
    {
        var shares = Money.FromMinor(Int128.MinValue, Currency.EUR).Allocate([long.MaxValue, long.MaxValue]);

        Assert.All(shares, share => Assert.Equal(Int128.MinValue / 2, share.AmountMinor));
    }

    [Fact]
    public void needs_weights_that_are_not_negative_and_not_all_zero()
    {
        Assert.Throws<ArgumentException>(() => Money.EUR(1m).Allocate([1L, -1L]));
        Assert.Throws<ArgumentException>(() => Money.EUR(1m).Allocate([0L, 0L]));
        Assert.Throws<ArgumentException>(() => Money.Zero(Currency.EUR).Allocate([0L]));
        Assert.Throws<ArgumentException>(() => Money.EUR(1m).Allocate(Array.Empty<long>()));
        Assert.Throws<ArgumentException>(() => Money.EUR(1m).Allocate(Enumerable.Repeat(1L, Money.PartsMax + 1)));
        Assert.Throws<ArgumentNullException>(() => Money.EUR(1m).Allocate(default(List<long>)!));
    }
}

public sealed class The_laws_of_apportionment
{
    private static readonly FsCheck.Gen<(Int128 Total, Int128[] Weights)> Splits =
        from total in Generate.Int128s
        from count in Gen.Choose(1, 12)
        from weights in Gen.OneOf(Generate.NonNegative, Gen.Choose(0, 3).Select(weight => (Int128)weight)).ArrayOf(count)
        from certain in Gen.Choose(0, count - 1)
        select (total, weights.Select((weight, index) => index == certain ? Int128.Max(1, weight) : weight).ToArray());

    [Fact]
    public void The_parts_add_up_to_the_whole() => Holds((total, _, parts) =>
        Assert.Equal(total, parts.Aggregate(BigInteger.Zero, (sum, part) => sum + part)));

    [Fact]
    public void No_part_has_the_opposite_sign() => Holds((total, _, parts) =>
        Assert.All(parts, part => Assert.True(part == 0 || Int128.IsNegative(part) == Int128.IsNegative(total))));

    [Fact]
    public void Each_part_is_less_than_one_unit_from_its_exact_share() => Holds((total, weights, parts) =>
    {
        var sum = Sum(weights);
        for (var index = 0; index < parts.Length; index++)
        {
            Assert.True(BigInteger.Abs(((BigInteger)parts[index] * sum) - ((BigInteger)total * weights[index])) < sum);
        }
    });

    [Fact]
    public void A_spare_unit_goes_to_the_larger_remainder_and_among_equal_ones_to_the_lower_index() => Holds((total, weights, parts) =>
    {
        var sum = Sum(weights);
        var ranked = weights
            .Select((weight, index) => (Index: index, Exact: BigInteger.Abs((BigInteger)total) * weight))
            .OrderByDescending(claim => claim.Exact % sum).ThenBy(claim => claim.Index)
            .Select(claim => BigInteger.Abs((BigInteger)parts[claim.Index]) - (claim.Exact / sum))
            .ToArray();

        Assert.Equal(ranked.OrderDescending(), ranked);
    });

    [Fact]
    public void No_part_exceeds_its_weight_when_the_whole_is_within_their_sum() => Property.Holds(Splits, split =>
    {
        var sum = Sum(split.Weights);
        var total = (Int128)BigInteger.Min(BigInteger.Abs(split.Total), BigInteger.Min(sum, Int128.MaxValue));
        var parts = new Int128[split.Weights.Length];

        Apportionment.Split(total, split.Weights, parts);

        Assert.All(parts.Zip(split.Weights), pair => Assert.True(pair.First <= pair.Second));
    });

    [Fact]
    public void Splitting_the_sum_of_the_weights_gives_the_weights()
    {
        Int128[] weights = [5, 0, Int128.MaxValue / 2, 17];
        var parts = new Int128[weights.Length];

        Apportionment.Split(weights[0] + weights[2] + weights[3], weights, parts);

        Assert.Equal(weights, parts);
    }

    [Fact]
    public void The_parts_must_be_as_many_as_the_weights() =>
        Assert.Throws<ArgumentException>(() => Apportionment.Split(1, [1, 1], new Int128[1]));

    private static void Holds(Action<Int128, Int128[], Int128[]> law) => Property.Holds(Splits, split =>
    {
        var parts = new Int128[split.Weights.Length];
        Apportionment.Split(split.Total, split.Weights, parts);
        law(split.Total, split.Weights, parts);
    });

    private static BigInteger Sum(Int128[] weights) => weights.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);
}
