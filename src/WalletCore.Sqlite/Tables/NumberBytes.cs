using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>Numbers as a blob, 8 bytes each, big-endian: so <c>hex()</c> shows them as people write them, and bytes compare as the numbers do.</summary>
internal static class NumberBytes
{
    public static long[] Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return [];
        }

        var numbers = MemoryMarshal.Cast<byte, long>(bytes).ToArray();
        if (BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(numbers, numbers);
        }

        return numbers;
    }

    public static void Bind(Statement statement, int index, ReadOnlySpan<ulong> numbers)
    {
        if (!BitConverter.IsLittleEndian)
        {
            statement.BindBytes(index, MemoryMarshal.AsBytes(numbers));
            return;
        }

        var rented = ArrayPool<ulong>.Shared.Rent(numbers.Length);
        BinaryPrimitives.ReverseEndianness(numbers, rented);
        statement.BindBytes(index, MemoryMarshal.AsBytes<ulong>(rented.AsSpan(0, numbers.Length)));
        ArrayPool<ulong>.Shared.Return(rented);
    }
}
