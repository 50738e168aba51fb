using System.Buffers.Binary;

namespace WalletCore.PostgreSql.Tables;

/// <summary>Rows of numbers of 64 bits, one after the other as the server writes them.</summary>
internal readonly struct NumberTable(byte[] bytes, int columns)
{
    /// <summary>How many rows there are.</summary>
    public int Count => bytes.Length / (columns * sizeof(long));

    public long this[int row, int column] => BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(((row * columns) + column) * sizeof(long)));

    /// <summary>The rows in the order of their first column: they come as they are found, which need not be in any.</summary>
    public int[] Sorted()
    {
        var (keys, rows) = (new long[Count], new int[Count]);
        for (var i = 0; i < rows.Length; i++)
        {
            (keys[i], rows[i]) = (this[i, 0], i);
        }

        Array.Sort(keys, rows);
        return rows;
    }
}
