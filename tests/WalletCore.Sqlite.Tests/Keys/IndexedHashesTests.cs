using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Native;
using WalletCore.Sqlite.Tables;
using WalletCore.Sqlite.Tests.Support;

namespace WalletCore.Sqlite.Tests.Keys;

/// <summary>What is known of the index without asking it.</summary>
public sealed class IndexedHashesTests : IAsyncLifetime
{
    private const int Count = 5_000;

    private readonly TemporaryFile _file = new();
    private readonly IndexedHashes _indexed = new();
    private readonly long[] _hashes = [.. Enumerable.Range(0, Count).Select(i => unchecked((long)((ulong)i * 0x9E37_79B9_7F4A_7C15))).Order()];

    public async Task InitializeAsync()
    {
        await using var store = _file.Store();
        await store.ListLedgersAsync(default);
        using var connection = Sql.Open(_file.Path);
        using var database = new Database(connection, owned: false);
        new KeyIndex(new TableSet(database)).Put(_hashes, [.. Enumerable.Range(1, Count).Select(i => (long)i)]);
    }

    public Task DisposeAsync()
    {
        _file.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Knows_nothing_at_first() => Assert.True(_indexed.MayHold(_hashes[0] + 1));

    // The ledger has more keys every time, so it begins again with more room, more than once.
    [Theory]
    [InlineData(7)]
    [InlineData(999)]
    [InlineData(Count * 2)]
    public void Goes_through_the_index_piece_by_piece_and_never_denies_what_is_there(int piece)
    {
        using var connection = Sql.Open(_file.Path);
        using var database = new Database(connection, owned: false);
        var tables = new TableSet(database);
        var steps = 8 + (8 * Count / piece);
        for (var i = 0; i < steps; i++)
        {
            _indexed.LookOn(tables, piece, own: Math.Min(Count, 10L + (2L * Count * i / steps)));
            for (var j = i % 97; j < Count; j += 97)
            {
                Assert.True(_indexed.MayHold(_hashes[j]));
            }
        }

        Assert.InRange(_hashes.Count(hash => _indexed.MayHold(hash + 1)), 0, Count / 50);
    }

    [Fact]
    public void Takes_memory_by_the_ledgers_own_keys_whatever_others_have_in_the_file()
    {
        using var connection = Sql.Open(_file.Path);
        using var database = new Database(connection, owned: false);
        var tables = new TableSet(database);
        for (var i = 0; i < 100; i++)
        {
            _indexed.LookOn(tables, 200, own: 3);
        }

        Assert.Equal(1 << 10, _indexed.Capacity);
        Assert.All(_hashes, hash => Assert.True(_indexed.MayHold(hash)));
        Assert.True(_indexed.MayHold(_hashes[^1] + 1));
    }

    [Fact]
    public void Says_yes_beyond_what_it_has_looked_through()
    {
        using var connection = Sql.Open(_file.Path);
        using var database = new Database(connection, owned: false);
        _indexed.LookOn(new TableSet(database), Count / 2, own: Count);

        Assert.True(_indexed.MayHold(_hashes[^1] + 1));
        Assert.InRange(_hashes.Take(Count / 2 - 1).Count(hash => _indexed.MayHold(hash + 1)), 0, Count / 50);
    }

    [Fact]
    public void Learns_what_is_written_later_and_forgets_when_told()
    {
        using var connection = Sql.Open(_file.Path);
        using var database = new Database(connection, owned: false);
        var tables = new TableSet(database);
        _indexed.LookOn(tables, Count + 1, own: Count);
        var written = _hashes.Select(hash => hash + 1).ToArray();

        _indexed.Add(written);
        Assert.All(written, hash => Assert.True(_indexed.MayHold(hash)));

        _indexed.Clear();
        Assert.True(_indexed.MayHold(_hashes[0] + 2));
    }
}
