using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>Keyset pages neither skip nor repeat, also while writes go on.</summary>
internal static class PagingCases
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        new("page_every_list", "Every list, read in pages of any size, gives the whole once and in order.", EveryList),
        new("page_while_writing", "Pages read while commits go on neither skip nor repeat a row.", WhileWriting),
        new("find_absent_is_null", "What does not exist is null, and lists of nothing are empty.", Absent),
    ];

    private static async Task EveryList(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 23);
        for (var i = 0; i < 23; i++)
        {
            var sequence = stage.Builder.Post(1, 3, 1);
            stage.Builder.Put(FilterCases.Freeze(sequence, 3));
            stage.Builder.Put(new RefundRow { Original = sequence, Refunded = 1, Count = 1, Cancelled = false, ByPosting = [1] });
            await stage.CommitAsync();
        }

        await using var reader = await stage.ReaderAsync();
        foreach (var limit in new[] { 1, 2, 5, 22, 23, 24, int.MaxValue })
        {
            await Paged(limit, (after, count) => reader.ListWalletsAsync(new WalletFilter(), after, count, default), row => row.Wallet.Ordinal, 23);
            await Paged(limit, (after, count) => reader.ListAccountsAsync(after, count, default), row => row.Account.Ordinal, 25);
            await Paged(limit, (after, count) => reader.ReadTransactionsAsync(after, count, default), row => row.Header.Sequence, 23);
            await Paged(limit, (after, count) => reader.ListRefundRowsAsync(after, count, default), row => row.Original, 23);
            await Paged(limit, (after, count) => reader.ListFreezesAsync(new FreezeFilter(), after, count, default), row => row.Ordinal, 23);
            await Paged(limit, (after, count) => reader.ReadCommitsAsync(after, count, default), row => row.Number, 23);
        }
    }

    private static async Task Paged<T>(int limit, Func<long, int, ValueTask<IReadOnlyList<T>>> read, Func<T, long> ordinal, int count)
    {
        List<long> seen = [];
        IReadOnlyList<T> page;
        do
        {
            var after = seen.Count == 0 ? 0 : seen[^1];
            page = await read(after, limit);
            Check.True(page.Count <= limit, "no page is longer than its limit");
            Check.True(page.All(row => ordinal(row) > after), $"a page after {after} has only what comes after it");
            seen.AddRange(page.Select(ordinal));
        }
        while (page.Count == limit);
        Check.Same(Enumerable.Range(1, count).Select(i => (long)i), seen, "The pages together");
        Check.Same(0, (await read(long.MaxValue, limit)).Count, "A page past the end");
    }

    private static async Task WhileWriting(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 2);
        await using var reader = await stage.ReaderAsync();
        long after = 0;
        for (var i = 0; i < 50; i++)
        {
            stage.Builder.Post(1, 3, 1);
            stage.Builder.Post(3, 4, 1);
            await stage.CommitAsync();
            foreach (var facts in await reader.ReadTransactionsAsync(after, 2, default))
            {
                Check.Same(stage.Books.Transaction(after + 1), facts, "The next transaction");
                after++;
            }
        }

        Check.Same(100L, after, "The transactions read");
    }

    private static async Task Absent(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        stage.Builder.Post(1, 3, 1);
        await stage.CommitAsync();
        await using var reader = await stage.ReaderAsync();
        foreach (var ordinal in new[] { 0, -1, 99, long.MaxValue, long.MinValue })
        {
            Check.Same(null, await reader.FindWalletAsync(ordinal, default), "A wallet");
            Check.Same(null, await reader.FindAccountAsync(ordinal, default), "An account");
            Check.Same(null, await reader.FindTransactionAsync(ordinal, default), "A transaction");
            Check.Same(null, await reader.FindFreezeAsync(ordinal, default), "A freeze record");
            Check.Same(null, await reader.FindRefundAsync(ordinal, default), "A refund row");
            Check.Same(null, await reader.FindWaypointAsync(ordinal, long.MaxValue, default), "A waypoint");
            Check.Same(0, (await reader.ReadEntriesAsync(ordinal, 1, 10, default)).Count, "Entries");
            Check.Same(0, (await reader.ListWaypointsAsync(ordinal, 0, 10, default)).Count, "Waypoints");
            Check.Same(0, (await reader.ListRefundsAsync(ordinal, 0, 10, default)).Count, "Refunds");
        }

        Check.Same(null, await reader.FindFreezeAsync(1, default), "A freeze record that its transaction did not make");
        Check.Same(null, await reader.FindWalletByOwnerAsync(new OwnerKey("owner-1", "", "x"), default), "A natural key");
        Check.Same(null, await reader.FindWalletByAccountNumberAsync("none", default), "An account number");
        Check.Same(stage.Books.Wallet(1), await reader.FindWalletAsync(1, default), "The wallet");
        Check.Same(stage.Books.Account(3), await reader.FindAccountAsync(3, default), "The account");
        Check.Same(stage.Books.Transaction(1), await reader.FindTransactionAsync(1, default), "The transaction");
        Check.Same(stage.Books.Wallet(1), await reader.FindWalletByOwnerAsync(new OwnerKey("owner-1", "", ""), default), "The wallet by owner");
    }
}
