using System.Globalization;
using WalletCore.Storage;

namespace WalletCore.Testing.Conformance.Cases;

/// <summary>What moving a ledger from store to store needs: reads of everything kept, history in large pieces, and ledgers that are hidden until they are whole.</summary>
internal static class MovingCases
{
    public static IReadOnlyList<StoreCase> All { get; } =
    [
        new("transactions_by_sequences", "Transactions are found by many sequences at once, each once and in order, absent ones left out.", BySequences),
        new("answers_listed", "Kept refusals are listed by ordinal with the sequence they stand at, in pages of any size.", AnswersListed),
        new("usages_listed", "Usages are listed by account, limit and window, in pages of any size, and a snapshot keeps its own.", UsagesListed),
        new("commits_written_together", "Several commits of history written at once read like commits written one by one.", CommitsTogether),
        new("rows_without_a_commit", "Rows change without a transaction, and the head stays where it is.", RowsAlone),
        new("hidden_ledger_is_published", "A hidden ledger is not listed, is written like any, and gets its name only at the head that its importer names.", Published),
        new("hidden_ledger_is_discarded", "A hidden ledger is removed with all its rows and may be made again; no other ledger is touched.", Discarded),
        new("ledger_is_never_discarded", "A ledger that is not hidden is neither removed nor renamed.", NeverDiscarded),
    ];

    private static async Task BySequences(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        for (var i = 0; i < 300; i++)
        {
            stage.Builder.Post(i % 3 == 0 ? null : "k" + i.ToString(CultureInfo.InvariantCulture), [.. Enumerable.Repeat(new Line(1, 3, 1), i % 3)]);
        }

        await stage.CommitAsync();
        await using var reader = await stage.ReaderAsync();
        await using var snapshot = await stage.ReaderAsync(ReadScope.Snapshot);
        stage.Builder.Post(1, 3, 1);
        await stage.CommitAsync();

        long[] wanted = [301, 7, 300, 1, 7, 0, -1, 302, long.MaxValue, 2, long.MinValue];
        Check.Same(new[] { 1L, 2, 7, 300, 301 }.Select(stage.Books.Transaction), await reader.FindTransactionsAsync(wanted, default), "The transactions");
        Check.Same(new[] { 1L, 2, 7, 300 }.Select(stage.Books.Transaction), await snapshot.FindTransactionsAsync(wanted, default), "The snapshot's transactions");
        Check.Same(0, (await reader.FindTransactionsAsync([], default)).Count, "No transactions");
        var all = Enumerable.Range(1, 301).Select(i => (long)i).ToArray();
        Check.Same(all.Select(stage.Books.Transaction), await reader.FindTransactionsAsync(all, default), "All transactions");
    }

    private static async Task AnswersListed(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        for (var i = 0; i < 23; i++)
        {
            if (i % 3 == 0)
            {
                stage.Builder.Post(1, 3, 1);
            }

            stage.Builder.AddAnswer("k" + i.ToString(CultureInfo.InvariantCulture), "{\"i\":" + i.ToString(CultureInfo.InvariantCulture) + "}", new CommandFingerprint(ulong.MaxValue, UInt128.MaxValue));
            if (i % 4 != 0)
            {
                await stage.CommitAsync();
            }
        }

        await stage.CommitAsync();
        await using var reader = await stage.ReaderAsync();
        foreach (var limit in new[] { 1, 5, 22, 23, int.MaxValue })
        {
            List<AnswerRow> seen = [];
            IReadOnlyList<AnswerRow> page;
            do
            {
                page = await reader.ListAnswersAsync(seen.Count == 0 ? 0 : seen[^1].Ordinal, limit, default);
                seen.AddRange(page);
            }
            while (page.Count == limit);

            Check.Same(stage.Books.Answers, seen, "The kept refusals");
        }

        Check.Same(0, (await reader.ListAnswersAsync(long.MaxValue, 10, default)).Count, "Kept refusals past the end");
    }

    private static async Task UsagesListed(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 4);
        var expected = new List<UsageRow>();
        for (long account = 3; account <= 6; account++)
        {
            expected.Add(new UsageRow(account, "transfer.day", 739_000, (Int128)long.MaxValue * account));
            expected.Add(new UsageRow(account, "transfer.month", 738_980, account));
            expected.Add(new UsageRow(account, "withdraw.day", 739_001, 0));
        }

        foreach (var row in expected.AsEnumerable().Reverse())
        {
            stage.Builder.Put(row);
        }

        await stage.CommitAsync();
        await using var reader = await stage.ReaderAsync();
        await using var snapshot = await stage.ReaderAsync(ReadScope.Snapshot);
        foreach (var limit in new[] { 1, 2, 5, 11, 12, 13, int.MaxValue })
        {
            Check.Same(expected, await ListAsync(reader, limit), "The usages");
        }

        stage.Builder.Put(expected[0] with { Amount = 5 });
        stage.Builder.Post(1, 3, 1);
        var account7 = stage.Builder.AddAccount(new AccountRow { Ordinal = 0, Wallet = 1, Class = AccountClass.Liability, Currency = "USD", MinorUnits = 2, OpenedAt = 1 });
        stage.Builder.Put(new UsageRow(account7, "transfer.day", 739_000, 1));
        await stage.CommitAsync();
        Check.Same(expected, await ListAsync(snapshot, 5), "The snapshot's usages");
        Check.Same(expected.Skip(1).Prepend(expected[0] with { Amount = 5 }).Append(new UsageRow(account7, "transfer.day", 739_000, 1)), await ListAsync(reader, 5), "The usages now");

        static async Task<IEnumerable<UsageRow>> ListAsync(IWalletReader reader, int limit)
        {
            List<UsageRow> seen = [];
            IReadOnlyList<UsageRow> page;
            do
            {
                UsageKey? after = seen.Count == 0 ? null : new UsageKey(seen[^1].Account, seen[^1].Limit, seen[^1].Window);
                page = await reader.ListUsagesAsync(after, limit, default);
                Check.True(page.Count <= limit, "no page is longer than its limit");
                seen.AddRange(page);
            }
            while (page.Count == limit);

            return seen;
        }
    }

    private static async Task CommitsTogether(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 2);
        var parts = new List<ChangeSet>();
        for (var i = 0; i < 5; i++)
        {
            stage.Builder.Post("a" + i.ToString(CultureInfo.InvariantCulture), new Line(1, 3, 5), new Line(3, 4, 1));
            stage.Builder.Post("b" + i.ToString(CultureInfo.InvariantCulture), new Line(1, 4, 5));
            stage.Builder.AddAnswer("n" + i.ToString(CultureInfo.InvariantCulture));
            stage.Builder.Put(new UsageRow(3, "transfer.day", 739_000, i));
            parts.Add(stage.Builder.Build());
        }

        await using (var session = await Check.Soon(stage.Store.BeginWriteAsync(stage.Ledger, default)))
        {
            await session.CommitAsync(
                new ChangeSet
                {
                    Before = parts[0].Before,
                    After = parts[^1].After,
                    Commit = parts[^1].Commit,
                    EarlierCommits = parts.SkipLast(1).Select(part => part.Commit!.Value).ToArray(),
                    Transactions = parts.SelectMany(part => part.Transactions.ToArray()).ToArray(),
                    Postings = parts.SelectMany(part => part.Postings.ToArray()).ToArray(),
                    Waypoints = parts.SelectMany(part => part.Waypoints.ToArray()).ToArray(),
                    Answers = parts.SelectMany(part => part.Answers.ToArray()).ToArray(),
                    Balances = parts.SelectMany(part => part.Balances.ToArray()).GroupBy(row => row.Account).Select(rows => rows.Last()).ToArray(),
                    Usages = parts[^1].Usages,
                },
                default);
        }

        await stage.VerifyAllAsync();
        stage.Builder.Post("after", new Line(1, 3, 1));
        await stage.CommitAsync();
        await stage.VerifyAllAsync();
        await using var reader = await stage.ReaderAsync();
        for (var i = 0; i < 5; i++)
        {
            var key = "a" + i.ToString(CultureInfo.InvariantCulture);
            Check.Same(new KeyAnswer(key, stage.Books.Transaction((2 * i) + 1), null), await reader.FindKeyAsync(key, default), "A key");
        }
    }

    private static async Task RowsAlone(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        stage.Builder.Post(1, 3, 1);
        await stage.CommitAsync();
        var head = stage.Books.Head;
        UsageRow[] rows = [new(3, "transfer.day", 739_001, 2), new(3, "transfer.day", 739_000, 1)];
        foreach (var row in rows)
        {
            await using var session = await Check.Soon(stage.Store.BeginWriteAsync(stage.Ledger, default));
            await session.CommitAsync(new ChangeSet { Before = head, After = head, Usages = new[] { row } }, default);
        }

        await stage.VerifyAllAsync();
        await using var reader = await stage.ReaderAsync();
        Check.Same(rows.Reverse(), await reader.ListUsagesAsync(null, 10, default), "Both windows, the newer written first");
    }

    private static async Task Published(StoreUnderTest underTest)
    {
        var other = await Stage.WithWalletsAsync(underTest, 1, number: 2);
        var store = underTest.Store;
        var stage = await HiddenAsync(underTest);
        Check.Same(new[] { Stage.Proposal(2) }, await store.ListLedgersAsync(default), "The ledgers while one is hidden");
        Check.Same(Hidden(), await store.RegisterLedgerAsync(Hidden(), default), "The hidden registration");

        await RefusedAsync(() => store.PublishLedgerAsync(stage.Ledger, "moved", default, default), "Publishing at another head");
        await RefusedAsync(() => store.PublishLedgerAsync(stage.Ledger, Stage.Proposal(2).Name, stage.Books.Head, default), "Publishing under another ledger's name");
        await RefusedAsync(() => store.PublishLedgerAsync(Stage.Id(9), "moved", default, default), "Publishing what there is not");
        await store.PublishLedgerAsync(stage.Ledger, "moved", stage.Books.Head, default);

        Check.Same(new[] { Stage.Proposal(2), Hidden() with { Name = "moved" } }, await store.ListLedgersAsync(default), "The ledgers");
        Check.Same(Hidden() with { Name = "moved" }, await store.RegisterLedgerAsync(Stage.Proposal(3) with { Name = "moved" }, default), "The published registration");
        stage.Builder.Post(1, 3, 1);
        await stage.CommitAsync();
        await stage.VerifyAllAsync();
        await other.VerifyAllAsync();
    }

    private static async Task Discarded(StoreUnderTest underTest)
    {
        var other = await Stage.WithWalletsAsync(underTest, 2, number: 2);
        other.Builder.Post("k1", new Line(1, 3, 1));
        await other.CommitAsync();
        for (var round = 0; round < 3; round++)
        {
            var stage = await HiddenAsync(underTest);
            await stage.VerifyAllAsync();
            await using (var reader = await stage.ReaderAsync())
            {
                Check.Same(new KeyAnswer("k1", stage.Books.Transaction(1), null), await reader.FindKeyAsync("k1", default), "The key");
            }

            await underTest.Store.DiscardLedgerAsync(stage.Ledger, default);
            await underTest.Store.DiscardLedgerAsync(stage.Ledger, default);
            await RefusedAsync(async () => await (await underTest.Store.BeginWriteAsync(stage.Ledger, default)).DisposeAsync(), "Writing what was removed");
        }

        Check.Same(new[] { Stage.Proposal(2) }, await underTest.Store.ListLedgersAsync(default), "The ledgers");
        var next = await Stage.WithWalletsAsync(underTest, 1, number: 4);
        await next.VerifyAllAsync();
        await using (var reader = await next.ReaderAsync())
        {
            Check.Same(null, await reader.FindKeyAsync("k1", default), "A key of a ledger that was removed");
            Check.Same(0, (await reader.ListUsagesAsync(null, 10, default)).Count, "Usages of a ledger that was removed");
        }

        await other.VerifyAllAsync();
    }

    private static async Task NeverDiscarded(StoreUnderTest underTest)
    {
        var stage = await Stage.WithWalletsAsync(underTest, 1);
        await RefusedAsync(() => underTest.Store.DiscardLedgerAsync(stage.Ledger, default), "Removing a ledger");
        await RefusedAsync(() => underTest.Store.PublishLedgerAsync(stage.Ledger, "moved", stage.Books.Head, default), "Renaming a ledger");
        Check.Same(new[] { Stage.Proposal(1) }, await underTest.Store.ListLedgersAsync(default), "The ledgers");
        await stage.VerifyAllAsync();
    }

    private static LedgerRow Hidden() => Stage.Proposal(1) with { Name = LedgerRow.HiddenPrefix + "ledger" };

    /// <summary>A hidden ledger with a row of every kind.</summary>
    private static async Task<Stage> HiddenAsync(StoreUnderTest underTest)
    {
        await underTest.Store.RegisterLedgerAsync(Hidden(), default);
        var stage = Stage.On(underTest, Hidden().Id);
        stage.Builder.AddRule("transfer");
        stage.Builder.AddSystemAccount("cash");
        stage.Builder.AddSystemAccount("fees", AccountClass.Revenue);
        stage.Builder.AddWallet("owner-1", "EUR");
        for (var i = 1; i <= 70; i++)
        {
            stage.Builder.Post("k" + i.ToString(CultureInfo.InvariantCulture), new Line(1, 3, 1));
        }

        stage.Builder.AddAnswer("refused");
        stage.Builder.Put(FilterCases.Freeze(1, 3));
        stage.Builder.Put(new RefundRow { Original = 1, Refunded = 1, Count = 1, Cancelled = false, ByPosting = [1] });
        stage.Builder.Put(new UsageRow(3, "transfer.day", 739_000, 70));
        await stage.CommitAsync();
        return stage;
    }

    private static async Task RefusedAsync(Func<ValueTask> act, string what) =>
        Check.True(!(await Check.Throws<WalletStoreException>(act, what)).IsTransient, what + " is refused for good");
}
