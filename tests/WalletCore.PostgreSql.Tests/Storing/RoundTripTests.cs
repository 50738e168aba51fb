using System.Collections.Concurrent;
using System.Diagnostics;
using WalletCore.Storage;

namespace WalletCore.PostgreSql.Tests.Storing;

/// <summary>How often a commit asks the server, by what the driver tells of itself.</summary>
public sealed class RoundTripTests : IDisposable
{
    private static readonly LedgerId Stranger = LedgerId.Parse("led_01h455vb4pex5vsknk084sn02q");

    private readonly PostgreSqlDatabase? _database = PostgreSqlServer.Missing is null ? PostgreSqlServer.Shared.CreateDatabase() : null;

    public void Dispose() => _database?.Dispose();

    [PostgreSqlFact]
    public async Task A_batch_takes_one_whatever_its_size_while_its_wallets_are_known()
    {
        await using var store = new PostgreSqlWalletStore(_database!.DataSource);
        await using var ledger = await Ledger.OpenAsync(store);
        var wallets = await OpenAsync(ledger, 100);

        Assert.Equal(1, await CountAsync(() => PayAsync(ledger, wallets, 1, "a")));
        Assert.Equal(1, await CountAsync(() => PayAsync(ledger, wallets, 100, "b")));
        Assert.Equal(1, await CountAsync(() => PayAsync(ledger, wallets, 1_000, "c")));
    }

    [PostgreSqlFact]
    public async Task A_batch_takes_two_whatever_its_size_when_nothing_is_known()
    {
        await using var store = new PostgreSqlWalletStore(_database!.DataSource);
        WalletId[] wallets;
        await using (var ledger = await Ledger.OpenAsync(store))
        {
            wallets = await OpenAsync(ledger, 100);
        }

        foreach (var size in new[] { 1, 100, 1_000 })
        {
            await using var ledger = await Ledger.OpenAsync(store);
            Assert.Equal(2, await CountAsync(() => PayAsync(ledger, wallets, size, "d")));
        }
    }

    [PostgreSqlFact]
    public async Task A_batch_that_is_sent_again_takes_one_more_than_the_one_that_found_its_keys()
    {
        await using var store = new PostgreSqlWalletStore(_database!.DataSource);
        await using var ledger = await Ledger.OpenAsync(store);
        var wallets = await OpenAsync(ledger, 100);
        await PayAsync(ledger, wallets, 200, "e");
        Assert.Equal(2, await CountAsync(() => PayAsync(ledger, wallets, 200, "e")));
        Assert.Equal(2, await CountAsync(() => PayAsync(ledger, wallets, 200, "f")));
    }

    [PostgreSqlFact]
    public async Task Of_what_another_wrote_what_moved_is_asked_for_and_no_more()
    {
        await using var store = new PostgreSqlWalletStore(_database!.DataSource);
        var ledger = await store.RegisterLedgerAsync(new LedgerRow(Stranger, "ledger", 1), default);
        await using var one = await Ledger.OpenAsync(store, new LedgerOptions { Name = "ledger" });
        var wallets = await OpenAsync(one, 3);
        LedgerHead left;
        await using (var session = await store.BeginWriteAsync(ledger.Id, default))
        {
            left = session.Head;
        }

        await using var other = await Ledger.OpenAsync(store, new LedgerOptions { Name = "ledger" });
        await PayAsync(other, wallets, 2, "x");
        var (today, before) = (new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 1));
        (await other.TransferAsync(new Transfer(wallets[0], wallets[1], Money.EUR(1m)) { BusinessDate = before })).ValueOrThrow();
        (await other.TransferAsync(new Transfer(wallets[0], wallets[1], Money.EUR(1m)) { BusinessDate = today })).ValueOrThrow();
        var moved = await SinceAsync();
        Assert.Equal([1L, 2L, 3L], moved.Select(move => move.Account).Distinct().Order());
        Assert.Equal([before, before, today, today], moved.Skip(4).Select(move => DateOnly.FromDayNumber(move.BusinessDay)));

        async Task<List<MovedBalance>> SinceAsync()
        {
            await using var session = await store.BeginWriteAsync(ledger.Id, default);
            return (await session.LoadAsync(new LoadRequest { Since = left }, default)).MovedBalances!;
        }
    }

    [PostgreSqlFact]
    public async Task Two_writers_in_turn_see_all_that_the_other_did()
    {
        await using var store = new PostgreSqlWalletStore(_database!.DataSource);
        await using var one = await Ledger.OpenAsync(store);
        await using var other = await Ledger.OpenAsync(store);
        var wallets = await OpenAsync(one, 4);
        Currency[] currencies = [Currency.USD, Currency.GBP, Currency.CHF, Currency.JPY, Currency.TRY];
        for (var i = 0; i < 20; i++)
        {
            await PayAsync(one, wallets, 4, $"one-{i}");
            await PayAsync(other, wallets, 4, $"other-{i}");
            var writer = i % 2 == 0 ? one : other;
            var reader = i % 2 == 0 ? other : one;
            var frozen = (await writer.FreezeAsync(new Freeze(wallets[i % 4], Money.EUR(900m)))).ValueOrThrow();
            Assert.Equal(RefusalCode.InsufficientFunds, (await reader.WithdrawAsync(new Withdraw(wallets[i % 4], Money.EUR(900m)))).Refusal!.Code);
            (await reader.UnfreezeAsync(new Unfreeze(frozen.Freeze.Id))).ValueOrThrow();
            var currency = currencies[i / 4];
            (await writer.AddAccountAsync(new AddAccount(wallets[i % 4], currency))).ValueOrThrow();
            (await reader.DepositAsync(new Deposit(wallets[i % 4], Money.Of(1m, currency)))).ValueOrThrow();
        }

        Assert.True((await one.VerifyAsync()).IsClean);
    }

    [PostgreSqlFact]
    public async Task A_refusal_is_decided_by_what_is_true_now()
    {
        await using var store = new PostgreSqlWalletStore(_database!.DataSource);
        await using var one = await Ledger.OpenAsync(store);
        await using var other = await Ledger.OpenAsync(store);
        var wallets = await OpenAsync(one, 2);
        var payment = new Transfer(wallets[0], wallets[1], Money.EUR(1_500m));
        Assert.Equal(RefusalCode.InsufficientFunds, (await one.TransferAsync(payment)).Refusal!.Code);
        (await other.DepositAsync(new Deposit(wallets[0], Money.EUR(1_000m)))).ValueOrThrow();
        Assert.True((await one.TransferAsync(payment)).IsPosted);
    }

    [PostgreSqlFact]
    public async Task Two_writers_in_turn_come_to_two_each()
    {
        await using var store = new PostgreSqlWalletStore(_database!.DataSource);
        await using var one = await Ledger.OpenAsync(store);
        await using var other = await Ledger.OpenAsync(store);
        var wallets = await OpenAsync(one, 10);
        var counts = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            counts.Add(await CountAsync(() => PayAsync(one, wallets, 5, $"one-{i}")));
            counts.Add(await CountAsync(() => PayAsync(other, wallets, 5, $"other-{i}")));
        }

        Assert.All(counts.Skip(6), count => Assert.Equal(2, count));
    }

    [PostgreSqlFact]
    public async Task After_a_long_absence_a_writer_loads_anew_and_catches_up_again_from_then_on()
    {
        await using var store = new PostgreSqlWalletStore(_database!.DataSource);
        await using var one = await Ledger.OpenAsync(store);
        await using var other = await Ledger.OpenAsync(store);
        var wallets = await OpenAsync(one, 10);
        await TakeTurnsAsync("before");
        Assert.Equal(0, await LoadsAsync("caught-up"));
        for (var i = 0; i < 3; i++)
        {
            await PayAsync(other, wallets, 2_000, $"long-{i}");
        }

        Assert.Equal(1, await LoadsAsync("back"));
        await TakeTurnsAsync("after");
        Assert.Equal(0, await LoadsAsync("caught-up-again"));

        async Task TakeTurnsAsync(string key)
        {
            for (var i = 0; i < 3; i++)
            {
                await PayAsync(one, wallets, 5, $"{key}-one-{i}");
                await PayAsync(other, wallets, 5, $"{key}-other-{i}");
            }
        }

        async Task<int> LoadsAsync(string key) =>
            (await StatementsAsync(() => PayAsync(one, wallets, 5, key))).Count(trip => trip.Contains(".wallets w", StringComparison.Ordinal));
    }

    [PostgreSqlFact]
    public async Task A_verification_asks_no_oftener_for_more_keys_on_a_page()
    {
        await using var store = new PostgreSqlWalletStore(_database!.DataSource);
        await using var ledger = await Ledger.OpenAsync(store);
        var wallets = await OpenAsync(ledger, 4);
        await PayAsync(ledger, wallets, 1, "few");
        await RefuseAsync(1);
        var few = await CountAsync(VerifyAsync);
        await PayAsync(ledger, wallets, 40, "many");
        await RefuseAsync(100);
        Assert.Equal(few, await CountAsync(VerifyAsync));

        async Task VerifyAsync() => Assert.True((await ledger.VerifyAsync()).IsClean);

        async Task RefuseAsync(int count)
        {
            var refused = await ledger.ExecuteBatchAsync(
                [.. Enumerable.Range(0, count).Select(i => new Withdraw(wallets[0], Money.EUR(1_000_000m)) { Key = $"refused-{count}-{i}" })]);
            Assert.Equal(0, refused.PostedCount);
        }
    }

    private static async Task<WalletId[]> OpenAsync(Ledger ledger, int count)
    {
        var opened = await ledger.ExecuteBatchAsync(
            [.. Enumerable.Range(0, count).Select(i => new OpenWallet($"owner-{i}") { Currency = Currency.EUR })]);
        WalletId[] wallets = [.. opened.Outcomes.Select(outcome => ((WalletReceipt)outcome.ValueOrThrow()).Id)];
        await ledger.ExecuteBatchAsync([.. wallets.Select(wallet => new Deposit(wallet, Money.EUR(1_000m)))]);
        return wallets;
    }

    private static async Task PayAsync(Ledger ledger, WalletId[] wallets, int count, string key)
    {
        var paid = await ledger.ExecuteBatchAsync(
            [.. Enumerable.Range(0, count).Select(i =>
                new Transfer(wallets[i % wallets.Length], wallets[(i + 1) % wallets.Length], Money.EUR(1m)) { Key = $"{key}-{i}" })]);
        Assert.Equal(count, paid.PostedCount);
    }

    private async Task<int> CountAsync(Func<Task> act) => (await StatementsAsync(act)).Count;

    /// <summary>The statements of each round trip.</summary>
    private async Task<IReadOnlyCollection<string>> StatementsAsync(Func<Task> act)
    {
        var trips = new ConcurrentQueue<string>();
        var name = new Npgsql.NpgsqlConnectionStringBuilder(_database!.ConnectionString).Database;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.Tags.Any(tag => tag.Value == name)
                    && activity.Tags.FirstOrDefault(tag => tag.Key is "db.query.text" or "db.statement").Value is { } statements)
                {
                    trips.Enqueue(statements);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await act();
        return trips;
    }
}
