using WalletCore.Sqlite.Balances;
using WalletCore.Sqlite.Tables;
using WalletCore.Sqlite.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Sqlite.Tests.Balances;

/// <summary>What a store remembers of balances that their table does not have.</summary>
public sealed class PendingBalancesTests : IDisposable
{
    private readonly TemporaryFile _file = new();
    private readonly PendingBalances _pending = new(new LedgerScope(0));

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Is_of_use_to_a_view_of_its_own_commit_only()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("one");
        var (older, _) = Learn(_file);
        await books.TransferAsync("two");
        var (head, written) = Learn(_file);

        Assert.True(_pending.TryFind(head, written, 2, out var balance));
        Assert.Equal(books.BalanceOf(2), balance);
        Assert.False(_pending.TryFind(older, written, 2, out _));
        Assert.False(_pending.TryFind(head with { RecordedAt = 1 }, written, 2, out _));
        Assert.Equal([books.BalanceOf(1), books.BalanceOf(2)], _pending.With(head, written, [])!.OrderBy(row => row.Account));
        Assert.Null(_pending.With(older, written, []));
        Assert.False(_pending.IsAheadOf(head));
        Assert.True(_pending.IsAheadOf(older));
    }

    // The first file's commits are not the second's, though there are fewer of them.
    [Fact]
    public async Task Begins_anew_where_the_journal_is_another_one()
    {
        using var otherFile = new TemporaryFile();
        await using var store = _file.Store();
        await using var other = otherFile.Store();
        var books = await Books.OpenAsync(store);
        var others = await Books.OpenAsync(other);
        await books.WriteAsync(head => books.Transfers(head, ("a", 1, 2, 500)));
        Learn(_file);
        for (var i = 0; i < 3; i++)
        {
            await others.WriteAsync(head => Relinked(others.Transfers(head, ($"b-{i}", 2, 1, 7))));
        }

        var (head, written) = Learn(otherFile);

        Assert.True(_pending.TryFind(head, written, 1, out var balance));
        Assert.Equal(others.BalanceOf(1), balance);
    }

    [Fact]
    public async Task Knows_nothing_once_told_to_forget()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.TransferAsync("one");
        var (head, written) = Learn(_file);

        _pending.Forget();

        Assert.False(_pending.TryFind(head, written, 2, out _));
        Assert.Null(_pending.All(head));
        Learn(_file);
        Assert.Equal(2, _pending.All(head)!.Length);
    }

    // Books give every file the same links; these are of another chain.
    private static ChangeSet Relinked(ChangeSet changes)
    {
        var hash = new ChainHash(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(changes.After.Commits)));
        return new ChangeSet
        {
            Before = changes.Before,
            After = changes.After with { Hash = hash },
            Commit = changes.Commit!.Value with { Hash = hash },
            Transactions = changes.Transactions,
            Postings = changes.Postings,
            Waypoints = changes.Waypoints,
            Balances = changes.Balances,
        };
    }

    private (LedgerHead Head, long Written) Learn(TemporaryFile file)
    {
        using var open = new OpenTables(file.Path);
        var head = open.Tables.Heads.Find(new LedgerScope(0), out var written);
        _pending.CatchUp(open.Tables, head, written.Balances);
        return (head, written.Balances);
    }
}
