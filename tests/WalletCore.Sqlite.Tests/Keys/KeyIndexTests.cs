using WalletCore.SqlStores;
using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Sqlite.Tests.Keys;

public sealed class KeyIndexTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(1 << 17)]
    public async Task A_key_finds_what_it_answered(int runLength)
    {
        await using var store = _file.Store(o => o.KeyRunLength = runLength);
        var books = await Books.OpenAsync(store);
        for (var i = 1; i <= 200; i++)
        {
            await books.TransferAsync($"key-{i}");
        }

        await books.RefuseAsync("refused");

        for (var i = 1; i <= 200; i++)
        {
            Assert.Equal(i, await books.FindKeyAsync($"key-{i}"));
        }

        Assert.Equal(-1, await books.FindKeyAsync("refused"));
        Assert.Equal(0, await books.FindKeyAsync("key-201"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task Keys_with_the_same_hash_are_told_apart(int runLength)
    {
        await using var store = _file.Store(o =>
        {
            o.KeyRunLength = runLength;
            o.KeyHasher = static (_, key) => key[^1] % 2 == 0 ? long.MaxValue : long.MinValue;
        });
        var books = await Books.OpenAsync(store);
        var other = await Books.OpenAsync(store, number: 2);
        for (var i = 1; i <= 150; i++)
        {
            await books.TransferAsync($"key-{i}");
            await other.TransferAsync($"other-{i}", $"key-{i}");
        }

        for (var i = 1; i <= 150; i++)
        {
            Assert.Equal(i, await books.FindKeyAsync($"key-{i}"));
            Assert.Equal(2 * i, await other.FindKeyAsync($"key-{i}"));
            Assert.Equal(0, await books.FindKeyAsync($"other-{i}"));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(1 << 17)]
    public async Task The_newest_answer_of_a_key_used_again_wins(int runLength)
    {
        await using var store = _file.Store(o => o.KeyRunLength = runLength);
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("again", "twice");
        await books.RefuseAsync("again");
        Assert.Equal(-1, await books.FindKeyAsync("again"));
        await books.TransferAsync("again");
        Assert.Equal(3, await books.FindKeyAsync("again"));
        for (var i = 1; i <= 100; i++)
        {
            await books.TransferAsync($"filler-{i}", i == 90 ? "twice" : $"more-{i}");
        }

        Assert.Equal(3, await books.FindKeyAsync("again"));
        Assert.Equal(3 + 180, await books.FindKeyAsync("twice"));
    }

    [Fact]
    public async Task A_snapshot_answers_as_of_its_commit_while_runs_are_written()
    {
        await using var store = _file.Store(o => o.KeyRunLength = 64);
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("again");
        await books.TransferAsync("before");
        await using var snapshot = await store.OpenReaderAsync(books.Ledger, ReadScope.Snapshot, default);
        for (var i = 1; i <= 200; i++)
        {
            await books.TransferAsync($"after-{i}", i == 100 ? "again" : $"x-{i}");
        }

        Assert.Equal(1, Books.Answer(await snapshot.FindKeyAsync("again", default)));
        Assert.Equal(2, Books.Answer(await snapshot.FindKeyAsync("before", default)));
        Assert.Equal(0, Books.Answer(await snapshot.FindKeyAsync("after-1", default)));
        Assert.Equal(202, await books.FindKeyAsync("again"));
    }

    [Fact]
    public async Task A_second_store_on_the_file_follows_the_first_one_and_both_write_runs()
    {
        await using var one = _file.Store(o => o.KeyRunLength = 64);
        await using var two = _file.Store(o => o.KeyRunLength = 64);
        var books = await Books.OpenAsync(one);
        for (var i = 0; i < 150; i++)
        {
            await books.TransferAsync($"one-{i}", i % 2 == 0 ? "shared" : $"one-x-{i}");
            books = books.Through(i % 2 == 0 ? two : one);
        }

        var (first, second) = (books.Through(one), books.Through(two));
        for (var i = 0; i < 150; i++)
        {
            Assert.Equal((2 * i) + 1, await first.FindKeyAsync($"one-{i}"));
            Assert.Equal((2 * i) + 1, await second.FindKeyAsync($"one-{i}"));
        }

        Assert.Equal(298, await first.FindKeyAsync("shared"));
        Assert.Equal(298, await second.FindKeyAsync("shared"));
    }

    [Fact]
    public async Task A_process_that_ended_in_the_middle_of_a_run_leaves_every_key_findable()
    {
        Books books;
        var crashed = _file.Store(o => o.KeyRunLength = 300);
        books = await Books.OpenAsync(crashed);
        for (var i = 0; i < 350; i++)
        {
            await books.TransferAsync($"key-{i}");
        }

        // Never disposed: what was in memory is lost, as in a crash.
        await using var store = _file.Store(o => o.KeyRunLength = 300);
        var after = books.Through(store);
        for (var i = 0; i < 350; i++)
        {
            Assert.Equal(i + 1, await after.FindKeyAsync($"key-{i}"));
        }

        for (var i = 0; i < 400; i++)
        {
            await after.TransferAsync($"later-{i}");
        }

        Assert.Equal(1, await after.FindKeyAsync("key-0"));
        Assert.Equal(750, await after.FindKeyAsync("later-399"));
        await crashed.DisposeAsync();
    }

    [Fact]
    public void The_hash_is_xxh64()
    {
        Assert.Equal(0xEF46DB3751D8E999UL, StableHash.Xxh64(""u8, 0));
        Assert.Equal(0x44BC2CF5AD770999UL, StableHash.Xxh64("abc"u8, 0));
        Assert.Equal(0xFBCEA83C8A378BF1UL, StableHash.Xxh64("Nobody inspects the spammish repetition"u8, 0));
    }
}
