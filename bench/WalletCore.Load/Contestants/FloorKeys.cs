using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace WalletCore.Load.Contestants;

/// <summary>
/// The key index as the library writes it: sorted runs, cut into segments, eight of a level merged into one of the next, a piece with every commit. What is
/// in the file is known here, so nothing is read.
/// </summary>
internal sealed class FloorKeys : IDisposable
{
    private const int RunLength = 1 << 14;
    private const int KeysPerSegment = 32;
    private const int FanIn = 8;
    private const int MergedPerKeyAndLevel = 2;
    private const int LevelBits = 35;
    private const int SegmentsMin = 64;
    private const int RemovalsPerSegment = 4;
    private const int Dead = -1;
    private const long Room = 1L << 22;

    private readonly RawSql _segment;
    private readonly RawSql _run;
    private readonly RawSql _removeSegments;
    private readonly RawSql _removeRun;
    private readonly Random _random = new(2);
    private readonly List<ulong> _fresh = [];
    private readonly List<Run> _runs = [];
    private byte[] _bytes = new byte[KeysPerSegment * sizeof(ulong)];
    private readonly List<Merge> _merges = [];
    private int _pace = MergedPerKeyAndLevel;
    private int _debt;

    public FloorKeys(SqliteConnection connection, long unindexed)
    {
        _segment = new RawSql(connection, "INSERT INTO key_segments (id, hashes, targets) VALUES (?1, ?2, ?2)");
        _run = new RawSql(
            connection, "INSERT OR REPLACE INTO key_runs (id, level, first_segment, segment_bits, segments, keys) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        _removeSegments = new RawSql(connection, "DELETE FROM key_segments WHERE id >= ?1 AND id <= ?2");
        _removeRun = new RawSql(connection, "DELETE FROM key_runs WHERE id = ?1");
        ReadRuns(connection);
        for (var i = 0; i < unindexed; i++)
        {
            _fresh.Add(NewHash());
        }
    }

    /// <summary>Takes the keys of a group. Answers how many keys more the index has now.</summary>
    public int Write(int group)
    {
        for (var i = 0; i < group; i++)
        {
            _fresh.Add(NewHash());
        }

        var indexed = 0;
        if (_fresh.Count >= RunLength)
        {
            indexed = _fresh.Count;
            _fresh.Sort();
            var run = Begin(0, [.. _fresh]);
            _fresh.Clear();
            WriteSegments(run, 0, run.Segments);
            Put(run);
            _runs.Add(run);
            _pace = Math.Max(_pace, MergedPerKeyAndLevel);
        }

        _debt += group * _pace;
        if (_debt >= SegmentsMin * KeysPerSegment)
        {
            GoOn(_debt / KeysPerSegment);
            _debt = 0;
        }

        return indexed;
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _segment, _run, _removeSegments, _removeRun })
        {
            statement.Dispose();
        }
    }

    private ulong NewHash() => unchecked((ulong)_random.NextInt64(long.MinValue, long.MaxValue));

    private void ReadRuns(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT r.id, r.level, r.first_segment, r.segment_bits, r.segments, s.hashes
            FROM key_runs r JOIN key_segments s ON s.id >= r.first_segment AND s.id < r.first_segment + r.segments ORDER BY r.id, s.id
            """;
        using var rows = command.ExecuteReader();
        var hashes = new List<ulong>();
        Run? run = null;
        while (rows.Read())
        {
            var next = new Run(rows.GetInt64(0), rows.GetInt32(1), rows.GetInt64(2), rows.GetInt32(3), []) { Written = rows.GetInt64(4) };
            if (run is not null && run.Number != next.Number)
            {
                _runs.Add(run with { Hashes = [.. hashes] });
                hashes.Clear();
            }

            run = next;
            var bytes = rows.GetFieldValue<byte[]>(5);
            for (var at = 0; at < bytes.Length; at += sizeof(ulong))
            {
                hashes.Add(BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(at)));
            }
        }

        if (run is not null)
        {
            _runs.Add(run with { Hashes = [.. hashes] });
        }

        // One that was being written is begun anew.
        _runs.RemoveAll(one => one.Level >= 0 && one.Written < one.Segments);
    }

    private Run Begin(int level, ulong[] hashes)
    {
        var bits = BitOperations.Log2((ulong)Math.Max(1, hashes.Length / KeysPerSegment));
        var number = _runs.Select(run => run.Number).DefaultIfEmpty().Max() + 1_000_000;

        // With room for a run that somebody had begun.
        var first = _runs.Where(run => run.First >> LevelBits == level).Select(run => run.First + run.Segments).DefaultIfEmpty((long)level << LevelBits).Max() + Room;
        return new Run(number, level, first, bits, hashes);
    }

    private void GoOn(long segments)
    {
        while (segments > 0)
        {
            if (_runs.Find(run => run.Level == Dead) is { } dead)
            {
                var left = Math.Max(0, dead.Written - (segments * RemovalsPerSegment));
                segments -= (dead.Written - left + RemovalsPerSegment - 1) / RemovalsPerSegment;
                Remove(dead, left);
            }
            else if (Lowest() is { } merge)
            {
                segments -= GoOn(merge, segments);
            }
            else
            {
                _pace = 0;
                return;
            }

            _pace = MergedPerKeyAndLevel * (1 + _runs.Max(run => run.Level));
        }
    }

    private void Remove(Run dead, long left)
    {
        _removeSegments.Bind(1, dead.First + left).Bind(2, dead.First + dead.Written - 1).Run();
        dead.Written = left;
        if (left > 0)
        {
            Put(dead);
            return;
        }

        _removeRun.Bind(1, dead.Number).Run();
        _runs.Remove(dead);
    }

    private Merge? Lowest()
    {
        for (var level = 1; level <= _runs.Max(run => run.Level) + 1; level++)
        {
            if (_merges.Find(merge => merge.Output.Level == level) is { } underWay)
            {
                return underWay;
            }

            if (_runs.Where(run => run.Level == level - 1).Take(FanIn).ToArray() is { Length: FanIn } inputs)
            {
                var merge = new Merge(inputs, Begin(level, new ulong[inputs.Sum(run => run.Hashes.Length)]));
                _merges.Add(merge);
                return merge;
            }
        }

        return null;
    }

    private long GoOn(Merge merge, long segments)
    {
        var output = merge.Output;
        var from = output.Written;
        var end = Math.Min(output.Segments, from + segments);
        merge.FillThrough(output.LastHash(end - 1));
        WriteSegments(output, from, end);
        Put(output);
        if (end == output.Segments)
        {
            foreach (var input in merge.Inputs)
            {
                input.Level = Dead;
                Put(input);
            }

            _runs.Add(output);
            _merges.Remove(merge);
        }

        return end - from;
    }

    private void WriteSegments(Run run, long from, long to)
    {
        for (var segment = from; segment < to; segment++)
        {
            var (start, last) = (run.At, run.LastHash(segment));
            while (run.At < run.Hashes.Length && run.Hashes[run.At] <= last)
            {
                run.At++;
            }

            var hashes = run.Hashes.AsSpan(start..run.At);
            if (hashes.IsEmpty)
            {
                continue;
            }

            if (_bytes.Length < hashes.Length * sizeof(ulong))
            {
                _bytes = new byte[2 * hashes.Length * sizeof(ulong)];
            }

            BinaryPrimitives.ReverseEndianness(hashes, MemoryMarshal.Cast<byte, ulong>(_bytes.AsSpan()));
            _segment.Bind(1, run.First + segment).BindBlob(2, _bytes.AsSpan(0, hashes.Length * sizeof(ulong))).Run();
        }

        run.Written = to;
    }

    private void Put(Run run) =>
        _run.Bind(1, run.Number).Bind(2, run.Level).Bind(3, run.First).Bind(4, run.Bits).Bind(5, run.Written).Bind(6, run.Hashes.Length).Run();

    private sealed record Run(long Number, int FirstLevel, long First, int Bits, ulong[] Hashes)
    {
        public int Level { get; set; } = FirstLevel;

        public long Segments => 1L << Bits;

        public long Written { get; set; }

        /// <summary>Which hash is written next.</summary>
        public int At { get; set; }

        public ulong LastHash(long segment) => segment + 1 == Segments ? ulong.MaxValue : ((ulong)(segment + 1) << (64 - Bits)) - 1;
    }

    private sealed record Merge(Run[] Inputs, Run Output)
    {
        private readonly int[] _at = new int[Inputs.Length];
        private int _filled;

        /// <summary>Takes from the inputs what is not greater.</summary>
        public void FillThrough(ulong last)
        {
            while (true)
            {
                var (least, of) = (ulong.MaxValue, -1);
                for (var i = 0; i < Inputs.Length; i++)
                {
                    if (_at[i] < Inputs[i].Hashes.Length && Inputs[i].Hashes[_at[i]] <= least)
                    {
                        (least, of) = (Inputs[i].Hashes[_at[i]], i);
                    }
                }

                if (of < 0 || least > last)
                {
                    return;
                }

                _at[of]++;
                Output.Hashes[_filled++] = least;
            }
        }
    }
}
