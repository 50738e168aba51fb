using WalletCore.Ledgers.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Ledgers.Tests.Reading;

/// <summary>The journal and its live tail: in order, without gaps or repeats, woken by commits, resumable, and nobody's burden.</summary>
public class AFollowedJournal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>So long that a test which needed it would not end.</summary>
    private static FollowOptions OnlyWoken { get; } = new() { PollInterval = FollowOptions.PollIntervalMax };

    private static FollowOptions Polling { get; } = new() { PollInterval = FollowOptions.PollIntervalMin };

    /// <summary>Waits of a few milliseconds pass by themselves.</summary>
    private static LedgerOptions InRealTime(LedgerOptions options) => options with { TimeProvider = TimeProvider.System };

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Is_caught_up_with_and_goes_on_with_every_commit(string kind)
    {
        await using var books = await TestLedger.OpenAsync(kind);
        var ana = await books.WalletAsync("usr_ana", 100m);
        await using var follower = Follow(books.Reader);
        Assert.Equal([1, 2], await TakeAsync(follower, 2));

        for (var i = 3; i <= 20; i++)
        {
            var next = follower.MoveNextAsync();
            var posted = (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)))).ValueOrThrow();
            Assert.True(await next.AsTask().WaitAsync(Patience));
            Assert.Equal(i, follower.Current.Sequence);
            Assert.Equal(posted.TransactionId, follower.Current.Id);
        }
    }

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Delivers_what_reading_the_journal_delivers(string kind)
    {
        await using var books = await TestLedger.OpenAsync(kind, Audit.BusyHistory.Configure);
        await Audit.BusyHistory.WriteAsync(books);
        var whole = await books.Reader.ReadJournalAsync().ToListAsync();
        foreach (var pageSize in new[] { 1, 7, 1_000 })
        {
            var followed = await books.Reader.FollowJournalAsync(1, OnlyWoken with { PageSize = pageSize }).Take(whole.Count).ToListAsync();
            Assert.Equal(whole.Select(Text), followed.Select(Text));
        }
    }

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Is_followed_by_several_at_their_own_speed_while_many_write(string kind)
    {
        const int count = 2_000;
        await using var books = await TestLedger.OpenAsync(kind);
        var ana = await books.WalletAsync("usr_ana");
        var quick = books.Reader.FollowJournalAsync(1, OnlyWoken).Take(count + 1).Select(t => t.Sequence).ToListAsync().AsTask();
        var single = books.Reader.FollowJournalAsync(1, OnlyWoken with { PageSize = 1 }).Take(count + 1).Select(t => t.Sequence).ToListAsync().AsTask();
        var resuming = ResumeAsync();

        await Task.WhenAll(Enumerable.Range(0, count).Select(i => books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m))).AsTask()));

        var expected = Enumerable.Range(1, count + 1).Select(i => (long)i);
        Assert.Equal(expected, await quick.WaitAsync(Patience));
        Assert.Equal(expected, await single.WaitAsync(Patience));
        Assert.Equal(expected, await resuming.WaitAsync(Patience));

        async Task<List<long>> ResumeAsync()
        {
            var seen = new List<long>();
            while (seen.Count <= count)
            {
                var from = seen.Count == 0 ? 1 : seen[^1] + 1;
                seen.AddRange(await books.Reader.FollowJournalAsync(from, OnlyWoken).Take(Math.Min(37, count + 1 - seen.Count)).Select(t => t.Sequence).ToListAsync());
            }

            return seen;
        }
    }

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Reaches_a_follower_from_another_process_by_polling(string kind)
    {
        await using var books = await TestLedger.OpenAsync(kind, InRealTime);
        await using var elsewhere = await Elsewhere.FollowAsync(books, Polling);

        var next = elsewhere.NextAsync();
        await elsewhere.CommitAsync();

        Assert.Equal(2, await next);
    }

    [Fact]
    public async Task Reaches_it_at_once_where_the_store_can_tell()
    {
        SignallingStore store = null!;
        await using var books = await TestLedger.OpenAsync("memory", InRealTime, inner => store = new SignallingStore(inner));
        await using var elsewhere = await Elsewhere.FollowAsync(books, OnlyWoken);

        var next = elsewhere.NextAsync();
        await elsewhere.CommitAsync();
        store.Signal();

        Assert.Equal(2, await next);
    }

    [Fact]
    public async Task Is_polled_where_the_store_signals_for_nothing_or_cannot_signal()
    {
        SignallingStore store = null!;
        await using var books = await TestLedger.OpenAsync("memory", InRealTime, inner => store = new SignallingStore(inner));
        await using var elsewhere = await Elsewhere.FollowAsync(books, Polling);
        store.Signal();
        store.Signal();

        var next = elsewhere.NextAsync();
        store.IsBroken = true;
        await elsewhere.CommitAsync();

        Assert.Equal(2, await next);
    }

    [Fact]
    public async Task Holds_nothing_of_the_store_while_its_follower_waits_or_works()
    {
        WatchedStore store = null!;
        await using var books = await TestLedger.OpenAsync("sqlite", wrap: inner => store = new WatchedStore(inner));
        await books.WalletAsync("usr_ana", 5m);
        await using var follower = Follow(books.Reader);
        Assert.Equal([1], await TakeAsync(follower, 1));
        Assert.Equal(0, store.OpenReaders);

        Assert.Equal([2], await TakeAsync(follower, 1));
        var next = follower.MoveNextAsync();
        Assert.False(next.IsCompleted);
        Assert.Equal(0, store.OpenReaders);
        await books.WalletAsync("usr_bob");
        Assert.True(await next.AsTask().WaitAsync(Patience));
    }

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Costs_as_many_reads_a_page_whatever_it_refers_to(string kind)
    {
        WatchedStore store = null!;
        await using var books = await TestLedger.OpenAsync(kind, wrap: inner => store = new WatchedStore(inner));
        var (ana, bob) = (await books.WalletAsync("usr_ana", 1_000m), await books.WalletAsync("usr_bob"));
        var originals = new List<TransactionId>();
        for (var i = 0; i < 30; i++)
        {
            originals.Add((await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(2m)))).ValueOrThrow().TransactionId);
        }

        foreach (var original in originals)
        {
            (await books.Ledger.RefundAsync(new Refund(original) { Amount = Money.EUR(1m) })).ValueOrThrow();
        }

        store.Reads.Clear();
        Assert.Equal(30, await books.Reader.FollowJournalAsync(35, OnlyWoken).Take(29).CountAsync() + 1);
        Assert.Equal(1, store.Reads.Count(name => name == nameof(IWalletReader.FindTransactionsAsync)));
        Assert.DoesNotContain(nameof(IWalletReader.FindTransactionAsync), store.Reads);
    }

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Is_read_on_after_transient_failures_and_skips_nothing(string kind)
    {
        WatchedStore store = null!;
        await using var books = await TestLedger.OpenAsync(kind, InRealTime, inner => store = new WatchedStore(inner));
        await books.WalletAsync("usr_ana", 5m);
        for (var i = 0; i < 5; i++)
        {
            store.FailNextRead(new WalletStoreException("Injected.", isTransient: true));
        }

        var quickly = OnlyWoken with { RetryDelay = TimeSpan.FromMilliseconds(1), RetryDelayMax = TimeSpan.FromMilliseconds(4), PageSize = 1 };
        Assert.Equal([1L, 2L], await books.Reader.FollowJournalAsync(1, quickly).Take(2).Select(t => t.Sequence).ToListAsync().AsTask().WaitAsync(Patience));
        Assert.Equal(0, store.FaultsLeft);
    }

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Fails_for_good_where_the_store_does(string kind)
    {
        WatchedStore store = null!;
        await using var books = await TestLedger.OpenAsync(kind, wrap: inner => store = new WatchedStore(inner));
        await books.WalletAsync("usr_ana");
        store.FailNextRead(new WalletStoreException("Damaged.", isTransient: false) { IsInconsistent = true });

        Assert.True((await Assert.ThrowsAsync<WalletStoreException>(async () => await books.Reader.FollowJournalAsync().FirstAsync())).IsInconsistent);
    }

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Is_not_waited_for_where_it_ends_before_the_position(string kind)
    {
        await using var books = await TestLedger.OpenAsync(kind);
        await books.WalletAsync("usr_ana", 5m);

        await Assert.ThrowsAsync<LedgerIntegrityException>(async () => await books.Reader.FollowJournalAsync(4, OnlyWoken).FirstAsync());
        var next = books.Reader.FollowJournalAsync(3, OnlyWoken).FirstAsync();
        await books.WalletAsync("usr_bob");
        Assert.Equal(3, (await next.AsTask().WaitAsync(Patience)).Sequence);
    }

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Ends_when_the_ledger_is_disposed(string kind)
    {
        await using var books = await TestLedger.OpenAsync(kind);
        await books.WalletAsync("usr_ana", 5m);
        await using var waiting = Follow(books.Reader);
        Assert.Equal([1, 2], await TakeAsync(waiting, 2));
        await using var busy = Follow(books.Reader);
        Assert.Equal([1], await TakeAsync(busy, 1));

        var next = waiting.MoveNextAsync();
        await books.Ledger.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => next.AsTask().WaitAsync(Patience));
        Assert.Equal([2], await TakeAsync(busy, 1));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => busy.MoveNextAsync().AsTask().WaitAsync(Patience));
    }

    [Theory, MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Ends_when_its_follower_cancels(string kind)
    {
        await using var books = await TestLedger.OpenAsync(kind);
        await books.WalletAsync("usr_ana");
        using var cancel = new CancellationTokenSource();
        await using var follower = books.Reader.FollowJournalAsync(1, OnlyWoken, cancel.Token).GetAsyncEnumerator();
        Assert.Equal([1], await TakeAsync(follower, 1));

        var next = follower.MoveNextAsync();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task Is_not_followed_in_a_hosts_transaction_nor_with_options_out_of_range()
    {
        await using var books = await TestLedger.OpenAsync("memory");
        Assert.Throws<InvalidOperationException>(() => books.Ledger.Enlist(books.Store).Reader.FollowJournalAsync());
        Assert.Throws<ArgumentOutOfRangeException>(() => books.Reader.FollowJournalAsync(0));
        foreach (var options in new FollowOptions[]
        {
            new() { PollInterval = FollowOptions.PollIntervalMin - TimeSpan.FromTicks(1) },
            new() { PollInterval = FollowOptions.PollIntervalMax + TimeSpan.FromTicks(1) },
            new() { RetryDelay = TimeSpan.Zero },
            new() { RetryDelay = TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(1) },
            new() { RetryDelayMax = TimeSpan.Zero },
            new() { RetryDelayMax = TimeSpan.FromHours(1) + TimeSpan.FromTicks(1) },
            new() { PageSize = 0 },
            new() { PageSize = Limits.PageSizeMax + 1 },
        })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => books.Reader.FollowJournalAsync(1, options));
        }
    }

    private static string Text(Transaction transaction) => System.Text.Json.JsonSerializer.Serialize(transaction);

    private static IAsyncEnumerator<Transaction> Follow(LedgerReader reader) => reader.FollowJournalAsync(1, OnlyWoken).GetAsyncEnumerator();

    private static async Task<List<long>> TakeAsync(IAsyncEnumerator<Transaction> follower, int count)
    {
        var taken = new List<long>();
        while (taken.Count < count && await follower.MoveNextAsync().AsTask().WaitAsync(Patience))
        {
            taken.Add(follower.Current.Sequence);
        }

        return taken;
    }

    /// <summary>A follower in another process, which has caught up with the opening of a wallet.</summary>
    private sealed class Elsewhere(Ledger writer, WalletId wallet, Ledger other, IAsyncEnumerator<Transaction> follower) : IAsyncDisposable
    {
        public static async Task<Elsewhere> FollowAsync(TestLedger books, FollowOptions options)
        {
            var wallet = await books.WalletAsync("usr_ana");
            var other = await Ledger.OpenAsync(books.Store, books.Ledger.Options);
            var follower = other.Reader.FollowJournalAsync(1, options).GetAsyncEnumerator();
            Assert.Equal([1], await TakeAsync(follower, 1));
            return new Elsewhere(books.Ledger, wallet, other, follower);
        }

        /// <summary>Follows on from now. Answers where the next transaction stands.</summary>
        public async Task<long> NextAsync()
        {
            Assert.True(await follower.MoveNextAsync().AsTask().WaitAsync(Patience));
            return follower.Current.Sequence;
        }

        public async Task CommitAsync() => (await writer.DepositAsync(new Deposit(wallet, Money.EUR(1m)))).ValueOrThrow();

        public async ValueTask DisposeAsync()
        {
            await follower.DisposeAsync();
            await other.DisposeAsync();
        }
    }
}
