using WalletCore.Sqlite.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Sqlite.Tests.Enlisting;

public sealed class EnlistTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Commits_with_the_hosts_rows()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("before");
        await using (var host = Sql.Open(_file.Path))
        {
            Sql.Run(host, "CREATE TABLE orders (id INTEGER)");
            await using var transaction = host.BeginTransaction();
            Sql.Run(host, "INSERT INTO orders VALUES (1)", transaction);
            await using (var enlisted = store.Enlist(transaction))
            {
                await books.Through(enlisted).TransferAsync("in-host");
            }

            transaction.Commit();
        }

        Assert.Equal(["1"], Sql.Column(_file.Path, "SELECT id FROM orders"));
        Assert.Equal(2, (await books.HeadAsync()).Sequence);
        Assert.Equal(1, await books.FindKeyAsync("before"));
        Assert.Equal(2, await books.FindKeyAsync("in-host"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public async Task Rolls_back_with_the_hosts_rows_and_the_numbers_are_used_again(int runLength)
    {
        await using var store = _file.Store(o => o.KeyRunLength = runLength);
        var books = await Books.OpenAsync(store);
        for (var i = 0; i < 70; i++)
        {
            await books.TransferAsync($"k-{i}");
        }

        await using (var host = Sql.Open(_file.Path))
        {
            await using var transaction = host.BeginTransaction();
            await using var enlisted = store.Enlist(transaction);
            var inside = books.Through(enlisted);
            await inside.TransferAsync("undone", "undone-2");
            Assert.Equal(71, await inside.FindKeyAsync("undone"));
            Assert.Equal(5, await inside.FindKeyAsync("k-4"));
            transaction.Rollback();
        }

        Assert.Equal(0, await books.FindKeyAsync("undone"));
        await books.TransferAsync("instead");
        Assert.Equal(71, await books.FindKeyAsync("instead"));
        Assert.Equal(0, await books.FindKeyAsync("undone"));
        Assert.Equal(70, await books.FindKeyAsync("k-69"));
    }

    [Fact]
    public async Task A_session_without_commit_undoes_its_rows_only()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await using var host = Sql.Open(_file.Path);
        Sql.Run(host, "CREATE TABLE orders (id INTEGER)");
        await using (var transaction = host.BeginTransaction())
        {
            Sql.Run(host, "INSERT INTO orders VALUES (1)", transaction);
            await using var enlisted = store.Enlist(transaction);
            var inside = books.Through(enlisted);
            await Assert.ThrowsAnyAsync<WalletStoreException>(() => inside.WriteAsync(head =>
            {
                var changes = inside.Transfers(head, "twice", "again");
                changes.Transactions.Span.CopyTo(new TransactionRow[2]);
                return Duplicate(changes);
            }));
            await using (await enlisted.BeginWriteAsync(books.Ledger, default))
            {
            }

            await books.Through(enlisted).TransferAsync("good");
            transaction.Commit();
        }

        Assert.Equal(["1"], Sql.Column(_file.Path, "SELECT id FROM orders"));
        Assert.Equal(1, (await books.HeadAsync()).Sequence);
        Assert.Equal(["1"], Sql.Column(_file.Path, "SELECT count(*) FROM transactions"));
    }

    [Fact]
    public async Task Its_readers_see_the_hosts_uncommitted_rows_and_others_do_not()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await using var host = Sql.Open(_file.Path);
        await using var transaction = host.BeginTransaction();
        await using var enlisted = store.Enlist(transaction);
        await books.Through(enlisted).TransferAsync("key");
        await using var inside = await enlisted.OpenReaderAsync(books.Ledger, ReadScope.Latest, default);
        await using var outside = await store.OpenReaderAsync(books.Ledger, ReadScope.Latest, default);

        Assert.Equal(1, (await inside.GetHeadAsync(default)).Sequence);
        Assert.Equal(1, Books.Answer(await inside.FindKeyAsync("key", default)));
        Assert.Equal(0, (await outside.GetHeadAsync(default)).Sequence);
        Assert.Equal(0, Books.Answer(await outside.FindKeyAsync("key", default)));
    }

    [Fact]
    public async Task The_stores_own_writers_wait_while_the_host_holds_the_lock()
    {
        await using var store = _file.Store();
        await using var impatient = _file.Store(o => o.BusyTimeout = TimeSpan.FromMilliseconds(20));
        var books = await Books.OpenAsync(store);
        await using var host = Sql.Open(_file.Path);
        await using var transaction = host.BeginTransaction();
        await using var enlisted = store.Enlist(transaction);
        await books.Through(enlisted).TransferAsync("host");

        var waiting = books.HeadAsync();
        var fault = await Assert.ThrowsAnyAsync<WalletStoreException>(() => books.Through(impatient).HeadAsync());

        Assert.True(fault.IsTransient);
        Assert.False(waiting.IsCompleted);
        transaction.Commit();
        Assert.Equal(1, (await waiting).Sequence);
    }

    [Fact]
    public async Task A_deferred_transaction_whose_snapshot_fell_behind_fails_as_transient_and_stays_usable()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await using var host = Sql.Open(_file.Path);
        await using var transaction = host.BeginTransaction(deferred: true);
        await using var enlisted = store.Enlist(transaction);
        Assert.Single(await enlisted.ListLedgersAsync(default));
        await books.TransferAsync("meanwhile");

        var fault = await Assert.ThrowsAnyAsync<WalletStoreException>(() => books.Through(enlisted).TransferAsync("late"));

        Assert.True(fault.IsTransient);
        Assert.Single(await enlisted.ListLedgersAsync(default));
    }

    [Fact]
    public async Task Another_file_and_an_ended_transaction_are_misuse()
    {
        using var otherFile = new TemporaryFile();
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await using var other = Sql.Open(otherFile.Path);
        await using var elsewhere = other.BeginTransaction();
        await using var wrong = store.Enlist(elsewhere);
        await Assert.ThrowsAsync<InvalidOperationException>(() => books.Through(wrong).HeadAsync());

        await using var host = Sql.Open(_file.Path);
        var transaction = host.BeginTransaction();
        await using var enlisted = store.Enlist(transaction);
        transaction.Rollback();
        await Assert.ThrowsAsync<InvalidOperationException>(() => books.Through(enlisted).HeadAsync());
        Assert.Throws<ArgumentException>(() => store.Enlist(transaction));
    }

    [Fact]
    public async Task A_host_that_only_enlists_leaves_no_tail_of_keys_behind()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        for (var i = 0; i < 100; i++)
        {
            await books.TransferAsync($"own-{i}");
        }

        await using var host = Sql.Open(_file.Path);
        for (var i = 0; i < 5; i++)
        {
            await using var transaction = host.BeginTransaction();
            await using var enlisted = store.Enlist(transaction);
            var inside = books.Through(enlisted);
            await inside.TransferAsync($"host-{i}");
            books = inside.Through(store);
            transaction.Commit();
        }

        Assert.Equal(["105"], Sql.Column(_file.Path, "SELECT keys_indexed_through FROM ledgers"));
        Assert.Equal(["105"], Sql.Column(_file.Path, "SELECT count(*) FROM keys"));
        Assert.Equal(100, await books.FindKeyAsync("own-99"));
        Assert.Equal(105, await books.FindKeyAsync("host-4"));
    }

    private static ChangeSet Duplicate(ChangeSet changes)
    {
        var rows = changes.Transactions.ToArray();
        rows[1] = rows[0];
        return new ChangeSet
        {
            Before = changes.Before,
            After = changes.After,
            Commit = changes.Commit,
            Transactions = rows,
            Postings = changes.Postings,
            Balances = changes.Balances,
        };
    }
}
