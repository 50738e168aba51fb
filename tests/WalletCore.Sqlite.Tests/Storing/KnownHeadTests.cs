using System.Runtime.InteropServices;
using WalletCore.Sqlite.Connections;
using WalletCore.Sqlite.Native;
using WalletCore.Sqlite.Tables;
using WalletCore.Sqlite.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Sqlite.Tests.Storing;

/// <summary>A writer remembers where it left the head, for as long as nobody else has written the file.</summary>
public sealed class KnownHeadTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task What_another_connection_commits_is_seen_at_the_next_begin()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("mine");

        Sql.Run(_file.Path, "UPDATE ledgers SET recorded_at = recorded_at + 7");

        Assert.Equal(Books.Start + 1 + 7, (await books.HeadAsync()).RecordedAt);
    }

    [Fact]
    public async Task What_another_connection_commits_to_one_ledger_is_seen_after_this_one_wrote_another()
    {
        await using var store = _file.Store();
        var one = await Books.OpenAsync(store, 1);
        var two = await Books.OpenAsync(store, 2);
        await one.TransferAsync("mine");

        Sql.Run(_file.Path, "UPDATE ledgers SET recorded_at = recorded_at + 7");
        await two.TransferAsync("also mine");

        Assert.Equal(Books.Start + 1 + 7, (await one.HeadAsync()).RecordedAt);
    }

    [Fact]
    public async Task What_was_not_committed_is_not_remembered()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("kept");
        var kept = await books.HeadAsync();
        await Assert.ThrowsAnyAsync<WalletStoreException>(() => books.WriteAsync(head =>
        {
            // A posting's ordinal that is taken: the rows before it are written and undone.
            var changes = books.Transfers(head, "lost");
            MemoryMarshal.AsMemory(changes.Postings).Span[0] = changes.Postings.Span[0] with { Ordinal = 1 };
            return changes;
        }));

        Assert.Equal(kept, await books.HeadAsync());
    }

    [Fact]
    public async Task A_ledger_that_takes_the_number_of_a_removed_one_starts_at_its_own_head()
    {
        await using var store = _file.Store();
        var hidden = await store.RegisterLedgerAsync(Books.Row(2, "!import"), default);
        var removed = new Books(store, hidden);
        await removed.WriteAsync(head => removed.OpenWallets(head, 2));
        await store.DiscardLedgerAsync(hidden.Id, default);

        var next = new Books(store, await store.RegisterLedgerAsync(Books.Row(3), default));

        Assert.Equal(default, await next.HeadAsync());
        Assert.Equal(["0"], Sql.Column(_file.Path, "SELECT CAST(number AS TEXT) FROM ledgers"));
    }

    [Fact]
    public async Task It_is_known_after_the_connections_own_commits_and_not_after_anothers()
    {
        await using var store = _file.Store();
        await Books.OpenAsync(store);
        using var database = new Database(Sql.Open(_file.Path), owned: true);
        var tables = new TableSet(database);
        var heads = new KnownHeads(tables);

        tables.BeginImmediate();
        Assert.False(heads.AreCurrent());
        database.Execute("UPDATE ledgers SET recorded_at = recorded_at + 1", "Writing");
        tables.Commit();
        tables.BeginImmediate();
        Assert.True(heads.AreCurrent());
        tables.Commit();
        Sql.Run(_file.Path, "UPDATE ledgers SET recorded_at = recorded_at + 1");
        tables.BeginImmediate();
        Assert.False(heads.AreCurrent());
        heads.Forget();
        Assert.False(heads.AreCurrent());
    }
}
