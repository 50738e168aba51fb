using WalletCore.Ledgers.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.Ledgers.Tests.Concurrency;

/// <summary>When two that write one ledger do so in shifts, over a store that counts them.</summary>
public class Two_that_write_one_ledger
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_in_shifts_once_they_met_and_end_each(bool tellsBalances)
    {
        await using var store = new ShiftingStore(new InMemoryWalletStore()) { TellsBalances = tellsBalances };
        await using var books = await Books.OpenAsync(store);
        await books.CrowdsAsync(callers: 16, each: 200);
        await books.VerifyAsync();
        await books.DisposeAsync();

        var (taken, ended) = store.Count;
        Assert.InRange(taken, 4, 1_000);
        Assert.Equal(taken, ended);
    }

    [Fact]
    public async Task Say_which_commit_is_the_last_of_a_shift_and_end_it_then()
    {
        await using var store = new ShiftingStore(new InMemoryWalletStore()) { ShiftLength = TimeSpan.FromMilliseconds(20) };
        var another = store.Another();
        await using var books = await Books.OpenAsync(store, other: another);
        await books.CrowdsAsync(callers: 16, each: 200);
        await books.DisposeAsync();

        foreach (var ofOne in new[] { store, another })
        {
            Assert.InRange(ofOne.Expected.Told, 1, ofOne.Count.Taken);
            Assert.Equal(0, ofOne.Expected.WentOn);
        }
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public async Task Write_all_the_same_where_there_are_none_to_be_had_or_something_is_wrong_with_them(bool isOut, bool failsToGive, bool failsToEnd)
    {
        await using var store = new ShiftingStore(new InMemoryWalletStore()) { IsOut = isOut, FailsToGive = failsToGive, FailsToEnd = failsToEnd };
        await using var books = await Books.OpenAsync(store);
        await books.CrowdsAsync(callers: 16, each: 50);

        Assert.True(store.Asked > 0);
        await books.VerifyAsync();
    }

    [Fact]
    public async Task Are_not_asked_of_a_store_that_takes_none()
    {
        await using var store = new ShiftingStore(new InMemoryWalletStore()) { ShiftLength = TimeSpan.Zero };
        await using var books = await Books.OpenAsync(store);
        await books.CrowdsAsync(callers: 16, each: 50);

        Assert.Equal(0, store.Asked);
        await books.VerifyAsync();
    }

    [Fact]
    public async Task Cannot_hide_in_the_journal_that_they_were_told_a_falsehood()
    {
        await using var store = new ShiftingStore(new InMemoryWalletStore()) { TellsBalances = true, Lies = true };
        await using var books = await Books.OpenAsync(store);
        await books.CrowdsAsync(callers: 16, each: 200);

        Assert.False((await books.One.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task Forget_what_they_knew_where_the_shift_cannot_say_what_changed()
    {
        await using var store = new ShiftingStore(new InMemoryWalletStore()) { IsSilent = true };
        await using var books = await Books.OpenAsync(store);
        await books.CrowdsAsync(callers: 16, each: 200);

        Assert.True(store.Count.Taken > 0);
        await books.VerifyAsync();
    }

    [Fact]
    public async Task Take_none_for_one_caller_each()
    {
        await using var store = new ShiftingStore(new InMemoryWalletStore());
        await using var books = await Books.OpenAsync(store);
        for (var i = 0; i < 50; i++)
        {
            await books.PayAsync(books.One, 0, $"one-{i}");
            await books.PayAsync(books.Other, 1, $"other-{i}");
        }

        Assert.Equal(0, store.Asked);
        await books.VerifyAsync();
    }

    [Fact]
    public async Task Take_none_any_more_once_one_of_them_writes_alone()
    {
        await using var store = new ShiftingStore(new InMemoryWalletStore());
        await using var books = await Books.OpenAsync(store);
        await books.CrowdsAsync(callers: 16, each: 100);
        await books.CrowdAsync(books.One, "alone", callers: 16, each: 400);
        var before = store.Count;
        await books.CrowdAsync(books.One, "still alone", callers: 16, each: 100);

        Assert.Equal(before, store.Count);
        await books.VerifyAsync();
    }

    [Fact]
    public async Task Keep_no_shift_while_a_commit_waits_to_be_tried_again()
    {
        await using var store = new ShiftingStore(new InMemoryWalletStore()) { FailsInShift = true };
        await using var books = await Books.OpenAsync(store, new WaitingClock(store.NoteRetry));
        await books.CrowdsAsync(callers: 16, each: 100);

        Assert.False(store.FailsInShift);
        Assert.False(store.WasHeldInRetry);
        await books.VerifyAsync();
    }

    [Fact]
    public async Task Keep_no_shift_in_which_a_commit_failed_for_good()
    {
        await using var store = new ShiftingStore(new InMemoryWalletStore()) { FailsInShift = true, FailsForGood = true };
        await using var books = await Books.OpenAsync(store);
        await books.CrowdsAsync(callers: 16, each: 100);

        Assert.False(store.FailsInShift);
        Assert.False(store.WentOnInShift);
        await books.VerifyAsync();
    }

    /// <summary>The system's clock, which tells when somebody begins to wait.</summary>
    private sealed class WaitingClock(Action waits) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            waits();
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    /// <summary>One ledger as two processes have it.</summary>
    private sealed class Books : IAsyncDisposable
    {
        private const int Wallets = 8;

        private readonly WalletId[] _wallets = new WalletId[Wallets];

        private Books(Ledger one, Ledger other) => (One, Other) = (one, other);

        public Ledger One { get; }

        public Ledger Other { get; }

        public static async Task<Books> OpenAsync(ShiftingStore store, TimeProvider? clock = null, ShiftingStore? other = null)
        {
            var options = new LedgerOptions { Name = "shared", TimeProvider = clock ?? TimeProvider.System };
            var books = new Books(await Ledger.OpenAsync(store, options), await Ledger.OpenAsync(other ?? store, options));
            for (var i = 0; i < Wallets; i++)
            {
                books._wallets[i] = (await books.One.OpenWalletAsync(new OpenWallet($"owner-{i}") { Currency = Currency.EUR })).ValueOrThrow().Id;
                (await books.One.DepositAsync(new Deposit(books._wallets[i], Money.EUR(100_000m)))).ValueOrThrow();
            }

            return books;
        }

        public Task CrowdsAsync(int callers, int each) =>
            Task.WhenAll(CrowdAsync(One, "one", callers, each), CrowdAsync(Other, "other", callers, each));

        public Task CrowdAsync(Ledger ledger, string name, int callers, int each) => Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                try
                {
                    await PayAsync(ledger, caller, $"{name}-{caller}-{i}");
                }
                catch (WalletStoreException failed) when (!failed.IsTransient)
                {
                    await PayAsync(ledger, caller, $"{name}-{caller}-{i}");
                }
            }
        })));

        public async Task PayAsync(Ledger ledger, int caller, string key)
        {
            var (from, to) = (_wallets[caller % Wallets], _wallets[(caller + 1) % Wallets]);
            (await ledger.TransferAsync(new Transfer(from, to, Money.EUR(1m)) { Key = key })).ValueOrThrow();
        }

        public async Task VerifyAsync() => Assert.True((await One.VerifyAsync()).IsClean);

        public async ValueTask DisposeAsync()
        {
            await One.DisposeAsync();
            await Other.DisposeAsync();
        }
    }
}
