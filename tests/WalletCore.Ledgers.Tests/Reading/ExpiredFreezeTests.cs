using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Reading;

public class A_freeze_record_whose_time_has_passed
{
    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Reads_as_expired_and_its_money_as_available_before_and_after_the_sweep(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("usr_ana", 100m);
        var expiry = books.Clock.GetUtcNow().AddHours(1);
        var due = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(20m)) { ExpiresAt = expiry })).ValueOrThrow().Id;
        var lasting = (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(5m)))).ValueOrThrow().Id;

        Assert.Equal("75.00 + 25.00", await books.BalanceAsync(ana));
        Assert.Equal([due, lasting], await IdsAsync(books, FreezeStatus.Active));

        books.Clock.Set(expiry.AddTicks(-10));
        Assert.Equal("75.00 + 25.00", await books.BalanceAsync(ana));

        books.Clock.Set(expiry);
        await AssertExpiredAsync();
        Assert.Equal(1, await books.Ledger.SweepExpiredAsync());
        await AssertExpiredAsync();

        async Task AssertExpiredAsync()
        {
            Assert.Equal("95.00 + 5.00", await books.BalanceAsync(ana));
            Assert.Equal(Money.EUR(95m), (await books.Reader.ListWalletsAsync(new WalletQuery())).Items[0].AccountIn(Currency.EUR)!.Available);
            var record = (await books.Reader.GetFreezeAsync(due))!;
            Assert.Equal((FreezeStatus.Expired, Money.EUR(0m), expiry), (record.Status, record.Remaining, record.SettledAt));
            Assert.Equal([lasting], await IdsAsync(books, FreezeStatus.Active));
            Assert.Equal([due], await IdsAsync(books, FreezeStatus.Expired));
            Assert.Equal([due, lasting], await IdsAsync(books, null));
            Assert.Equal(FreezeStatus.Expired, (await books.Reader.ListFreezesAsync(new FreezeQuery())).Items[0].Status);
        }
    }

    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Stays_expired_when_the_clock_goes_back_behind_what_was_recorded(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("usr_ana", 100m);
        var expiry = books.Clock.GetUtcNow().AddHours(1);
        (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(20m)) { ExpiresAt = expiry })).ValueOrThrow();
        books.Clock.Set(expiry);
        await books.WalletAsync("usr_bob", 1m);

        books.Clock.Move(TimeSpan.FromHours(-5));

        Assert.Equal("100.00 + 0.00", await books.BalanceAsync(ana));
    }

    private static async Task<FreezeId[]> IdsAsync(TestLedger books, FreezeStatus? status) =>
        [.. (await Pages.AllAsync(cursor => books.Reader.ListFreezesAsync(new FreezeQuery { Status = status, PageSize = 1, Cursor = cursor })))
            .Select(record => record.Id)];
}

public class Freeze_records
{
    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Are_listed_by_wallet_and_by_every_status_page_by_page(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("usr_ana", 100m);
        var bob = await books.WalletAsync("usr_bob", 100m);
        var ids = new List<FreezeId>();
        for (var i = 0; i < 10; i++)
        {
            DateTimeOffset? expiry = i % 5 < 2 ? books.Clock.GetUtcNow().AddHours(1) : null;
            ids.Add((await books.Ledger.FreezeAsync(new Freeze(i % 2 == 0 ? ana : bob, Money.EUR(1m)) { ExpiresAt = expiry })).ValueOrThrow().Id);
        }

        (await books.Ledger.UnfreezeAsync(new Unfreeze(ids[2]))).ValueOrThrow();
        (await books.Ledger.CaptureAsync(new Capture(ids[3]))).ValueOrThrow();
        books.Clock.Move(TimeSpan.FromHours(1));
        (await books.Ledger.ExecuteAsync(new ExpireFreeze(ids[1]))).ValueOrThrow();

        Assert.Equal("0123456789", await ListAsync(new FreezeQuery()));
        Assert.Equal("02468", await ListAsync(new FreezeQuery { Wallet = ana }));
        Assert.Equal("4789", await ListAsync(new FreezeQuery { Status = FreezeStatus.Active }));
        Assert.Equal("79", await ListAsync(new FreezeQuery { Status = FreezeStatus.Active, Wallet = WalletRef.ByOwner("usr_bob") }));
        Assert.Equal("0156", await ListAsync(new FreezeQuery { Status = FreezeStatus.Expired }));
        Assert.Equal("15", await ListAsync(new FreezeQuery { Status = FreezeStatus.Expired, Wallet = bob }));
        Assert.Equal("2", await ListAsync(new FreezeQuery { Status = FreezeStatus.Released }));
        Assert.Equal("3", await ListAsync(new FreezeQuery { Status = FreezeStatus.Captured }));
        Assert.Equal("", await ListAsync(new FreezeQuery { Wallet = WalletRef.ByOwner("nobody") }));

        async Task<string> ListAsync(FreezeQuery query)
        {
            var small = await Pages.AllAsync(cursor => books.Reader.ListFreezesAsync(query with { PageSize = 1, Cursor = cursor }));
            var large = await Pages.AllAsync(cursor => books.Reader.ListFreezesAsync(query with { Cursor = cursor }));
            Assert.Equal(large, small);
            return string.Concat(large.Select(record => ids.IndexOf(record.Id)));
        }
    }
}
