using WalletCore.SqlStores;
using WalletCore.Sqlite.Keys;
using WalletCore.Sqlite.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Sqlite.Tests.Keys;

public sealed class KeyIndexTests : IDisposable
{
    private const string Indexed =
        "SELECT sum(length(s.hashes) / 8) || '' FROM key_segments s JOIN key_runs r ON s.id >= r.first_segment AND s.id < r.first_segment + r.segments WHERE r.level >= 0";

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
    public async Task A_process_that_ended_with_keys_in_memory_leaves_every_key_findable()
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
    public async Task A_file_of_version_2_keeps_its_keys_where_they_are_and_finds_them()
    {
        Books books;
        await using (var old = _file.Store(o => o.KeyRunLength = 0))
        {
            books = await Books.OpenAsync(old);
            await books.TransferAsync([.. Enumerable.Range(1, 300).Select(i => $"key-{i}")]);
            await books.RefuseAsync("refused");
        }

        Sql.Run(_file.Path, "DROP TABLE key_runs; DROP TABLE key_segments; DROP VIEW current_heads; DELETE FROM schema_migrations WHERE version > 2; PRAGMA user_version = 2");

        await using var store = _file.Store(o => o.KeyRunLength = 16);
        books = books.Through(store);
        Assert.Equal(17, await books.FindKeyAsync("key-17"));
        for (var i = 1; i <= 300; i++)
        {
            await books.TransferAsync($"later-{i}", i == 200 ? "key-300" : $"more-{i}");
        }

        for (var i = 1; i < 300; i++)
        {
            Assert.Equal(i, await books.FindKeyAsync($"key-{i}"));
            Assert.Equal(300 + (2 * i) - 1, await books.FindKeyAsync($"later-{i}"));
        }

        Assert.Equal(300 + 400, await books.FindKeyAsync("key-300"));
        Assert.Equal(-1, await books.FindKeyAsync("refused"));
        Assert.Equal(["301"], Sql.Column(_file.Path, "SELECT count(*) FROM keys"));
    }

    [Fact]
    public async Task Where_few_transactions_have_a_key_the_mark_moves_all_the_same()
    {
        await using var store = _file.Store(o => o.KeyRunLength = 10);
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("key");
        await KeylessAsync(39);
        Assert.Equal(["0"], Sql.Column(_file.Path, "SELECT keys_indexed_through FROM ledgers"));
        await KeylessAsync(1);
        Assert.Equal(["40|1"], Sql.Column(_file.Path, "SELECT keys_indexed_through || '|' || (SELECT count(*) FROM key_runs) FROM ledgers"));
        await KeylessAsync(40);
        Assert.Equal(["80|1"], Sql.Column(_file.Path, "SELECT keys_indexed_through || '|' || (SELECT count(*) FROM key_runs) FROM ledgers"));
        Assert.Equal(1, await books.FindKeyAsync("key"));

        async Task KeylessAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await books.WriteAsync(head => books.Transfers(head, (null, 1, 2, 1)));
            }
        }
    }

    [Fact]
    public async Task Stores_on_one_file_index_every_key_once()
    {
        await using var one = _file.Store(o => o.KeyRunLength = 50);
        await using var two = _file.Store(o => o.KeyRunLength = 50);
        var books = await Books.OpenAsync(one);
        for (var i = 0; i < 500; i++)
        {
            books = books.Through(i % 3 == 0 ? two : one);
            await books.TransferAsync($"key-{i}");
        }

        Assert.Equal(["450"], Sql.Column(_file.Path, "SELECT keys_indexed_through FROM ledgers"));
        Assert.Equal(["450"], Sql.Column(_file.Path, Indexed));
        for (var i = 0; i < 500; i++)
        {
            Assert.Equal(i + 1, await books.FindKeyAsync($"key-{i}"));
        }
    }

    [Fact]
    public async Task A_key_that_is_used_again_and_again_stays_in_the_index_a_few_times_only()
    {
        await using var store = _file.Store(o => o.KeyRunLength = 20);
        var books = await Books.OpenAsync(store);
        for (var i = 1; i <= 600; i++)
        {
            await books.TransferAsync("daily");
            if (i % 7 == 0)
            {
                await books.RefuseAsync("daily");
                Assert.Equal(-(i / 7), await books.FindKeyAsync("daily"));
            }
            else
            {
                Assert.Equal(i, await books.FindKeyAsync("daily"));
            }
        }

        Assert.InRange(int.Parse(Sql.Column(_file.Path, Indexed).Single(), System.Globalization.CultureInfo.InvariantCulture), 1, 20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public async Task However_short_runs_are_they_stay_few(int runLength)
    {
        await using var store = _file.Store(o => o.KeyRunLength = runLength);
        var books = await Books.OpenAsync(store);
        for (var i = 0; i < 1_500; i++)
        {
            await books.TransferAsync($"key-{i}");
        }

        Assert.InRange(int.Parse(Sql.Column(_file.Path, "SELECT count(*) || '' FROM key_runs").Single(), System.Globalization.CultureInfo.InvariantCulture), 1, 40);
        for (var i = 0; i < 1_500; i += 7)
        {
            Assert.Equal(i + 1, await books.FindKeyAsync($"key-{i}"));
        }
    }

    [Fact]
    public async Task The_runs_of_a_ledger_that_is_removed_go_with_it()
    {
        await using var store = _file.Store(o => o.KeyRunLength = 10);
        var books = await Books.OpenAsync(store);
        var hidden = await Books.OpenAsync(store, number: 2);
        for (var i = 0; i < 100; i++)
        {
            await books.TransferAsync($"key-{i}");
            await hidden.TransferAsync($"key-{i}");
        }

        Sql.Run(_file.Path, "UPDATE ledgers SET name = '!' || name WHERE number = 1");
        await store.DiscardLedgerAsync(hidden.Ledger, default);

        Assert.Equal(["0"], Sql.Column(_file.Path, "SELECT DISTINCT id >> 40 FROM key_runs"));
        Assert.Equal(["0"], Sql.Column(_file.Path, "SELECT DISTINCT id >> 40 FROM key_segments"));
        Assert.Equal(100, await books.FindKeyAsync("key-99"));
    }

    [Fact]
    public void The_hash_is_xxh64()
    {
        Assert.Equal(0xEF46DB3751D8E999UL, StableHash.Xxh64(""u8, 0));
        Assert.Equal(0x44BC2CF5AD770999UL, StableHash.Xxh64("abc"u8, 0));
        Assert.Equal(0xFBCEA83C8A378BF1UL, StableHash.Xxh64("Nobody inspects the spammish repetition"u8, 0));
    }
}
