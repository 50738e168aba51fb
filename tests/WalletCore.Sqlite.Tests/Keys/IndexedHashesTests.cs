using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Tables;
using WalletCore.Sqlite.Tests.Support;

namespace WalletCore.Sqlite.Tests.Keys;

/// <summary>What is known of the index without asking it.</summary>
public sealed class IndexedHashesTests : IAsyncLifetime
{
    private const int Count = 5_000;
    private const int RunCount = 7;
    private const int All = 1 << 20;

    private readonly TemporaryFile _file = new();
    private readonly LedgerScope _scope = new(0);
    private readonly IndexedHashes _indexed = new(new LedgerScope(0));

    // In the table, and in runs; neither holds the hash after one of its own.
    private readonly long[] _inTable = [.. Hashes(0)];
    private readonly long[] _inRuns = [.. Hashes(1).Order()];

    private OpenTables _open = null!;
    private TableSet _tables = null!;

    public static TheoryData<int> Pieces => new(1, 7, Count * 2);

    public async Task InitializeAsync()
    {
        await using var store = _file.Store();
        await store.ListLedgersAsync(default);
        _open = new OpenTables(_file.Path);
        _tables = _open.Tables;
        new KeyIndex(_tables).Put(_inTable, [.. Enumerable.Range(1, Count).Select(i => (long)i)]);
        for (var i = 0; i < RunCount; i++)
        {
            Runs.Write(_tables, _scope, _inRuns.AsSpan((Count * i / RunCount)..(Count * (i + 1) / RunCount)));
        }
    }

    public Task DisposeAsync()
    {
        _open.Dispose();
        _file.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Knows_nothing_at_first()
    {
        Assert.True(_indexed.TableMayHold(_inTable[0] + 1));
        Assert.True(_indexed.RunsMayHold(_inTable[0] + 1));
    }

    // The ledger has more keys every time, so it begins again with more room, more than once.
    [Theory]
    [MemberData(nameof(Pieces))]
    public void Goes_through_the_index_piece_by_piece_and_never_denies_what_is_there(int piece)
    {
        var steps = 8 + (8 * Count / piece);
        for (var i = 0; i < steps; i++)
        {
            _indexed.LookOn(_tables, piece, piece, own: Math.Min(2L * Count, 10L + (4L * Count * i / steps)));
            for (var j = i % 97; j < Count; j += 97)
            {
                Assert.True(_indexed.TableMayHold(_inTable[j]));
                Assert.True(_indexed.RunsMayHold(_inRuns[j]));
            }
        }

        Assert.InRange(_inTable.Count(hash => _indexed.TableMayHold(hash + 1)), 0, Count / 50);
        Assert.InRange(_inTable.Count(hash => _indexed.RunsMayHold(hash + 1)), 0, Count / 50);
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Goes_through_runs_that_are_merged_meanwhile(int piece)
    {
        for (var i = 0; i < 2 * Count; i++)
        {
            if (i == 3)
            {
                Runs.Write(_tables, _scope, _inTable.AsSpan(..100));
            }

            _indexed.LookOn(_tables, piece, rows: 0, own: 2 * Count);
            _ = KeyMerge.GoOn(_tables, _scope, 1);
            for (var j = i % 997; j < Count; j += 997)
            {
                Assert.True(_indexed.RunsMayHold(_inRuns[j]));
            }
        }

        Assert.Equal(["1"], Sql.Column(_file.Path, "SELECT count(*) FROM key_runs"));
        Assert.All(_inRuns, hash => Assert.True(_indexed.RunsMayHold(hash)));
        Assert.InRange(_inRuns.Count(hash => _indexed.RunsMayHold(hash + 1)), 0, Count / 50);
    }

    [Fact]
    public void Takes_memory_by_the_ledgers_own_keys_whatever_others_have_in_the_file()
    {
        for (var i = 0; i < 100; i++)
        {
            _indexed.LookOn(_tables, segments: 1, rows: 200, own: 3);
        }

        Assert.Equal(1 << 10, _indexed.Capacity);
        Assert.All(_inTable, hash => Assert.True(_indexed.TableMayHold(hash)));
        Assert.True(_indexed.TableMayHold(_inTable.Max() + 1));
    }

    [Fact]
    public void Says_yes_beyond_what_it_has_looked_through()
    {
        _indexed.LookOn(_tables, segments: 10, Count / 2, own: Count);

        var sorted = _inTable.Order().ToArray();
        Assert.True(_indexed.TableMayHold(sorted[^1] + 1));
        Assert.InRange(sorted.Take((Count / 2) - 1).Count(hash => _indexed.TableMayHold(hash + 1)), 0, Count / 50);
        Assert.All(_inRuns, hash => Assert.True(_indexed.RunsMayHold(hash + 1)));
    }

    [Fact]
    public void Of_another_ledgers_runs_it_knows_nothing()
    {
        var other = new LedgerScope(1);
        var indexed = new IndexedHashes(other);
        Runs.Write(_tables, other, [7, 8, 9]);
        indexed.LookOn(_tables, All, rows: 0, own: Count);

        Assert.True(indexed.RunsMayHold(8));
        Assert.InRange(_inRuns.Count(indexed.RunsMayHold), 0, Count / 50);
    }

    [Fact]
    public void Learns_what_is_written_later_and_forgets_when_told()
    {
        _indexed.LookOn(_tables, All, All, own: 2 * Count);
        var written = _inTable.Select(hash => hash + 1).ToArray();

        Array.ForEach(written, _indexed.Add);
        Assert.All(written, hash => Assert.True(_indexed.TableMayHold(hash)));
        Assert.All(written, hash => Assert.True(_indexed.RunsMayHold(hash)));

        _indexed.Clear();
        Assert.True(_indexed.TableMayHold(_inTable[0] + 2));
        Assert.True(_indexed.RunsMayHold(_inTable[0] + 2));
    }

    private static IEnumerable<long> Hashes(int of) =>
        Enumerable.Range(1, Count).Select(i => unchecked((long)(((2 * (ulong)i) + (ulong)of) * 0x9E37_79B9_7F4A_7C15)));
}
