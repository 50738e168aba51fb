using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>What readers see while writes go on.</summary>
internal static class ScopeCases
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        new("scope_snapshot_is_stable", "A snapshot keeps seeing its commit in every call while all kinds of rows change.", SnapshotIsStable),
        new("scope_snapshots_of_each_commit", "Snapshots of several commits, open together, each see their own.", SnapshotsTogether),
        new("scope_latest_sees_newest", "A latest reader sees each commit in its next call.", LatestSeesNewest),
    ];

    private static async Task SnapshotIsStable(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 300);
        Change(stage, 0);
        await stage.CommitAsync();
        var twin = await Stage.WithWalletsAsync(underTest, 300, 2);
        Change(twin, 0);
        await twin.CommitAsync();

        await using var snapshot = await stage.ReaderAsync(ReadScope.Snapshot);
        await using var newest = await stage.ReaderAsync();
        for (var i = 1; i <= 70; i++)
        {
            Change(stage, i);
            await stage.CommitAsync();
            if (i % 35 == 1)
            {
                await SameAsThen(twin, stage, snapshot);
            }
        }

        await SameAsThen(twin, stage, snapshot);
        await BooksCheck.VerifyAsync(stage.Books, newest);
    }

    // The twin stopped where the snapshot was taken, so its books are what the snapshot must show.
    private static async Task SameAsThen(Stage twin, Stage stage, IWalletReader snapshot)
    {
        await BooksCheck.VerifyAsync(twin.Books, snapshot);
        var answer = twin.Books.Transactions.First(row => row.Key == "key");
        Check.Same(new KeyAnswer("key", twin.Books.Transaction(answer.Sequence), null), await snapshot.FindKeyAsync("key", default), "The key then");
        Check.Same(null, await snapshot.FindKeyAsync("key 1", default), "A later key");
        Check.Same(null, await snapshot.FindWalletByOwnerAsync(new OwnerKey("later 1", "", ""), default), "A later wallet");
        Check.Same(twin.Books.Wallet(1), await snapshot.FindWalletByAccountNumberAsync("number", default), "The number's wallet then");
        Check.Same(1, (await snapshot.FindByReferenceAsync("ref", long.MaxValue, 100, default)).Count, "The references then");
        Check.Same(1, (await snapshot.ListRefundsAsync(1, 0, 100, default)).Count, "The refunds then");
        Check.Same(null, await snapshot.FindTransactionAsync(stage.Books.Head.Sequence, default), "A later transaction");
        Check.Same(null, await snapshot.FindFreezeAsync(stage.Books.Head.Sequence, default), "A later freeze record");
        Check.Same(null, await snapshot.FindAccountAsync(stage.Books.Head.Accounts, default), "A later account");
    }

    private static void Change(Stage stage, int round)
    {
        var (builder, books) = (stage.Builder, stage.Books);
        var suffix = round == 0 ? "" : " " + round;
        builder.Post("key" + suffix, new Line(1, 3, 1));
        builder.Post(round == 0 ? null : "key", new Line(1, 4 + round, 1));
        builder.Post(builder.Header() with { Reference = "ref", Original = 1 }, new Line(1, 3, 1));
        builder.AddAnswer("refused" + suffix);
        builder.AddRule("rule" + suffix);

        // The number changes hands, but is free for a commit in between.
        builder.Put(books.Accounts[3] with { Number = round % 4 == 0 ? "number" : null, CreditLimit = round });
        builder.Put(books.Accounts[5] with { Number = round % 4 == 2 ? "number" : null });
        builder.Put(books.Wallets[1] with { Metadata = "{\"round\":" + round + "}", UpdatedAt = builder.Now });
        builder.AddAccount(books.Accounts[3] with { Currency = "C" + round, Number = null });
        builder.AddWallet("later" + suffix, "EUR");
        builder.Put(new RefundRow { Original = 1, Refunded = round, Count = round, Cancelled = false, ByPosting = [round] });
        var freeze = builder.Post(null, new Line(3, 3, 1) { To = Pocket.Frozen });
        builder.Put(FilterCases.Freeze(freeze, 3));
        if (round > 0)
        {
            builder.Put(books.Freezes.Values.First() with { Remaining = round, Status = FreezeStatus.Released });
        }
    }

    private static async Task SnapshotsTogether(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 5);
        List<(IWalletReader Reader, LedgerHead Head, Int128 Balance)> snapshots = [];
        for (var i = 0; i < 10; i++)
        {
            snapshots.Add((await stage.ReaderAsync(ReadScope.Snapshot), stage.Books.Head, stage.Books.Balances[3].Available));
            stage.Builder.Post(1, 3, 1);
            await stage.CommitAsync();
            if (i == 5)
            {
                await snapshots[2].Reader.DisposeAsync();
                snapshots.RemoveAt(2);
            }
        }

        foreach (var (reader, head, balance) in snapshots)
        {
            Check.Same(head, await reader.GetHeadAsync(default), "A snapshot's head");
            Check.Same(balance, (await reader.FindAccountAsync(3, default))!.Value.Balance.Available, "A snapshot's balance");
            Check.Same(head.Sequence, (long)(await reader.ReadTransactionsAsync(0, 100, default)).Count, "A snapshot's transactions");
            await reader.DisposeAsync();
        }
    }

    private static async Task LatestSeesNewest(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 5);
        await using var reader = await stage.ReaderAsync();
        for (var i = 0; i < 10; i++)
        {
            stage.Builder.Post("key " + i, new Line(1, 3, 1));
            await stage.CommitAsync();
            await BooksCheck.VerifyAsync(stage.Books, reader);
        }
    }
}
