using WalletCore.Ledgers.Tests.Support;

namespace WalletCore.Ledgers.Tests.Reading;

public class A_cursor
{
    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task That_is_garbage_or_of_another_query_is_refused(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        var ana = await books.WalletAsync("usr_ana", 1m);
        var bob = await books.WalletAsync("usr_bob", 1m);
        (await books.Ledger.TransferAsync(new Transfer(ana, bob, Money.EUR(1m)))).ValueOrThrow();
        (await books.Ledger.TransferAsync(new Transfer(bob, ana, Money.EUR(1m)))).ValueOrThrow();
        var query = new StatementQuery(ana, Currency.EUR) { PageSize = 1 };
        var cursor = (await books.Reader.GetStatementAsync(query)).NextCursor!;
        Assert.Single((await books.Reader.GetStatementAsync(query with { Cursor = cursor, PageSize = 2 })).Items, line => line.Number == 2);

        var changed = (cursor[7] == 'A' ? 'B' : 'A').ToString();
        StatementQuery[] refused =
        [
            query with { Cursor = "" },
            query with { Cursor = "garbage" },
            query with { Cursor = cursor[..^1] },
            query with { Cursor = cursor + "A" },
            query with { Cursor = cursor.Remove(7, 1).Insert(7, changed) },
            query with { Cursor = new string('!', cursor.Length) },
            query with { Cursor = new string('é', cursor.Length) },
            query with { Cursor = cursor, Order = StatementOrder.OldestFirst },
            query with { Cursor = cursor, Types = ["transfer"] },
            query with { Cursor = cursor, Text = "x" },
            query with { Cursor = cursor, BusinessTo = new DateOnly(2030, 1, 1) },
            new StatementQuery(bob, Currency.EUR) { Cursor = cursor },
            new StatementQuery(WalletRef.ByOwner("nobody"), Currency.EUR) { Cursor = cursor },
            StatementQuery.OfSystemAccount("cash", Currency.EUR) with { Cursor = cursor },
        ];
        for (var i = 0; i < refused.Length; i++)
        {
            var exception = await Record.ExceptionAsync(async () => await books.Reader.GetStatementAsync(refused[i]));
            Assert.Equal((i, typeof(ArgumentException)), (i, exception?.GetType()));
        }

        await Assert.ThrowsAsync<ArgumentException>(async () => await books.Reader.ListWalletsAsync(new WalletQuery { Cursor = cursor }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await books.Reader.ListFreezesAsync(new FreezeQuery { Cursor = cursor }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await books.Reader.FindByReferenceAsync("r", 5, cursor));
        await Assert.ThrowsAsync<ArgumentException>(async () => await books.Reader.ListRefundsAsync(default, 5, cursor));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Limits.PageSizeMax + 1)]
    public async Task Belongs_to_a_page_of_a_size_within_the_limits(int pageSize)
    {
        await using var books = await TestLedger.OpenAsync("memory");
        var ana = await books.WalletAsync("usr_ana");
        var query = new StatementQuery(ana, Currency.EUR) { PageSize = pageSize };

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await books.Reader.GetStatementAsync(query));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await books.Reader.ListWalletsAsync(new WalletQuery { PageSize = pageSize }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await books.Reader.ListFreezesAsync(new FreezeQuery { PageSize = pageSize }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await books.Reader.FindByReferenceAsync("r", pageSize));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await books.Reader.ListRefundsAsync(default, pageSize));
    }
}

public class An_id_of_another_ledger
{
    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Reads_like_one_that_does_not_exist(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        await using var other = await Ledger.OpenAsync(books.Store, books.Ledger.Options with { Name = "other" });
        var ana = await books.WalletAsync("usr_ana", 100m);
        var theirs = (await other.OpenWalletAsync(new OpenWallet("usr_eve") { Currency = Currency.EUR })).ValueOrThrow().Id;
        var deposit = (await other.DepositAsync(new Deposit(theirs, Money.EUR(50m)) { Key = "k", Reference = "r" })).ValueOrThrow().TransactionId;
        var freeze = (await other.FreezeAsync(new Freeze(theirs, Money.EUR(5m)))).ValueOrThrow().Id;

        Assert.NotNull(await other.Reader.GetTransactionAsync(deposit));
        Assert.NotNull(await other.Reader.GetFreezeAsync(freeze));
        await AssertUnknownAsync(theirs, deposit, freeze);

        // The right ledger and ordinal, but not the time of that row: an id that was never given out.
        var step = (UInt128)1 << 80;
        Assert.NotNull(await books.Reader.GetWalletAsync(ana));
        await AssertUnknownAsync(Shifted<WalletId>(ana.Value + step), Shifted<TransactionId>(ana.Value + step), Shifted<FreezeId>(ana.Value + step));

        async Task AssertUnknownAsync(WalletId wallet, TransactionId transaction, FreezeId record)
        {
            Assert.Null(await books.Reader.GetWalletAsync(wallet));
            Assert.Null(await books.Reader.GetBalanceAtAsync(wallet, Currency.EUR, books.Clock.GetUtcNow()));
            Assert.Empty((await books.Reader.GetStatementAsync(new StatementQuery(wallet, Currency.EUR))).Items);
            Assert.Empty((await books.Reader.ListFreezesAsync(new FreezeQuery { Wallet = wallet })).Items);
            Assert.Null(await books.Reader.GetTransactionAsync(transaction));
            Assert.Null(await books.Reader.GetRefundableAsync(transaction));
            Assert.Empty((await books.Reader.ListRefundsAsync(transaction)).Items);
            Assert.Null(await books.Reader.GetFreezeAsync(record));
            Assert.Null(await books.Reader.FindKeyAsync("k"));
            Assert.Empty((await books.Reader.FindByReferenceAsync("r")).Items);
        }

        // Ids of every kind have the same 26 characters behind their prefix.
        static T Shifted<T>(UInt128 value)
            where T : ISpanParsable<T>
        {
            var prefix = typeof(T) == typeof(WalletId) ? "wlt_" : typeof(T) == typeof(TransactionId) ? "txn_" : "frz_";
            const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
            var text = new char[26];
            for (var i = 25; i >= 0; i--, value >>= 5)
            {
                text[i] = Alphabet[(int)(value & 31)];
            }

            return T.Parse(prefix + new string(text), null);
        }
    }
}

public class The_journal
{
    [Theory]
    [MemberData(nameof(TestLedger.Stores), MemberType = typeof(TestLedger))]
    public async Task Reads_from_any_sequence_without_gaps_to_the_head_it_found(string store)
    {
        await using var books = await TestLedger.OpenAsync(store);
        Assert.Equal((0L, new string('0', 64)), (await PositionAsync()));
        var ana = await books.WalletAsync("usr_ana");
        await books.Ledger.ExecuteBatchAsync([.. Enumerable.Range(0, 600).Select(_ => new Deposit(ana, Money.EUR(1m)))]);
        var (head, hash) = await PositionAsync();
        Assert.NotEqual(new string('0', 64), hash);

        foreach (var from in new[] { 1L, 2L, 256L, 257L, 300L, head, head + 1, long.MaxValue })
        {
            var sequences = new List<long>();
            await foreach (var transaction in books.Reader.ReadJournalAsync(from))
            {
                sequences.Add(transaction.Sequence);
                if (sequences.Count == 1)
                {
                    (await books.Ledger.DepositAsync(new Deposit(ana, Money.EUR(1m)))).ValueOrThrow();
                }
            }

            var count = from > head ? 0 : (int)(head - from + 1);
            Assert.Equal(Enumerable.Range(0, count).Select(offset => from + offset), sequences);
            head = (await PositionAsync()).Sequence;
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => books.Reader.ReadJournalAsync(0));

        async Task<(long Sequence, string Hash)> PositionAsync()
        {
            var position = await books.Reader.GetPositionAsync();
            return (position.Sequence, position.ChainHash);
        }
    }
}
