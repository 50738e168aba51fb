using WalletCore.SqlStores;
using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Tables;
using WalletCore.Sqlite.Tests.Support;

namespace WalletCore.Sqlite.Tests.Keys;

/// <summary>What is gathered to be indexed, and when.</summary>
public sealed class PendingKeysTests : IAsyncLifetime
{
    private const int Count = 20;

    private readonly TemporaryFile _file = new();
    private readonly LedgerScope _scope = new(0);
    private readonly PendingKeys _pending = new(new LedgerScope(0), StableHash.Of);
    private OpenTables _open = null!;
    private TableSet _tables = null!;

    public async Task InitializeAsync()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.TransferAsync([.. Enumerable.Range(1, Count).Select(i => $"key-{i}")]);
        await books.RefuseAsync("refused");
        _open = new OpenTables(_file.Path);
        _tables = _open.Tables;
    }

    public Task DisposeAsync()
    {
        _open.Dispose();
        _file.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Gathers_until_they_are_enough()
    {
        _pending.CatchUp(_tables, new KeyMark(9, 0), default);
        Assert.Null(_pending.Gathered(10, default));

        _pending.CatchUp(_tables, new KeyMark(9, 1), default);
        var (keys, through) = _pending.Gathered(10, default)!.Value;
        Assert.Equal(new KeyMark(9, 1), through);
        Assert.Equal([-1, .. Enumerable.Range(1, 9).Select(i => (long)i)], keys.Targets.ToArray().Order());
    }

    [Fact]
    public void Begins_no_run_that_does_not_begin_where_the_index_ends()
    {
        _pending.CatchUp(_tables, new KeyMark(Count, 1), new KeyMark(5, 0));

        Assert.Null(_pending.Gathered(3, new KeyMark(4, 0)));
        Assert.Null(_pending.Gathered(3, new KeyMark(6, 0)));
        Assert.Null(_pending.Gathered(3, new KeyMark(5, 1)));
        Assert.Equal(Count - 5 + 1, _pending.Gathered(3, new KeyMark(5, 0))!.Value.Keys.Count);
    }

    [Fact]
    public void Forgets_what_others_have_indexed()
    {
        _pending.CatchUp(_tables, new KeyMark(Count, 1), default);
        _pending.CatchUp(_tables, new KeyMark(Count, 1), new KeyMark(12, 0));

        Assert.Equal([-1, .. Enumerable.Range(13, Count - 12).Select(i => (long)i)], Targets(new KeyMark(12, 0)));

        // A snapshot from before changes nothing.
        _pending.CatchUp(_tables, new KeyMark(15, 0), new KeyMark(3, 0));
        Assert.Equal([-1, .. Enumerable.Range(13, Count - 12).Select(i => (long)i)], Targets(new KeyMark(12, 0)));

        _pending.CatchUp(_tables, new KeyMark(Count, 1), new KeyMark(Count, 1));
        Assert.Null(_pending.Gathered(1, new KeyMark(Count, 1)));
    }

    [Fact]
    public void Begins_anew_where_the_index_goes_further_than_what_is_known()
    {
        _pending.CatchUp(_tables, new KeyMark(10, 0), default);
        _pending.LookOn(_tables, 100, 100);
        var candidates = default(CandidateList);
        _pending.Collect(12345, ref candidates, out var mayBeIn);
        Assert.Equal(new IndexParts(Runs: false, Table: false), mayBeIn);

        _pending.CatchUp(_tables, new KeyMark(Count, 1), new KeyMark(15, 0));

        _pending.Collect(12345, ref candidates, out mayBeIn);
        Assert.Equal(IndexParts.All, mayBeIn);
        Assert.Equal([-1, 16, 17, 18, 19, 20], Targets(new KeyMark(15, 0)));
    }

    [Fact]
    public void The_filter_knows_what_memory_gave_to_the_index()
    {
        _pending.CatchUp(_tables, new KeyMark(Count, 1), default);
        _pending.LookOn(_tables, 100, 100);
        _pending.CatchUp(_tables, new KeyMark(Count, 1), new KeyMark(10, 0));

        for (var i = 1; i <= 10; i++)
        {
            var candidates = default(CandidateList);
            _pending.Collect(StableHash.Of(_scope.Number, System.Text.Encoding.UTF8.GetBytes($"key-{i}")), ref candidates, out var mayBeIn);
            Assert.Equal(0, candidates.Count);
            Assert.Equal(IndexParts.All, mayBeIn);
        }
    }

    private IEnumerable<long> Targets(KeyMark indexed) => _pending.Gathered(1, indexed)!.Value.Keys.Targets.ToArray().Order();
}
