using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Reading;

public class A_statement
{
    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Shows_every_entry_newest_first_with_balances_and_the_counterparty(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("usr_ana", 100m);
        var bob = await books.WalletAsync("usr_bob");
        (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(30m)) { Reference = "order-42", Description = "Shoes" })).ValueOrThrow();

        var page = await books.Reader.GetStatementAsync(new StatementQuery(ana, Currency.EUR));

        Assert.Null(page.NextCursor);
        Assert.Equal(
            ["2 transfer Debit 30.00 -30.00 100.00 70.00 usr_bob order-42 Shoes", "1 deposit Credit 100.00 100.00 0.00 100.00 @cash  "],
            page.Items.Select(Text));
        Assert.Equal(bob, page.Items[0].Counterparty!.WalletId);
        Assert.Equal("usr_bob", page.Items[0].Counterparty!.OwnerId);
        Assert.Equal("cash", page.Items[1].Counterparty!.SystemCode);
        Assert.True(page.Items[1].Counterparty!.WalletId.IsDefault);
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Of_a_system_account_names_the_wallets_on_the_other_side(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        await books.WalletAsync("usr_ana", 100m);
        await books.WalletAsync("usr_bob", 5m);

        var page = await books.Reader.GetStatementAsync(
            StatementQuery.OfSystemAccount("cash", Currency.EUR) with { Order = StatementOrder.OldestFirst });

        Assert.Equal(
            ["1 deposit Debit 100.00 100.00 0.00 100.00 usr_ana  ", "2 deposit Debit 5.00 5.00 100.00 105.00 usr_bob  "], page.Items.Select(Text));
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Shows_a_freeze_as_a_move_between_pockets_that_leaves_the_balance(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("usr_ana", 100m);
        (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(20m)))).ValueOrThrow();

        var lines = (await books.Reader.GetStatementAsync(new StatementQuery(ana, Currency.EUR) { Types = ["freeze"] })).Items;

        Assert.Equal([Pocket.Frozen, Pocket.Available], lines.Select(line => line.Pocket));
        Assert.Equal([Money.EUR(0m), Money.EUR(100m)], lines.Select(line => line.PocketBefore));
        Assert.Equal([Money.EUR(20m), Money.EUR(80m)], lines.Select(line => line.PocketAfter));
        Assert.All(lines, line =>
        {
            Assert.True(line.IsPocketMove);
            Assert.Null(line.Counterparty);
            Assert.Equal(Money.EUR(100m), line.BalanceBefore);
            Assert.Equal(Money.EUR(100m), line.BalanceAfter);
        });
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Obeys_its_laws_on_every_line_of_every_account(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await RandomHistory.WriteAsync(books, seed: 7, length: 120);

        foreach (var query in new[] { new StatementQuery(ana, Currency.EUR), StatementQuery.OfSystemAccount("cash", Currency.EUR) })
        {
            var lines = await Pages.AllAsync(query with { Order = StatementOrder.OldestFirst }, books.Reader);
            var balance = Money.EUR(0m);
            Assert.True(lines.Count > 60);
            Assert.Equal(Enumerable.Range(1, lines.Count).Select(number => (long)number), lines.Select(line => line.Number));
            foreach (var line in lines)
            {
                Assert.Equal(line.PocketAfter, line.PocketBefore + line.Change);
                Assert.Equal(line.BalanceAfter, line.AvailableAfter + line.FrozenAfter);
                Assert.Equal(balance, line.BalanceBefore);
                Assert.Equal(line.BalanceAfter, line.IsPocketMove ? line.BalanceBefore : line.BalanceBefore + line.Change);
                balance = line.BalanceAfter;
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Shows_what_every_filter_lets_through_in_both_orders(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await RandomHistory.WriteAsync(books, seed: 11, length: 300);
        var whole = await Pages.AllAsync(new StatementQuery(ana, Currency.EUR) { Order = StatementOrder.OldestFirst, PageSize = 1_000 }, books.Reader);
        var middle = whole[whole.Count / 2];
        var late = whole[whole.Count * 3 / 4];
        var query = new StatementQuery(ana, Currency.EUR) { PageSize = 7 };
        var cases = new (StatementQuery Query, Func<StatementLine, bool> Passes)[]
        {
            (query, _ => true),
            (query with { Types = ["withdraw", "freeze"] }, line => line.Type is "withdraw" or "freeze"),
            (query with { Types = [] }, _ => false),
            (query with { Types = ["never_posted"] }, _ => false),
            (query with { RecordedFrom = middle.RecordedAt }, line => line.RecordedAt >= middle.RecordedAt),
            (query with { RecordedFrom = middle.RecordedAt.AddTicks(1) }, line => line.RecordedAt > middle.RecordedAt),
            (query with { RecordedTo = middle.RecordedAt }, line => line.RecordedAt < middle.RecordedAt),
            (query with { RecordedTo = middle.RecordedAt.AddTicks(1) }, line => line.RecordedAt <= middle.RecordedAt),
            (query with { RecordedFrom = middle.RecordedAt, RecordedTo = late.RecordedAt }, line => line.RecordedAt >= middle.RecordedAt && line.RecordedAt < late.RecordedAt),
            (query with { RecordedFrom = late.RecordedAt, RecordedTo = middle.RecordedAt }, _ => false),
            (query with { BusinessFrom = middle.BusinessDate }, line => line.BusinessDate >= middle.BusinessDate),
            (query with { BusinessTo = middle.BusinessDate }, line => line.BusinessDate <= middle.BusinessDate),
            (query with { BusinessFrom = middle.BusinessDate, BusinessTo = middle.BusinessDate }, line => line.BusinessDate == middle.BusinessDate),
            (query with { BusinessFrom = new DateOnly(2031, 1, 1) }, _ => false),
            (query with { Reference = "ref-3" }, line => line.Reference == "ref-3"),
            (query with { Text = "RENT" }, line => line.Description is not null && line.Description.Contains("rent", StringComparison.OrdinalIgnoreCase)),
            (query with { Text = "Usr_B" }, line => line.Counterparty?.OwnerId == "usr_bob"),
            (query with { Text = "EF-3" }, line => line.Reference == "ref-3"),
            (query with { Types = ["transfer"], Text = "rent", BusinessTo = middle.BusinessDate },
                line => line.Type == "transfer" && line.Description == "Rent" && line.BusinessDate <= middle.BusinessDate),
        };

        for (var i = 0; i < cases.Length; i++)
        {
            var expected = whole.Where(cases[i].Passes).Select(line => line.Number).ToList();
            var oldest = await Pages.AllAsync(cases[i].Query with { Order = StatementOrder.OldestFirst }, books.Reader);
            var newest = await Pages.AllAsync(cases[i].Query, books.Reader);
            Assert.Equal((i, Text(expected)), (i, Text(oldest.Select(line => line.Number))));
            Assert.Equal((i, Text(Enumerable.Reverse(expected))), (i, Text(newest.Select(line => line.Number))));
        }
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Has_no_gap_and_no_repeat_while_entries_are_written_between_its_pages(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("usr_ana");
        await DepositAsync(150);
        var newest = new List<long>();
        var oldest = new List<long>();
        string? newestCursor = null;
        string? oldestCursor = null;
        do
        {
            var down = await books.Reader.GetStatementAsync(new StatementQuery(ana, Currency.EUR) { PageSize = 11, Cursor = newestCursor });
            var up = await books.Reader.GetStatementAsync(
                new StatementQuery(ana, Currency.EUR) { PageSize = 20, Cursor = oldestCursor, Order = StatementOrder.OldestFirst });
            newest.AddRange(down.Items.Select(line => line.Number));
            oldest.AddRange(up.Items.Select(line => line.Number));
            (newestCursor, oldestCursor) = (down.NextCursor, up.NextCursor);
            await DepositAsync(10);
        }
        while (oldestCursor is not null);

        Assert.Null(newestCursor);

        // Going up, 20 a page against 10 written a page, the reader catches up at entry 280. Going down, 11 a page, it ends at the same time.
        Assert.Equal(Enumerable.Range(1, 150).Reverse().Select(number => (long)number), newest);
        Assert.Equal(Enumerable.Range(1, 280).Select(number => (long)number), oldest);

        Task DepositAsync(int count) => books.Ledger.ExecuteBatchAsync(
            [.. Enumerable.Range(0, count).Select(_ => new Deposit(ana, Money.EUR(1m)))]).AsTask();
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Has_no_gap_and_no_repeat_while_others_write_at_the_same_time(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("usr_ana", 1m);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 300; i++)
            {
                (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)))).ValueOrThrow();
                started.TrySetResult();
            }
        });
        await started.Task;

        while (!writing.IsCompleted)
        {
            foreach (var order in new[] { StatementOrder.OldestFirst, StatementOrder.NewestFirst })
            {
                var numbers = (await Pages.AllAsync(new StatementQuery(ana, Currency.EUR) { PageSize = 7, Order = order }, books.Reader))
                    .Select(line => line.Number).ToList();
                var ascending = Enumerable.Range(1, numbers.Count).Select(number => (long)number);
                Assert.Equal(order == StatementOrder.OldestFirst ? ascending : ascending.Reverse(), numbers);
            }
        }

        await writing;
        Assert.Equal(301, (await Pages.AllAsync(new StatementQuery(ana, Currency.EUR) { PageSize = 1_000 }, books.Reader)).Count);
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Ends_a_page_short_with_a_cursor_once_it_has_looked_at_its_limit(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("usr_ana");
        (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)) { Reference = "rare" })).ValueOrThrow();
        await books.Ledger.ExecuteBatchAsync(
            [.. Enumerable.Range(0, StatementQuery.EntriesPerPageMax + 499).Select(_ => new Deposit(ana, Money.EUR(1m)))]);
        var query = new StatementQuery(ana, Currency.EUR) { Reference = "rare" };

        var first = await books.Reader.GetStatementAsync(query);
        var second = await books.Reader.GetStatementAsync(query with { Cursor = first.NextCursor });

        Assert.Empty(first.Items);
        Assert.NotNull(first.NextCursor);
        Assert.Equal([1L], second.Items.Select(line => line.Number));
        Assert.Null(second.NextCursor);

        var days = await books.Reader.GetStatementAsync(query with { Reference = null, BusinessFrom = new DateOnly(2040, 1, 1) });
        Assert.Empty(days.Items);
        Assert.Null(days.NextCursor);
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Is_empty_where_there_is_no_such_account(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("usr_ana", 1m);

        Assert.Empty((await books.Reader.GetStatementAsync(new StatementQuery(ana, Currency.USD))).Items);
        Assert.Empty((await books.Reader.GetStatementAsync(new StatementQuery(WalletRef.ByOwner("nobody"), Currency.EUR))).Items);
        Assert.Empty((await books.Reader.GetStatementAsync(StatementQuery.OfSystemAccount("nothing", Currency.EUR))).Items);
    }

    private static string Text(IEnumerable<long> numbers) => string.Join(' ', numbers);

    private static string Text(StatementLine line) =>
        $"{line.Number} {line.Type} {line.Side} {line.Amount.ToAmountString()} {line.Change.ToAmountString()} {line.BalanceBefore.ToAmountString()} "
        + $"{line.BalanceAfter.ToAmountString()} {line.Counterparty} {line.Reference} {line.Description}";
}
