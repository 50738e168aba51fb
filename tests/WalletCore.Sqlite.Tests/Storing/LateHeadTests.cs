using WalletCore.Sqlite.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Sqlite.Tests.Storing;

/// <summary>A ledger's row that says where the ledger stood some commits ago; the commits since say the rest.</summary>
public sealed class LateHeadTests : IDisposable
{
    private const string Head = "sequence || '|' || postings || '|' || commits || '|' || wallets || '|' || answers || '|' || recorded_at || '|' || coalesce(hex(hash), '')";
    private const string Row = $"SELECT {Head} FROM ledgers";
    private const string Current = $"SELECT {Head} FROM current_heads ORDER BY number";

    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_commit_that_only_posts_leaves_the_row_and_everybody_sees_where_the_ledger_stands()
    {
        await using var store = _file.Store();
        await using var other = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("first");
        var row = Sql.Column(_file.Path, Row);
        for (var i = 2; i <= 20; i++)
        {
            await books.TransferAsync($"key-{i}", $"more-{i}");
            await StandsAsync(books, new LedgerHead((2 * i) - 1, (2 * i) - 1, i, 2, 2, 0, 0, Books.Start + (2 * i) - 1, LinkOf(books, i)), store, other);
        }

        Assert.Equal(row, Sql.Column(_file.Path, Row));
        Assert.StartsWith("1|1|1|", row.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_that_says_more_than_its_own_rows_can_writes_the_row()
    {
        await using var store = _file.Store();
        await using var other = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("first");
        await books.TransferAsync("late");

        await books.RefuseAsync("refused");
        Assert.Equal(Sql.Column(_file.Path, Current), Sql.Column(_file.Path, Row));

        await books.TransferAsync("late again");
        await books.WriteAsync(head => books.OpenWallets(head, 1));
        Assert.Equal(Sql.Column(_file.Path, Current), Sql.Column(_file.Path, Row));

        await books.TransferAsync("later");
        await StandsAsync(books, new LedgerHead(4, 4, 4, 3, 3, 0, 1, Books.Start + 4, LinkOf(books, 4)), store, other);
    }

    [Fact]
    public async Task A_transaction_without_postings_says_how_many_there_are_or_has_the_row_written()
    {
        await using var store = _file.Store();
        await using var other = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("first");
        await books.TransferAsync("late");
        var row = Sql.Column(_file.Path, Row);

        await books.WriteAsync(head => Note(books, head, head.Postings + 1));
        Assert.Equal(row, Sql.Column(_file.Path, Row));
        await StandsAsync(books, new LedgerHead(3, 2, 3, 2, 2, 0, 0, Books.Start + 3, LinkOf(books, 3)), store, other);

        await books.WriteAsync(head => Note(books, head, 0));
        Assert.Equal(Sql.Column(_file.Path, Current), Sql.Column(_file.Path, Row));
        await StandsAsync(books, new LedgerHead(4, 2, 4, 2, 2, 0, 0, Books.Start + 4, LinkOf(books, 4)), store, other);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 10)]
    public async Task A_file_at_rest_has_it_in_the_row(int lagMax)
    {
        string head;
        await using (var store = _file.Store(o => o.BalanceLagMax = lagMax))
        {
            var books = await Books.OpenAsync(store);
            await books.TransferAsync("first");
            await books.TransferAsync("late");
            await books.WriteAsync(before => Note(books, before, before.Postings + 1));
            head = Sql.Column(_file.Path, Current).Single();
            Assert.NotEqual([head], Sql.Column(_file.Path, Row));
        }

        Assert.StartsWith("3|2|3|", head, StringComparison.Ordinal);
        Assert.Equal([head], Sql.Column(_file.Path, Row));
        Assert.Equal([head], Sql.Column(_file.Path, Current));
    }

    [Fact]
    public async Task Ledgers_side_by_side_have_each_their_own()
    {
        await using var store = _file.Store();
        await using var other = _file.Store();
        var one = await Books.OpenAsync(store, 1);
        var two = await Books.OpenAsync(store, 2);
        for (var i = 1; i <= 5; i++)
        {
            await one.TransferAsync($"key-{i}");
            await StandsAsync(one, new LedgerHead(i, i, i, 2, 2, 0, 0, Books.Start + i, LinkOf(one, i)), store, other);
            await two.TransferAsync($"key-{i}", "also");
            await StandsAsync(two, new LedgerHead(2 * i, 2 * i, i, 2, 2, 0, 0, Books.Start + (2 * i), LinkOf(two, i)), store, other);
        }
    }

    [Fact]
    public async Task A_hosts_transaction_sees_and_moves_it_and_may_be_rolled_back()
    {
        await using var store = _file.Store();
        await using var other = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("first");
        await books.TransferAsync("late");
        foreach (var isKept in new[] { false, true })
        {
            await using var host = Sql.Open(_file.Path);
            await using var transaction = host.BeginTransaction();
            await using var enlisted = store.Enlist(transaction);
            var inside = books.Through(enlisted);
            await inside.TransferAsync("inside");
            await inside.TransferAsync("inside, again");
            await StandsAsync(inside, new LedgerHead(4, 4, 4, 2, 2, 0, 0, Books.Start + 4, LinkOf(inside, 4)), enlisted);
            if (isKept)
            {
                transaction.Commit();
                books = inside.Through(store);
            }
            else
            {
                transaction.Rollback();
                await StandsAsync(books, new LedgerHead(2, 2, 2, 2, 2, 0, 0, Books.Start + 2, LinkOf(books, 2)), store, other);
            }
        }

        await books.TransferAsync("after");
        await StandsAsync(books, new LedgerHead(5, 5, 5, 2, 2, 0, 0, Books.Start + 5, LinkOf(books, 5)), store, other);
    }

    [Fact]
    public async Task A_snapshot_stays_at_its_commit()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("first");
        await books.TransferAsync("late");
        await using var snapshot = await store.OpenReaderAsync(books.Ledger, ReadScope.Snapshot, default);
        var then = await books.HeadAsync();
        await books.TransferAsync("later");

        Assert.Equal(then, await snapshot.GetHeadAsync(default));
    }

    [Fact]
    public async Task Commits_whose_ledgers_row_was_lost_are_not_those_of_the_next_ledger()
    {
        await using (var store = _file.Store())
        {
            var books = await Books.OpenAsync(store);
            await books.TransferAsync("first");
            await books.TransferAsync("late");
            Sql.Run(_file.Path, "DELETE FROM ledgers");
        }

        await using var again = _file.Store();
        var next = new Books(again, await again.RegisterLedgerAsync(Books.Row(2), default));

        Assert.Equal(default, await next.HeadAsync());
        await Assert.ThrowsAnyAsync<WalletStoreException>(() => next.WriteAsync(head => Note(next, head, 1)));
    }

    [Fact]
    public async Task Over_a_last_transaction_that_is_missing_nothing_is_written()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("first");
        await books.TransferAsync("late");
        Sql.Run(_file.Path, "DELETE FROM transactions WHERE id = 2");

        Assert.Equal(2, (await books.HeadAsync()).Sequence);
        await Assert.ThrowsAnyAsync<WalletStoreException>(() => books.TransferAsync("over it"));
    }

    [Fact]
    public async Task A_mark_beyond_the_row_does_not_move_along()
    {
        await using var store = _file.Store();
        await using var other = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("first");
        Sql.Run(_file.Path, "UPDATE ledgers SET balances_through = 1000");
        await books.TransferAsync("late");

        await using var reader = await other.OpenReaderAsync(books.Ledger, ReadScope.Latest, default);
        Assert.Equal(1, (await reader.FindAccountAsync(2, default))!.Value.Balance.EntryCount);
    }

    [Fact]
    public async Task A_file_of_version_3_stands_where_it_stood_once_migrated()
    {
        LedgerHead head;
        Books books;
        await using (var store = _file.Store())
        {
            books = await Books.OpenAsync(store);
            await books.TransferAsync("key", "another");
            head = await books.HeadAsync();
        }

        var balances = Sql.Column(_file.Path, "SELECT sql FROM sqlite_master WHERE name = 'current_balances'").Single();
        Sql.Run(_file.Path, "DROP VIEW current_heads; DROP VIEW balances_view; DROP VIEW current_balances; DELETE FROM schema_migrations WHERE version > 3; PRAGMA user_version = 3");
        Sql.Run(_file.Path, balances.Replace("p.id < (h.number + 1) << 40", "p.id <= (h.number << 40) + h.postings", StringComparison.Ordinal));
        Sql.Run(_file.Path, "CREATE VIEW balances_view AS SELECT 1");

        await using var migrated = _file.Store();
        await using var other = _file.Store();
        books = books.Through(migrated);
        await StandsAsync(books, head, migrated, other);
        await books.TransferAsync("later");
        await books.TransferAsync("and later");

        await StandsAsync(books, new LedgerHead(4, 4, 3, 2, 2, 0, 0, Books.Start + 4, LinkOf(books, 3)), migrated, other);
        Assert.Equal(["-0.04", "0.04"], Sql.Column(_file.Path, "SELECT available FROM balances_view ORDER BY account"));
    }

    private static ChainHash LinkOf(Books books, int commit) =>
        books.Transfers(new LedgerHead(0, 0, commit - 1, 0, 0, 0, 0, 0, default), Array.Empty<string>()).After.Hash;

    /// <summary>A transaction without postings, such as one that changes a wallet's words.</summary>
    private static ChangeSet Note(Books books, LedgerHead head, long firstPosting)
    {
        var posted = books.Transfers(head, Array.Empty<string>());
        var after = posted.After with { Sequence = head.Sequence + 1, RecordedAt = Books.Start + head.Sequence + 1 };
        return new ChangeSet
        {
            Before = head,
            After = after,
            Commit = new CommitRow(after.Commits, after.Sequence, after.Sequence, after.RecordedAt, after.Hash),
            Transactions = new[]
            {
                new TransactionRow
                {
                    Sequence = after.Sequence, RecordedAt = after.RecordedAt, Rule = 1, FirstPosting = firstPosting, PostingCount = 0, BusinessDay = 738_000,
                },
            },
        };
    }

    private async Task StandsAsync(Books books, LedgerHead expected, params IWalletStore[] stores)
    {
        foreach (var store in stores)
        {
            Assert.Equal(expected, await books.Through(store).HeadAsync());
            await using var reader = await store.OpenReaderAsync(books.Ledger, ReadScope.Latest, default);
            Assert.Equal(expected, await reader.GetHeadAsync(default));
        }

        if (stores.Length > 1)
        {
            var seen = $"{expected.Sequence}|{expected.Postings}|{expected.Commits}|{expected.Wallets}|{expected.Answers}|{expected.RecordedAt}|{expected.Hash.ToString().ToUpperInvariant()}";
            Assert.Contains(seen, Sql.Column(_file.Path, Current));
        }
    }
}
