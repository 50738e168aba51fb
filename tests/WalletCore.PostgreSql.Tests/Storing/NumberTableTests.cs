using System.Buffers.Binary;
using WalletCore.PostgreSql.Tables;

namespace WalletCore.PostgreSql.Tests.Storing;

/// <summary>Numbers in a row of bytes.</summary>
public sealed class NumberTableTests
{
    [Fact]
    public void Rows_are_found_in_the_order_of_their_first_number_whatever_the_order_in_which_they_came()
    {
        var table = Of(3, [7, 1, long.MinValue], [-2, 5, 6], [5, -1, long.MaxValue]);

        Assert.Equal(3, table.Count);
        Assert.Equal([1, 2, 0], table.Sorted());
        Assert.Equal([7, 1, long.MinValue], [table[0, 0], table[0, 1], table[0, 2]]);
        Assert.Equal([5, -1, long.MaxValue], [table[2, 0], table[2, 1], table[2, 2]]);
    }

    [Fact]
    public void Of_nothing_there_are_no_rows()
    {
        Assert.Equal(0, Of(5).Count);
        Assert.Equal([], Of(5).Sorted());
    }

    private static NumberTable Of(int columns, params long[][] rows)
    {
        var bytes = new List<byte>();
        foreach (var number in rows.SelectMany(row => row))
        {
            var place = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(place, number);
            bytes.AddRange(place);
        }

        return new NumberTable([.. bytes], columns);
    }
}
