using Microsoft.Data.Sqlite;
using WalletCore.Sqlite.Schema;
using WalletCore.Sqlite.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Sqlite.Tests.Schema;

public sealed class SchemaTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task The_schema_is_the_verified_one()
    {
        await using (var store = _file.Store())
        {
            await store.ListLedgersAsync(default);
        }

        var seen = string.Join(
            "\n", Sql.Column(_file.Path, "SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")) + "\n";
        var verified = Path.Combine(AppContext.BaseDirectory, "Schema", "SchemaTests.verified.txt");
        if (Environment.GetEnvironmentVariable("WALLETCORE_ACCEPT_TO") is { } accepted)
        {
            await File.WriteAllTextAsync(accepted, seen);
        }

        Assert.Equal(await File.ReadAllTextAsync(verified), seen);
    }

    [Fact]
    public async Task The_file_says_whose_it_is_and_which_migrations_ran()
    {
        await using (var store = _file.Store())
        {
            await store.ListLedgersAsync(default);
        }

        Assert.Equal(["1463897155"], Sql.Column(_file.Path, "PRAGMA application_id"));
        Assert.Equal(["4"], Sql.Column(_file.Path, "PRAGMA user_version"));
        Assert.Equal(["wal"], Sql.Column(_file.Path, "PRAGMA journal_mode"));
        Assert.Equal(
            ["1|journal, wallets, key index", "2|balances written late", "3|key index in runs", "4|heads written late"],
            Sql.Column(_file.Path, "SELECT version || '|' || name FROM schema_migrations ORDER BY version"));
    }

    [Fact]
    public async Task An_older_file_is_brought_forward_and_keeps_its_rows()
    {
        await using (var old = _file.Store())
        {
            await Books.OpenAsync(old);
        }

        Migration[] steps = [.. Migrations.All, new(5, "a step", "CREATE TABLE later (x INTEGER);"), new(6, "another", "DROP TABLE later;")];
        await using var store = new SqliteWalletStore(new SqliteWalletStoreOptions { Path = _file.Path }, steps);

        Assert.Equal([Books.Row()], await store.ListLedgersAsync(default));
        Assert.Equal(["1", "2", "3", "4", "5", "6"], Sql.Column(_file.Path, "SELECT version FROM schema_migrations ORDER BY version"));
        Assert.Equal(["6"], Sql.Column(_file.Path, "PRAGMA user_version"));
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_the_file_as_it_was()
    {
        await using (var old = _file.Store())
        {
            await old.ListLedgersAsync(default);
        }

        Migration[] steps = [.. Migrations.All, new(5, "a step", "CREATE TABLE later (x INTEGER);"), new(6, "broken", "NONSENSE;")];
        await using var store = new SqliteWalletStore(new SqliteWalletStoreOptions { Path = _file.Path }, steps);

        var fault = await Assert.ThrowsAnyAsync<WalletStoreException>(() => store.ListLedgersAsync(default).AsTask());

        Assert.False(fault.IsTransient);
        Assert.Contains("version 6", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["4"], Sql.Column(_file.Path, "PRAGMA user_version"));
        Assert.Equal(["0"], Sql.Column(_file.Path, "SELECT count(*) FROM sqlite_master WHERE name = 'later'"));
    }

    [Fact]
    public async Task A_newer_file_is_refused_naming_both_versions()
    {
        await using (var store = _file.Store())
        {
            await store.ListLedgersAsync(default);
        }

        Sql.Run(_file.Path, "PRAGMA user_version = 9");
        await using var older = _file.Store();

        var fault = await Assert.ThrowsAsync<WalletStoreException>(() => older.ListLedgersAsync(default).AsTask());

        Assert.False(fault.IsTransient);
        Assert.Equal(
            "The file has schema version 9; this library knows versions up to 4. Update WalletCore.Sqlite in this process.", fault.Message);
    }

    [Fact]
    public async Task A_file_that_a_newer_library_migrates_meanwhile_is_refused_at_the_next_write()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        Sql.Run(_file.Path, "PRAGMA user_version = 9");

        var fault = await Assert.ThrowsAsync<WalletStoreException>(() => books.TransferAsync("key"));

        Assert.Contains("schema version 9", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PRAGMA application_id = 17", "belongs to another program")]
    [InlineData("CREATE TABLE invoices (id INTEGER)", "tables of another program")]
    public async Task Somebody_elses_file_is_refused_and_left_alone(string made, string message)
    {
        Sql.Run(_file.Path, made);
        var before = await File.ReadAllBytesAsync(_file.Path);
        await using var store = _file.Store();

        var fault = await Assert.ThrowsAsync<WalletStoreException>(() => store.ListLedgersAsync(default).AsTask());

        Assert.False(fault.IsTransient);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_file.Path));
    }

    [Fact]
    public async Task A_hosts_file_is_adopted_when_asked()
    {
        Sql.Run(_file.Path, "CREATE TABLE invoices (id INTEGER); INSERT INTO invoices VALUES (7)");
        await using var store = _file.Store(o => o.AdoptExistingFile = true);

        await Books.OpenAsync(store);

        Assert.Equal(["7"], Sql.Column(_file.Path, "SELECT id FROM invoices"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        await File.WriteAllTextAsync(_file.Path, new string('x', 5000));
        await using var store = _file.Store();

        var fault = await Assert.ThrowsAnyAsync<WalletStoreException>(() => store.ListLedgersAsync(default).AsTask());

        Assert.False(fault.IsTransient);
        Assert.Contains("not a SQLite database", fault.Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(_file.Path));
    }

    [Fact]
    public async Task Many_stores_that_open_the_same_new_file_at_once_all_succeed()
    {
        var stores = Enumerable.Range(0, 8).Select(_ => _file.Store()).ToArray();

        var rows = await Task.WhenAll(stores.Select((store, i) => Task.Run(async () =>
            await store.RegisterLedgerAsync(Books.Row(10 + i, "same"), default))));

        Assert.Single(rows.Distinct());
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        Assert.Equal(["4"], Sql.Column(_file.Path, "SELECT count(*) FROM schema_migrations"));
    }

    [Fact]
    public async Task People_read_the_books_with_the_views()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.WriteAsync(head => new ChangeSet
        {
            Before = head,
            After = head with { Rules = 1 },
            Rules = new[] { new RuleRow(1, "transfer", 1, "source to target") },
        });
        await books.WriteAsync(head => books.Transfers(head, ("k", 1, 2, 1234), (null, 1, 2, Int128.MaxValue / 10)));

        Assert.Equal(
            ["books-1|1|2023-11-14T22:13:20.000001Z|transfer|2021-07-30|12.34|EUR|k"],
            Sql.Column(_file.Path, "SELECT concat_ledger.r FROM (SELECT ledger || '|' || sequence || '|' || recorded_at || '|' || type || '|' || business_date || '|' || amount || '|' || currency || '|' || idempotency_key AS r FROM transactions_view WHERE sequence = 1) AS concat_ledger"));
        Assert.Equal(
            ["owner-1|debit|12.34|-12.34", "owner-2|credit|12.34|12.34"],
            Sql.Column(_file.Path, "SELECT holder || '|' || side || '|' || amount || '|' || available_after FROM entries_view WHERE sequence = 1 ORDER BY side DESC"));
        Assert.Equal(
            ["owner-1|-170141183460469231731687303715884118.06", "owner-2|170141183460469231731687303715884118.06"],
            Sql.Column(_file.Path, "SELECT owner_id || '|' || available FROM balances_view ORDER BY account"));
    }
}
