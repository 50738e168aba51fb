using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Behaviour;

public class A_balance_at_the_end_of_its_range
{
    private static readonly Money Most = Money.FromMinor(Limits.AmountMax, Currency.EUR);

    [Theory]
    [OnEveryStore]
    public async Task Counts_what_is_frozen(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana");
        (await books.Ledger.DepositAsync(new Deposit(ana, Most))).ValueOrThrow();
        (await books.Ledger.FreezeAsync(new Freeze(ana, Money.EUR(5m)))).ValueOrThrow();

        var refused = (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(0.01m)) { From = SystemAccount.SuspenseCode })).Refusal!;

        Assert.Equal("amount_overflow", refused.Code);
    }

    [Theory]
    [OnEveryStore]
    public async Task Is_reached_below_zero_too_and_not_passed(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var (ana, bob) = (await books.WalletAsync("ana"), await books.WalletAsync("bob"));
        (await books.Ledger.DepositAsync(new Deposit(ana, Most) { From = SystemAccount.SuspenseCode })).ValueOrThrow();

        var refused = (await books.Ledger.DepositAsync(new Deposit(bob, Money.EUR(0.01m)) { From = SystemAccount.SuspenseCode })).Refusal!;

        Assert.Equal("amount_overflow", refused.Code);
        Assert.Equal(-Most, await Facts.SystemAsync(books, SystemAccount.SuspenseCode));
    }
}

public class A_waypoint_of_an_account
{
    [Theory]
    [OnEveryStore]
    public async Task Has_the_first_and_the_last_business_date_of_its_64_entries_and_of_no_others(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("ana");
        foreach (var month in new[] { 1, 3, 2 })
        {
            int[] days = [2, 9, 1, .. Enumerable.Repeat(4, 61)];
            Command[] deposits = [.. days.Select(day => new Deposit(ana, Money.EUR(1m)) { BusinessDate = new DateOnly(2026, month, day) })];
            Assert.All((await books.Ledger.ExecuteBatchAsync(deposits)).Outcomes, outcome => Assert.True(outcome.IsPosted));
        }

        await using var reader = await Facts.OpenAsync(books);
        var account = (await reader.ListAccountsAsync(0, 100, default)).Single(facts => facts.Account.Wallet != 0).Account.Ordinal;
        var waypoints = await reader.ListWaypointsAsync(account, 0, 100, default);

        Assert.Equal([64, 128, 192], waypoints.Select(waypoint => waypoint.EntryNumber));
        Assert.Equal(
            [("2026-01-01", "2026-01-09"), ("2026-03-01", "2026-03-09"), ("2026-02-01", "2026-02-09")],
            waypoints.Select(waypoint => (Day(waypoint.BusinessDayMin), Day(waypoint.BusinessDayMax))));

        static string Day(int number) => DateOnly.FromDayNumber(number).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }
}
