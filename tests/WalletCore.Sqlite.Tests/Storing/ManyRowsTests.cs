using System.Runtime.InteropServices;
using WalletCore.Sqlite.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Sqlite.Tests.Storing;

/// <summary>Commits of many rows, which go to SQLite several rows a statement.</summary>
public sealed class ManyRowsTests : IDisposable
{
    private const int Wallets = 50;

    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    // One statement, several of the same length, and each way a number is made up of statements of 32, 4 and 1.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(77)]
    public async Task Every_row_comes_back_as_it_was(int transfers)
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store, wallets: Wallets);
        ChangeSet? written = null;

        await books.WriteAsync(head => written = WithNotes(books.Transfers(head, Scattered(transfers))));

        await using var reader = await store.OpenReaderAsync(books.Ledger, ReadScope.Snapshot, default);
        var read = await reader.ReadTransactionsAsync(0, transfers + 1, default);
        Assert.Equal(written!.Transactions.ToArray(), read.Select(facts => facts.Header));
        Assert.Equal(written.Postings.ToArray(), read.SelectMany(facts => facts.Postings));
        foreach (var balance in written.Balances.ToArray())
        {
            Assert.Equal(balance, (await reader.FindAccountAsync(balance.Account, default))!.Value.Balance);
        }
    }

    [Fact]
    public async Task The_rows_before_one_that_is_refused_are_not_there()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store, wallets: Wallets);

        // The last posting has the ordinal of the first, so only the third statement of postings fails.
        await Assert.ThrowsAnyAsync<WalletStoreException>(() => books.WriteAsync(head =>
        {
            var changes = books.Transfers(head, Scattered(65));
            var postings = MemoryMarshal.AsMemory(changes.Postings).Span;
            postings[^1] = postings[^1] with { Ordinal = postings[0].Ordinal };
            return changes;
        }));

        await using var reader = await store.OpenReaderAsync(books.Ledger, ReadScope.Snapshot, default);
        Assert.Equal(0, (await reader.GetHeadAsync(default)).Sequence);
        Assert.Empty(await reader.ReadTransactionsAsync(0, 1, default));
        Assert.Equal(["0"], Sql.Column(_file.Path, "SELECT CAST(count(*) AS TEXT) FROM postings"));
    }

    // Accounts in no order, so that some come twice and none in the order of its number, and now and then an amount that is not an integer of SQLite's.
    private static (string? Key, long Debit, long Credit, Int128 Amount)[] Scattered(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (
            i % 3 == 0 ? null : (string?)$"key-{i}",
            1 + (i * 37L % Wallets),
            1 + (((i * 37L) + 11) % Wallets),
            i % 5 == 0 ? (Int128)long.MaxValue * 3 : i))];

    private static ChangeSet WithNotes(ChangeSet changes)
    {
        var transactions = MemoryMarshal.AsMemory(changes.Transactions).Span;
        for (var i = 40; i < transactions.Length; i += i % 2 == 0 ? 1 : 6)
        {
            transactions[i] = transactions[i] with { Notes = new TransactionNotes { Description = $"note {i}", ActorId = i % 4 == 0 ? null : "ana" } };
        }

        return changes;
    }
}
