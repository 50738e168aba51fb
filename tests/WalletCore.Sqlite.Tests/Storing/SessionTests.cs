using WalletCore.Sqlite.Connections;
using WalletCore.Sqlite.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Sqlite.Tests.Storing;

public sealed class SessionTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    public static TheoryData<string> WideAmounts => new(
        Int128.MaxValue.ToString(),
        Int128.MinValue.ToString(),
        long.MaxValue.ToString(),
        ((Int128)long.MaxValue + 1).ToString(),
        long.MinValue.ToString(),
        ((Int128)long.MinValue - 1).ToString(),
        "0",
        "-1");

    [Theory]
    [MemberData(nameof(WideAmounts))]
    public async Task Amounts_come_back_as_they_were(string text)
    {
        var amount = Int128.Parse(text);
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await books.WriteAsync(head => new ChangeSet
        {
            Before = head,
            After = head,
            Accounts = new[] { Account(amount) },
            Balances = new[] { new BalanceRow { Account = 1, Available = amount, Frozen = amount, EntryCount = 0, LastEntry = 0 } },
            Refunds = new[] { new RefundRow { Original = 5, Refunded = amount, Count = 1, Cancelled = true, ByPosting = [amount, 0, amount] } },
            Usages = new[] { new UsageRow(1, "daily", 3, amount) },
        });

        await using var reader = await store.OpenReaderAsync(books.Ledger, ReadScope.Latest, default);
        var account = (await reader.FindAccountAsync(1, default))!.Value;
        var refund = (await reader.FindRefundAsync(5, default))!;
        await using var session = await store.BeginWriteAsync(books.Ledger, default);
        var request = new LoadRequest();
        request.Usages.Add(new UsageKey(1, "daily", 3));
        var usage = (await session.LoadAsync(request, default)).Usages.Single();

        Assert.Equal(amount, account.Balance.Available);
        Assert.Equal(amount, account.Balance.Frozen);
        Assert.Equal(amount, account.Account.CreditLimit);
        Assert.Equal(amount, account.Account.MaxBalance);
        Assert.Equal(amount, refund.Refunded);
        Assert.Equal([amount, 0, amount], refund.ByPosting);
        Assert.Equal(amount, usage.Amount);
    }

    [Fact]
    public async Task Ledgers_in_one_file_do_not_see_each_other()
    {
        await using var store = _file.Store();
        var one = await Books.OpenAsync(store, 1, wallets: 3);
        var two = await Books.OpenAsync(store, 2);
        await one.TransferAsync("a", "b");
        await two.TransferAsync("a");

        await using var first = await store.OpenReaderAsync(one.Ledger, ReadScope.Latest, default);
        await using var second = await store.OpenReaderAsync(two.Ledger, ReadScope.Latest, default);

        Assert.Equal(2, (await first.ReadTransactionsAsync(0, 10, default)).Count);
        Assert.Single(await second.ReadTransactionsAsync(0, 10, default));
        Assert.Equal(3, (await first.ListAccountsAsync(0, 10, default)).Count);
        Assert.Equal(2, (await second.ListAccountsAsync(0, 10, default)).Count);
        Assert.Empty(await first.ReadTransactionsAsync(long.MaxValue, 10, default));
        Assert.Null(await first.FindAccountAsync((1L << 40) + 1, default));
        Assert.Null(await first.FindTransactionAsync(-1, default));
    }

    [Fact]
    public async Task Entries_are_paged_along_the_chain_from_waypoints()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        for (var i = 0; i < 10; i++)
        {
            await books.WriteAsync(head => books.Transfers(head, [.. Enumerable.Repeat(((string?)null, 1L, 2L, (Int128)1), 20)]));
        }

        await using var reader = await store.OpenReaderAsync(books.Ledger, ReadScope.Snapshot, default);
        foreach (var (first, count) in new[] { (1L, 200), (60, 10), (64, 1), (65, 128), (199, 50), (-5, 10), (201, 5), (1, int.MaxValue) })
        {
            var entries = await reader.ReadEntriesAsync(2, first, count, default);
            var from = Math.Max(first, 1);
            var expected = Enumerable.Range(1, 200).Select(n => (long)n).Where(n => n >= from && n < first + count);
            Assert.Equal(expected, entries.Select(entry => entry.Number));
            Assert.All(entries, entry => Assert.Equal(entry.Number, (long)entry.Posting.CreditAvailable));
            Assert.All(entries, entry => Assert.Equal(entry.Posting.Sequence, entry.Transaction.Sequence));
        }

        Assert.Equal([64L, 128, 192], (await reader.ListWaypointsAsync(2, 0, 10, default)).Select(w => w.EntryNumber));
        Assert.Equal(128, (await reader.FindWaypointAsync(2, Books.Start + 191, default))!.Value.EntryNumber);
        Assert.Equal(192, (await reader.FindWaypointAsync(2, Books.Start + 192, default))!.Value.EntryNumber);
        Assert.Null(await reader.FindWaypointAsync(2, Books.Start + 63, default));
    }

    [Fact]
    public async Task Disposed_without_commit_nothing_happened()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        await using (var session = await store.BeginWriteAsync(books.Ledger, default))
        {
            Assert.Equal(2, session.Head.Wallets);
        }

        Assert.Equal(0, (await books.HeadAsync()).Sequence);
    }

    [Fact]
    public async Task Sessions_take_turns_in_the_order_they_asked_and_waiting_can_be_cancelled()
    {
        await using var store = _file.Store();
        var books = await Books.OpenAsync(store);
        var first = await store.BeginWriteAsync(books.Ledger, default);
        using var cancel = new CancellationTokenSource();
        var cancelled = store.BeginWriteAsync(books.Ledger, cancel.Token).AsTask();
        var second = store.BeginWriteAsync(books.Ledger, default).AsTask();
        var third = store.BeginWriteAsync(books.Ledger, default).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        await first.DisposeAsync();
        await using (await second)
        {
            Assert.False(third.IsCompleted);
        }

        await (await third).DisposeAsync();
    }

    [Fact]
    public async Task A_lock_held_by_somebody_else_is_waited_for_up_to_the_bound()
    {
        await using var store = _file.Store(o => o.BusyTimeout = TimeSpan.FromMilliseconds(30));
        var books = await Books.OpenAsync(store);
        await using var other = Sql.Open(_file.Path);
        Sql.Run(other, "BEGIN IMMEDIATE");

        var fault = await Assert.ThrowsAnyAsync<WalletStoreException>(books.HeadAsync);

        Assert.True(fault.IsTransient);
        Assert.Contains("locked by another connection", fault.Message, StringComparison.Ordinal);
        Sql.Run(other, "ROLLBACK");
        Assert.Equal(0, (await books.HeadAsync()).Sequence);
    }

    [Fact]
    public async Task A_full_disk_is_told_and_leaves_the_last_commit_intact()
    {
        Books opened;
        await using (var roomy = _file.Store())
        {
            opened = await Books.OpenAsync(roomy);
        }

        var pages = int.Parse(Sql.Column(_file.Path, "PRAGMA page_count")[0]);
        await using var store = _file.Store(o => o.PageCountMax = pages + 8);
        var books = opened.Through(store);
        WalletStoreException? fault = null;
        long written = 0;
        while (fault is null)
        {
            try
            {
                await books.WriteAsync(head => books.Transfers(head, [.. Enumerable.Repeat(((string?)null, 1L, 2L, (Int128)1), 20)]));
                written += 20;
            }
            catch (WalletStoreException full)
            {
                fault = full;
            }
        }

        Assert.False(fault.IsTransient);
        Assert.Contains("is full", fault.Message, StringComparison.Ordinal);
        Assert.Equal(written, (await books.HeadAsync()).Sequence);
        Assert.Equal(["ok"], Sql.Column(_file.Path, "PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_read_only_store_reads_and_refuses_to_write()
    {
        await using var writable = _file.Store();
        var books = await Books.OpenAsync(writable);
        await books.TransferAsync("key");
        await using var store = SqliteWalletStore.FromConnectionString($"Data Source={_file.Path};Mode=ReadOnly");

        await using var reader = await store.OpenReaderAsync(books.Ledger, ReadScope.Latest, default);
        Assert.Equal(1, Books.Answer(await reader.FindKeyAsync("key", default)));
        Assert.Equal(Books.Row(), await store.RegisterLedgerAsync(Books.Row(), default));
        var fault = await Assert.ThrowsAnyAsync<WalletStoreException>(() => books.Through(store).TransferAsync("other"));

        Assert.False(fault.IsTransient);
        Assert.Contains("read-only", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_told()
    {
        await using (var store = _file.Store())
        {
            var books = await Books.OpenAsync(store);
            await books.TransferAsync([.. Enumerable.Range(0, 500).Select(i => $"key-{i}")]);
        }

        var root = int.Parse(Sql.Column(_file.Path, "SELECT rootpage FROM sqlite_master WHERE name = 'transactions'")[0]);
        await using (var file = File.OpenWrite(_file.Path))
        {
            file.Seek((root - 1) * 4096L, SeekOrigin.Begin);
            file.Write(new byte[4096]);
        }

        await using var damaged = _file.Store();
        await using var reader = await damaged.OpenReaderAsync(Books.Row().Id, ReadScope.Latest, default);
        var fault = await Assert.ThrowsAnyAsync<WalletStoreException>(() => reader.FindTransactionAsync(7, default).AsTask());

        Assert.False(fault.IsTransient);
        Assert.Contains("damaged", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_directory_is_told()
    {
        await using var store = new SqliteWalletStore(Path.Combine(Path.GetDirectoryName(_file.Path)!, "nowhere", "wallets.db"));

        var fault = await Assert.ThrowsAnyAsync<WalletStoreException>(() => store.ListLedgersAsync(default).AsTask());

        Assert.False(fault.IsTransient);
        Assert.Contains("cannot be opened", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Idle_stores_share_a_bounded_number_of_connections()
    {
        var files = Enumerable.Range(0, 80).Select(_ => new TemporaryFile()).ToList();
        var stores = files.ConvertAll(file => file.Store());
        foreach (var store in stores)
        {
            await Books.OpenAsync(store);
        }

        Assert.InRange(IdleConnections.Process.Count, 1, IdleConnections.ProcessCountMax);
        Assert.Single(await stores[0].ListLedgersAsync(default));
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        files.ForEach(file => file.Dispose());
    }

    private static AccountRow Account(Int128 amount) => new()
    {
        Ordinal = 1,
        Wallet = 1,
        Class = AccountClass.Liability,
        Currency = "EUR",
        MinorUnits = 2,
        CreditLimit = amount,
        MaxBalance = amount,
        OpenedAt = 5,
    };
}
