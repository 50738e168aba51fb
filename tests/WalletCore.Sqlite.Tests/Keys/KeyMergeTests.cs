using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Tables;
using WalletCore.Sqlite.Tests.Support;

namespace WalletCore.Sqlite.Tests.Keys;

/// <summary>Runs of the key index, written and merged, against a plain list of what was put in.</summary>
public sealed class KeyMergeTests : IAsyncLifetime
{
    private const int All = 1 << 20;
    private const int FanIn = 8;

    private readonly TemporaryFile _file = new();
    private readonly LedgerScope _scope = new(3);
    private readonly Dictionary<ulong, List<long>> _model = [];
    private long _target;
    private OpenTables _open = null!;
    private TableSet _tables = null!;

    public static TheoryData<string, int> Histories
    {
        get
        {
            var histories = new TheoryData<string, int>();
            foreach (var hashes in new[] { "spread", "alike", "at the edges" })
            {
                histories.Add(hashes, 1);
                histories.Add(hashes, Random.Shared.Next());
            }

            return histories;
        }
    }

    public async Task InitializeAsync()
    {
        await using var store = _file.Store();
        await store.ListLedgersAsync(default);
        _open = new OpenTables(_file.Path);
        _tables = _open.Tables;
    }

    public Task DisposeAsync()
    {
        _open.Dispose();
        _file.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void Every_key_is_found_wherever_a_merge_stands(string hashes, int seed)
    {
        var random = new Random(seed);
        for (var step = 0; step < 150; step++)
        {
            if (random.Next(3) == 0)
            {
                Write(Enumerable.Range(0, random.Next(1, random.Next(2) == 0 ? 5 : 900)).Select(_ => NewHash(random, hashes)));
            }
            else
            {
                _ = KeyMerge.GoOn(_tables, _scope, random.Next(1, 40));
            }

            AllAreFound(random, 40);
        }

        AllAreFound(random, int.MaxValue);
    }

    [Fact]
    public void Merged_to_the_end_there_are_a_few_runs_a_level_and_every_key_once()
    {
        var random = new Random(7);
        for (var i = 0; i < 74; i++)
        {
            Write(Enumerable.Range(0, 100).Select(_ => NewHash(random, "spread")));
            while (KeyMerge.GoOn(_tables, _scope, 3) > 0)
            {
                // Until nothing is left.
            }

            var runs = _tables.KeyRuns.List(_scope);
            Assert.All(runs, run => Assert.True(run.IsComplete));
            Assert.All(runs.GroupBy(run => run.Level), level => Assert.InRange(level.Count(), 1, FanIn - 1));
            Assert.Equal(_model.Count, runs.Sum(run => run.Keys));
        }

        // 74 is 1 × 64 + 1 × 8 + 2.
        Assert.Equal(["2|6400", "1|800", "0|100", "0|100"], Sql.Column(_file.Path, "SELECT level || '|' || keys FROM key_runs ORDER BY level DESC"));
        Assert.Equal([$"{16 * _model.Count}"], Sql.Column(_file.Path, "SELECT sum(length(hashes) + length(targets)) || '' FROM key_segments"));
    }

    [Fact]
    public void A_piece_of_a_merge_is_as_long_as_was_asked_for()
    {
        for (var i = 0; i < FanIn; i++)
        {
            Write(Enumerable.Range(0, 2_048).Select(n => unchecked(((ulong)n + ((ulong)i << 20)) * 0x9E37_79B9_7F4A_7C15)));
        }

        var before = Segments();
        Assert.Equal(2, KeyMerge.GoOn(_tables, _scope, 8));
        Assert.Equal(before + 8, Segments());
        Assert.Equal(4, KeyMerge.GoOn(_tables, _scope, 100));
        Assert.Equal(before + 108, Segments());

        // 512 segments in all, and then the 512 that were merged go, four times as many at a time.
        Assert.Equal(4, KeyMerge.GoOn(_tables, _scope, 512 - 108));
        Assert.Equal(1_024, Segments());
        Assert.Equal(4, KeyMerge.GoOn(_tables, _scope, 10));
        Assert.Equal(1_024 - 40, Segments());
        AllAreFound(new Random(1), 2_000);
        Assert.Equal(0, KeyMerge.GoOn(_tables, _scope, All));
        Assert.Equal(512, Segments());
        AllAreFound(new Random(1), 2_000);
    }

    [Fact]
    public void A_merge_goes_on_where_it_stands_while_other_runs_come()
    {
        for (var i = 0; i < FanIn; i++)
        {
            Write(Enumerable.Range(0, 500).Select(n => (ulong)((n * 7) + i) << 48));
        }

        Assert.Equal(2, KeyMerge.GoOn(_tables, _scope, 2));
        Write(Enumerable.Range(0, 500).Select(n => (ulong)n << 32));
        AllAreFound(new Random(1), int.MaxValue);
        Assert.Equal(0, KeyMerge.GoOn(_tables, _scope, All));

        Assert.Equal(["1|4000", "0|500"], Sql.Column(_file.Path, "SELECT level || '|' || keys FROM key_runs ORDER BY level DESC"));
        AllAreFound(new Random(1), int.MaxValue);
    }

    [Fact]
    public void A_short_merge_does_not_wait_for_a_long_one()
    {
        var random = new Random(5);
        WriteRuns(FanIn * FanIn);
        while (!_tables.KeyRuns.List(_scope).Exists(run => run is { Level: 2, IsUnderWay: true }))
        {
            _ = KeyMerge.GoOn(_tables, _scope, 1);
        }

        var before = _tables.KeyRuns.List(_scope).Single(run => run.Level == 2);
        WriteRuns(FanIn);
        _ = KeyMerge.GoOn(_tables, _scope, 16);

        var runs = _tables.KeyRuns.List(_scope);
        Assert.Equal(before, runs.Single(run => run.Level == 2));
        Assert.Equal(FanIn + 1, runs.Count(run => run is { Level: 1, IsComplete: true }));
        AllAreFound(random, int.MaxValue);

        void WriteRuns(int count)
        {
            for (var i = 0; i < count; i++)
            {
                Write(Enumerable.Range(0, 100).Select(_ => NewHash(random, "spread")));
            }
        }
    }

    [Fact]
    public void Another_ledgers_runs_are_left_alone()
    {
        for (var i = 0; i < FanIn; i++)
        {
            Write([(ulong)i]);
            Runs.Write(_tables, new LedgerScope(4), [i]);
            Runs.Write(_tables, new LedgerScope(2), [i]);
        }

        Assert.Equal(0, KeyMerge.GoOn(_tables, _scope, All));

        Assert.Equal(["2|8", "3|1", "4|8"], Sql.Column(_file.Path, "SELECT (id >> 40) || '|' || count(*) FROM key_runs GROUP BY id >> 40 ORDER BY id >> 40"));
        Assert.Equal(["2|8", "3|1", "4|8"], Sql.Column(_file.Path, "SELECT (id >> 40) || '|' || count(*) FROM key_segments GROUP BY id >> 40 ORDER BY id >> 40"));
    }

    private long Segments() => _open.Database.ScalarInt64("SELECT count(*) FROM key_segments");

    private void Write(IEnumerable<ulong> hashes)
    {
        var keys = new KeyBatch(0);
        foreach (var hash in hashes)
        {
            keys.Add(hash, -_scope.Row(++_target));
            if (!_model.TryGetValue(hash, out var targets))
            {
                _model[hash] = targets = [];
            }

            targets.Add(-_scope.Row(_target));
        }

        keys.Sort(new KeyIndex(_tables));
        KeyRunWriter.Write(_tables, _scope, keys);
    }

    private void AllAreFound(Random random, int most)
    {
        var finder = new KeyRuns(_tables, _scope);
        foreach (var (hash, targets) in _model)
        {
            if (random.Next(_model.Count) < most)
            {
                Assert.Equal(targets.Order(), Find(hash));
            }
        }

        for (var i = 0; i < 10; i++)
        {
            var hash = NewHash(random, "spread");
            Assert.Equal(_model.TryGetValue(hash, out var targets) ? targets : [], Find(hash));
        }

        IEnumerable<long> Find(ulong hash)
        {
            var found = default(CandidateList);
            finder.Find(unchecked((long)hash), ref found);
            return Enumerable.Range(0, found.Count).Select(i => found[i]).Order();
        }
    }

    private static ulong NewHash(Random random, string hashes) => hashes switch
    {
        "spread" => unchecked((ulong)random.NextInt64(long.MinValue, long.MaxValue)),
        "alike" => (ulong)random.Next(300),
        _ => unchecked(((ulong)random.Next(256) << 56) - (ulong)random.Next(3)),
    };
}
