using System.Buffers.Binary;
using System.Runtime.InteropServices;
using WalletCore.Sqlite.Native;

namespace WalletCore.Sqlite.Tables;

/// <summary>The keys of runs: hashes and what they lead to, a segment a row.</summary>
internal sealed class KeySegmentsTable(Database database)
{
    private readonly RowInsert _insert = new(database, "INSERT INTO key_segments (id, hashes, targets)", 3);

    private Statement ById => field ??= database.Prepare("SELECT hashes, targets FROM key_segments WHERE id = ?1");

    private Statement InRange => field ??= database.Prepare("SELECT hashes, targets FROM key_segments WHERE id >= ?1 AND id <= ?2 ORDER BY id");

    private Statement HashesInRange => field ??= database.Prepare("SELECT hashes FROM key_segments WHERE id >= ?1 AND id <= ?2 ORDER BY id");

    private Statement DeleteRange => field ??= database.Prepare("DELETE FROM key_segments WHERE id >= ?1 AND id <= ?2");

    public void Add(LedgerScope scope, ReadOnlySpan<KeySegment> segments) => _insert.Write(scope, segments, Bind, "Writing keys");

    /// <summary>The targets of that hash in a segment.</summary>
    public long[] Find(LedgerScope scope, long segment, ulong hash)
    {
        var row = ById.Bind(1, scope.Row(segment));
        if (!row.Read())
        {
            return [];
        }

        var hashes = row.Bytes(0);
        var targets = Targets(row);
        var from = LowerBound(hashes, hash);
        var to = from;
        while (to < hashes.Length && BinaryPrimitives.ReadUInt64BigEndian(hashes[to..]) == hash)
        {
            to += sizeof(ulong);
        }

        var found = NumberBytes.Read(targets[from..to]);
        row.Reset();
        return found;
    }

    /// <summary>Visits the keys of the segments from one to another, in order.</summary>
    public void Visit(LedgerScope scope, long first, long last, Action<ulong, long> visit)
    {
        var row = InRange.Bind(1, scope.Row(first)).Bind(2, scope.Row(last));
        while (row.Read())
        {
            var hashes = row.Bytes(0);
            var targets = Targets(row);
            for (var at = 0; at < hashes.Length; at += sizeof(ulong))
            {
                visit(BinaryPrimitives.ReadUInt64BigEndian(hashes[at..]), BinaryPrimitives.ReadInt64BigEndian(targets[at..]));
            }
        }
    }

    /// <summary>Visits the hashes of the segments from one to another, in order.</summary>
    public void VisitHashes(LedgerScope scope, long first, long last, Action<ulong> visit)
    {
        var row = HashesInRange.Bind(1, scope.Row(first)).Bind(2, scope.Row(last));
        while (row.Read())
        {
            var hashes = Whole(row.Bytes(0));
            for (var at = 0; at < hashes.Length; at += sizeof(ulong))
            {
                visit(BinaryPrimitives.ReadUInt64BigEndian(hashes[at..]));
            }
        }
    }

    public void Delete(LedgerScope scope, long first, long last) => DeleteRange.Bind(1, scope.Row(first)).Bind(2, scope.Row(last)).Run("Removing keys");

    // As many of them as there are hashes, all of them whole.
    private static ReadOnlySpan<byte> Targets(Statement row) =>
        Whole(row.Bytes(1)) is var targets && targets.Length == row.Bytes(0).Length
            ? targets
            : throw new FormatException("A segment of the key index has hashes without a target.");

    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> numbers) =>
        numbers.Length % sizeof(ulong) == 0 ? numbers : throw new FormatException("A segment of the key index is cut off.");

    /// <summary>Where the first hash that is not less stands, in bytes.</summary>
    private static int LowerBound(ReadOnlySpan<byte> hashes, ulong hash)
    {
        var (from, to) = (0, hashes.Length / sizeof(ulong));
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (BinaryPrimitives.ReadUInt64BigEndian(hashes[(middle * sizeof(ulong))..]) < hash)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return from * sizeof(ulong);
    }

    private static void Bind(Statement row, int before, LedgerScope scope, in KeySegment segment)
    {
        row.Bind(before + 1, scope.NewRow(segment.Ordinal));
        NumberBytes.Bind(row, before + 2, segment.Hashes.Span);
        NumberBytes.Bind(row, before + 3, MemoryMarshal.Cast<long, ulong>(segment.Targets.Span));
    }
}
