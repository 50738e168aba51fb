using WalletCore.Sqlite.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Sqlite.Tests.Balances;

/// <summary>Balances that are in the journal, and in their table only later.</summary>
public sealed class LateBalancesTests : IDisposable
{
    private const string Available = "SELECT CAST(available AS TEXT) FROM balances ORDER BY id";
    private const string Current = "SELECT CAST(available AS TEXT) FROM current_balances ORDER BY id";
    private const string Through = "SELECT CAST(balances_through AS TEXT) FROM ledgers";

    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task The_table_lags_and_nobody_who_reads_sees_it()
    {
        await using var store = _file.Store(o => o.BalanceLagMax = 8);
        await using var other = _file.Store();
        var books = await Books.OpenAsync(store);
        for (var i = 0; i < 8; i++)
        {
            await books.TransferAsync($"key-{i}");
        }

        Assert.Equal(["0", "0"], Sql.Column(_file.Path, Available));
        Assert.Equal(["-8", "8"], Sql.Column(_file.Path, Current));
        Assert.Equal(["8", "8"], Sql.Column(_file.Path, "SELECT CAST(entry_count AS TEXT) FROM balances_view ORDER BY account"));
        Assert.Equal(["16", "17"], Sql.Column(_file.Path, "SELECT CAST(last_entry AS TEXT) FROM current_balances ORDER BY id"));
        await BalancesAreRightAsync(books, store);
        await BalancesAreRightAsync(books, other);
    }

    [Fact]
    public async Task Once_it_lags_too_far_all_of_it_is_written()
    {
        await using var store = _file.Store(o => o.BalanceLagMax = 8);
        var books = await Books.OpenAsync(store, wallets: 4);
        await books.WriteAsync(head => books.Transfers(head, ("a", 3, 4, 5)));
        for (var i = 0; i < 8; i++)
        {
            await books.TransferAsync($"key-{i}");
        }

        Assert.Equal(["-8", "8", "-5", "5"], Sql.Column(_file.Path, Available));
        Assert.Equal(["9"], Sql.Column(_file.Path, Through));

        await books.TransferAsync("one more");

        Assert.Equal(["-8", "8", "-5", "5"], Sql.Column(_file.Path, Available));
        Assert.Equal(["-9", "9", "-5", "5"], Sql.Column(_file.Path, Current));
        await BalancesAreRightAsync(books, store);
    }

    [Fact]
    public async Task Without_a_lag_they_are_written_with_every_commit()
    {
        await using var store = _file.Store(o => o.BalanceLagMax = 0);
        var books = await Books.OpenAsync(store);

        await books.TransferAsync("key");

        Assert.Equal(["-1", "1"], Sql.Column(_file.Path, Available));
        Assert.Equal(["1"], Sql.Column(_file.Path, Through));
    }

    [Fact]
    public async Task A_file_at_rest_has_them_all()
    {
        await using (var store = _file.Store())
        {
            var books = await Books.OpenAsync(store);
            await books.TransferAsync("key", "another");
            Assert.Equal(["0", "0"], Sql.Column(_file.Path, Available));
        }

        Assert.Equal(["-2", "2"], Sql.Column(_file.Path, Available));
        Assert.Equal(["2"], Sql.Column(_file.Path, Through));
    }

    [Fact]
    public async Task A_file_that_a_newer_library_migrated_meanwhile_is_left_alone_at_the_end()
    {
        await using (var store = _file.Store())
        {
            var books = await Books.OpenAsync(store);
            await books.TransferAsync("key");
            Sql.Run(_file.Path, "PRAGMA user_version = 9");
        }

        Assert.Equal(["0", "0"], Sql.Column(_file.Path, Available));
    }

    [Theory]
    [InlineData("UPDATE ledgers SET hash = x'00'")]
    [InlineData("DELETE FROM ledgers")]
    [InlineData("UPDATE ledgers SET balances_through = 'none'")]
    public async Task A_damaged_file_is_closed_without_a_word(string sql)
    {
        var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("key");
        Sql.Run(_file.Path, sql);

        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_snapshot_keeps_its_balances_while_others_are_written_to_the_table()
    {
        await using var store = _file.Store(o => o.BalanceLagMax = 8);
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("before");
        await using var early = await store.OpenReaderAsync(books.Ledger, ReadScope.Snapshot, default);
        await using var looked = await store.OpenReaderAsync(books.Ledger, ReadScope.Snapshot, default);
        var then = books.BalanceOf(2);
        Assert.Equal(then, (await looked.FindAccountAsync(2, default))!.Value.Balance);
        for (var i = 0; i < 20; i++)
        {
            await books.TransferAsync($"key-{i}");
        }

        Assert.Equal(then, (await early.FindAccountAsync(2, default))!.Value.Balance);
        Assert.Equal(then, (await looked.FindAccountAsync(2, default))!.Value.Balance);
        Assert.Single(await early.ReadEntriesAsync(2, 1, 10, default));
        await BalancesAreRightAsync(books, store);
    }

    // The table can be one commit old and the tail longer than a page of waypoints; both amounts past 64 bits and days that go back and forth are in it.
    [Fact]
    public async Task What_the_journal_tells_is_the_whole_row()
    {
        await using var store = _file.Store(o => o.BalanceLagMax = 1 << 10);
        await using var other = _file.Store();
        var books = await Books.OpenAsync(store, wallets: 3);
        for (var i = 0; i < 150; i++)
        {
            await books.WriteAsync(head => books.Transfers(head, ($"key-{i}", 1 + (i % 3), 1 + ((i + 1) % 3), i == 70 ? (Int128)long.MaxValue * 9 : i)));
        }

        Assert.Equal(["0"], Sql.Column(_file.Path, Through));
        await BalancesAreRightAsync(books, other);
    }

    public static TheoryData<int, int> Histories
    {
        get
        {
            var histories = new TheoryData<int, int>();
            foreach (var lag in new[] { 0, 1, 7, 1 << 10 })
            {
                histories.Add(lag, 1);
                histories.Add(lag, Random.Shared.Next());
            }

            return histories;
        }
    }

    /// <summary>Two stores on one file, a host's transactions that commit and that roll back, and stores that end without a word.</summary>
    [Theory]
    [MemberData(nameof(Histories))]
    public async Task Whoever_writes_in_turn_everybody_reads_the_same(int lagMax, int seed)
    {
        var random = new Random(seed);
        var stores = new List<SqliteWalletStore> { Open(), Open() };
        var books = await Books.OpenAsync(stores[0], wallets: 5);
        for (var step = 0; step < 50; step++)
        {
            var store = stores[^(1 + random.Next(2))];
            books = books.Through(store);
            switch (random.Next(8))
            {
                case 0:
                    await InHostsTransactionAsync(store, books, isKept: true);
                    break;
                case 1:
                    await InHostsTransactionAsync(store, books, isKept: false);
                    break;
                case 2:
                    // As after a crash: what it remembers is lost, and nothing is written at the end.
                    stores.Add(Open());
                    break;
                default:
                    await books.WriteAsync(head => books.Transfers(head, Some(random, step)));
                    break;
            }

            await BalancesAreRightAsync(books, stores[^1]);
            await BalancesAreRightAsync(books, stores[^2]);
            Assert.Equal(
                Enumerable.Range(1, 5).Select(account => books.BalanceOf(account).Available.ToString()), Sql.Column(_file.Path, Current));
        }

        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        Assert.Equal(Sql.Column(_file.Path, Current), Sql.Column(_file.Path, Available));

        SqliteWalletStore Open() => _file.Store(o => o.BalanceLagMax = random.Next(3) == 0 ? 3 : lagMax);

        async Task InHostsTransactionAsync(SqliteWalletStore store, Books outside, bool isKept)
        {
            await using var host = Sql.Open(_file.Path);
            await using var transaction = host.BeginTransaction();
            await using var enlisted = store.Enlist(transaction);
            var inside = outside.Through(enlisted);
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                await inside.WriteAsync(head => inside.Transfers(head, Some(random, -i)));
                await BalancesAreRightAsync(inside, enlisted);
            }

            if (isKept)
            {
                transaction.Commit();
                books = inside.Through(store);
            }
            else
            {
                transaction.Rollback();
            }
        }
    }

    [Fact]
    public async Task A_file_of_version_1_is_complete_and_says_so_once_migrated()
    {
        Books books;
        await using (var store = _file.Store())
        {
            books = await Books.OpenAsync(store);
            await books.TransferAsync("key", "another");
        }

        Sql.Run(_file.Path, "DROP VIEW balances_view; DROP VIEW current_balances; ALTER TABLE ledgers DROP COLUMN balances_through; DELETE FROM schema_migrations WHERE version > 1");
        Sql.Run(_file.Path, "DROP TABLE key_runs; DROP TABLE key_segments; DROP VIEW current_heads; CREATE VIEW balances_view AS SELECT 1; PRAGMA user_version = 1");

        await using var migrated = _file.Store();
        await BalancesAreRightAsync(books.Through(migrated), migrated);
        Assert.Equal(["2"], Sql.Column(_file.Path, Through));
        Assert.Equal(["-0.02", "0.02"], Sql.Column(_file.Path, "SELECT available FROM balances_view ORDER BY account"));
        books = books.Through(migrated);
        await books.TransferAsync("later");
        await BalancesAreRightAsync(books, migrated);
    }

    [Fact]
    public async Task An_account_that_is_opened_and_paid_at_once_has_its_row()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.WriteAsync(head =>
        {
            var opened = books.OpenWallets(head, 1);
            var paid = books.Transfers(head, ("key", 1, 3, 7));
            return new ChangeSet
            {
                Before = head,
                After = paid.After with { Wallets = opened.After.Wallets, Accounts = opened.After.Accounts },
                Commit = paid.Commit,
                Transactions = paid.Transactions,
                Postings = paid.Postings,
                Wallets = opened.Wallets,
                Accounts = opened.Accounts,
                Balances = paid.Balances,
            };
        });

        Assert.Equal(["0", "0", "7"], Sql.Column(_file.Path, Available));
        Assert.Equal(["-7", "0", "7"], Sql.Column(_file.Path, Current));
        await using var other = _file.Store();
        await BalancesAreRightAsync(books, other);
    }

    private static (string? Key, long Debit, long Credit, Int128 Amount)[] Some(Random random, int step) =>
        [.. Enumerable.Range(0, random.Next(1, 5)).Select(i => ((string?)$"key-{step}-{i}-{random.Next()}", 1L + random.Next(2), 3L + random.Next(3), (Int128)random.Next(1000)))];

    private static async Task BalancesAreRightAsync(Books books, IWalletStore store)
    {
        await using var reader = await store.OpenReaderAsync(books.Ledger, ReadScope.Latest, default);
        var accounts = await reader.ListAccountsAsync(0, 100, default);
        var request = new LoadRequest();
        foreach (var account in accounts)
        {
            Assert.Equal(books.BalanceOf(account.Account.Ordinal), account.Balance);
            Assert.Equal(account, await reader.FindAccountAsync(account.Account.Ordinal, default));
            request.Wallets.Add(account.Account.Wallet);
        }

        await using var session = await store.BeginWriteAsync(books.Ledger, default);
        var loaded = await session.LoadAsync(request, default);
        Assert.Equal(accounts, loaded.Wallets.SelectMany(wallet => wallet.Accounts));
    }
}
