using System.Buffers.Binary;

namespace WalletCore.Crash.Tests.Damage;

/// <summary>Where the b-tree pages of a table or index lie in a SQLite file (https://sqlite.org/fileformat2.html).</summary>
internal static class FilePages
{
    public const int PageLength = 4096;

    private const int FileHeaderLength = 100;
    private const int InteriorIndex = 2;
    private const int InteriorTable = 5;
    private const int InteriorHeaderLength = 12;

    /// <summary>The numbers, from 1, of the tree's interior pages and of its leaves, the root first.</summary>
    public static (IReadOnlyList<int> Interior, IReadOnlyList<int> Leaves) Of(string file, string name)
    {
        var root = Sql.Rows(file, $"SELECT rootpage FROM sqlite_master WHERE name = '{name}'");
        var bytes = File.ReadAllBytes(file);
        var (interior, leaves) = (new List<int>(), new List<int>());
        Visit((int)(long)Assert.Single(root)[0]);
        return (interior, leaves);

        void Visit(int number)
        {
            var page = bytes.AsSpan((number - 1) * PageLength, PageLength);
            var start = number == 1 ? FileHeaderLength : 0;
            if (page[start] is not (InteriorIndex or InteriorTable))
            {
                leaves.Add(number);
                return;
            }

            interior.Add(number);
            var cells = BinaryPrimitives.ReadUInt16BigEndian(page[(start + 3)..]);
            for (var i = 0; i < cells; i++)
            {
                var cell = BinaryPrimitives.ReadUInt16BigEndian(page[(start + InteriorHeaderLength + (2 * i))..]);
                Visit(BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(((number - 1) * PageLength) + cell, 4)));
            }

            Visit(BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(((number - 1) * PageLength) + start + 8, 4)));
        }
    }

    /// <summary>Replaces bytes of the file.</summary>
    public static void Overwrite(string file, long offset, ReadOnlySpan<byte> bytes)
    {
        using var stream = File.OpenWrite(file);
        stream.Position = offset;
        stream.Write(bytes);
    }

    /// <summary>The same noise for the same seed.</summary>
    public static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
