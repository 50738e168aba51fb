using WalletCore.PostgreSql.Schema;
using WalletCore.PostgreSql.Tests.Support;
using WalletCore.SqlStores;
using WalletCore.Storage;

namespace WalletCore.PostgreSql.Tests.Storing;

/// <summary>Keys that stand under plain hashes, as they were written before version 3 of the schema: none of them is ever used a second time.</summary>
public sealed class OldKeysTests
{
    private const string Uuid = "pay_0197a3f2-6b10-7c4d-8f2a-1b3c5d7e9f01";

    private static readonly string[] Keys = ["order-7", Uuid, "plain"];

    [PostgreSqlFact]
    public async Task A_schema_without_the_column_is_one_of_version_2()
    {
        await using var shop = await OldShop.OpenAsync(PayAsync);
        using var schema = new FreshSchema();
        schema.Execute(SchemaText.Script(new SchemaName(schema.Name), Migrations.All.Take(2), 0));
        Assert.Equal(Columns(schema.Name), Columns(shop.Schema));

        string? Columns(string name) => shop.Scalar<string>(
            "SELECT string_agg(table_name || '.' || column_name || ' ' || data_type, ', ' ORDER BY table_name, ordinal_position) "
            + $"FROM information_schema.columns WHERE table_schema = '{name}'");
    }

    [PostgreSqlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Are_answered_again_and_move_nothing_whether_the_ledger_is_known_or_not(bool isWarm)
    {
        await using var shop = await OldShop.OpenAsync(PayAsync);
        await using var store = shop.Store();
        await using var ledger = await Ledger.OpenAsync(store);
        if (isWarm)
        {
            await WarmAsync(ledger, shop);
        }

        var left = shop.Left();
        foreach (var key in Keys)
        {
            Assert.True((await ledger.TransferAsync(shop.Pay(2m, key))).Replayed, key);
            Assert.Equal(RefusalCode.IdempotencyConflict, (await ledger.TransferAsync(shop.Pay(3m, key))).Refusal!.Code);
        }

        Assert.Equal(left, shop.Left());
        Assert.False((await ledger.TransferAsync(shop.Pay(2m, "order-8"))).Replayed);
        Assert.True((await ledger.TransferAsync(shop.Pay(2m, "order-8"))).Replayed);
        Assert.Equal(left - 200, shop.Left());
        Assert.True((await ledger.VerifyAsync()).IsClean);
    }

    [PostgreSqlFact]
    public async Task Are_answered_again_beside_new_ones_and_by_each_of_several_processes()
    {
        await using var shop = await OldShop.OpenAsync(PayAsync);
        await using var oneStore = shop.Store();
        await using var otherStore = shop.Store();
        await using var one = await Ledger.OpenAsync(oneStore);
        await using var other = await Ledger.OpenAsync(otherStore);
        for (var i = 0; i < 5; i++)
        {
            foreach (var (ledger, name) in new[] { (one, "one"), (other, "other") })
            {
                await WarmAsync(ledger, shop, $"{name}-{i}");
                var batch = await ledger.ExecuteBatchAsync([shop.Pay(1m, $"{name}-{i}-new"), .. Keys.Select(key => shop.Pay(2m, key))]);
                Assert.Equal([false, true, true, true], batch.Outcomes.Select(outcome => outcome.Replayed));
            }
        }

        Assert.True((await one.VerifyAsync()).IsClean);
    }

    [PostgreSqlFact]
    public async Task Are_answered_again_also_where_the_command_would_be_refused_now()
    {
        await using var shop = await OldShop.OpenAsync(async old => (await old.Ledger.TransferAsync(old.Pay(90m, "order-90"))).ValueOrThrow());
        await using var store = shop.Store();
        await using var ledger = await Ledger.OpenAsync(store);
        await WarmAsync(ledger, shop);

        // Beside a payment that is posted: nothing is written under its key, so that only a look at it speaks up.
        var both = await ledger.ExecuteBatchAsync([shop.Pay(1m, "order-91"), shop.Pay(90m, "order-90")]);
        Assert.Equal([false, true], both.Outcomes.Select(outcome => outcome.Replayed));
        Assert.Equal(600, shop.Left());
    }

    [PostgreSqlFact]
    public async Task Are_found_by_readers_that_have_read_nothing_else()
    {
        await using var shop = await OldShop.OpenAsync(PayAsync);
        await using (var store = shop.Store())
        {
            await using var reader = await store.OpenReaderAsync(shop.Ledger, ReadScope.Latest, default);
            Assert.Equal(Keys.Length, (await reader.FindKeysAsync(Keys, default)).Count);
            Assert.NotNull(await reader.FindKeyAsync(Uuid, default));
        }

        await using (var store = shop.Store())
        {
            await using var reader = await store.OpenReaderAsync(shop.Ledger, ReadScope.Snapshot, default);
            Assert.Equal(Keys.Length, (await reader.FindKeysAsync(Keys, default)).Count);
        }

        // In a host's transaction nothing is read before.
        await using var enlisting = shop.Store();
        await using var connection = await shop.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var enlisted = enlisting.Enlist(connection, transaction);
        await using var own = await enlisted.OpenReaderAsync(shop.Ledger, ReadScope.Latest, default);
        Assert.Equal(Keys.Length, (await own.FindKeysAsync(Keys, default)).Count);
    }

    [PostgreSqlFact]
    public async Task Are_answered_again_in_a_hosts_transaction()
    {
        await using var shop = await OldShop.OpenAsync(PayAsync);
        await using var store = shop.Store();
        await using var ledger = await Ledger.OpenAsync(store);
        await using var connection = await shop.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var enlisted = ledger.Enlist(store.Enlist(connection, transaction));
        Assert.True((await enlisted.TransferAsync(shop.Pay(2m, Uuid))).Replayed);
        Assert.False((await enlisted.TransferAsync(shop.Pay(2m, "new"))).Replayed);
        await transaction.CommitAsync();
        Assert.True((await ledger.VerifyAsync()).IsClean);
    }

    [PostgreSqlFact]
    public async Task Keep_their_refusals()
    {
        await using var shop = await OldShop.OpenAsync(async old =>
        {
            foreach (var key in Keys)
            {
                Assert.Equal(RefusalCode.InsufficientFunds, (await old.Ledger.TransferAsync(old.Pay(500m, key))).Refusal!.Code);
            }
        });
        await using var store = shop.Store();
        await using var ledger = await Ledger.OpenAsync(store);
        (await ledger.DepositAsync(shop.Fill(9_000m))).ValueOrThrow();
        Assert.True((await ledger.TransferAsync(shop.Pay(500m, Keys[0]))).Replayed);
        await WarmAsync(ledger, shop);
        foreach (var key in Keys)
        {
            var again = await ledger.TransferAsync(shop.Pay(500m, key));
            Assert.True(again.Replayed);
            Assert.Equal(RefusalCode.InsufficientFunds, again.Refusal!.Code);
        }

        Assert.True((await ledger.VerifyAsync()).IsClean);
    }

    [PostgreSqlFact]
    public async Task Used_again_once_their_answers_have_run_out_the_newest_answer_counts()
    {
        await using var shop = await OldShop.OpenAsync(PayAsync);
        await using var store = shop.Store();
        var options = new LedgerOptions { Keys = new KeyPolicy { Expiry = TimeSpan.FromMicroseconds(1) } };
        await using (var forgetful = await Ledger.OpenAsync(store, options))
        {
            foreach (var key in Keys)
            {
                Assert.False((await forgetful.TransferAsync(shop.Pay(5m, key))).Replayed);
            }
        }

        // Those whose place is not their hash are the first there.
        Assert.Equal("plain", shop.Scalar<string>($"SELECT string_agg(idempotency_key, ',') FROM {shop.Schema}.transactions WHERE key_hash_again IS NOT NULL"));
        foreach (var isWarm in new[] { false, true })
        {
            await using var other = shop.Store();
            await using var ledger = await Ledger.OpenAsync(other);
            if (isWarm)
            {
                await WarmAsync(ledger, shop);
            }

            foreach (var key in Keys)
            {
                Assert.True((await ledger.TransferAsync(shop.Pay(5m, key))).Replayed);
                Assert.Equal(RefusalCode.IdempotencyConflict, (await ledger.TransferAsync(shop.Pay(2m, key))).Refusal!.Code);
            }

            Assert.True((await ledger.VerifyAsync()).IsClean);
        }
    }

    [PostgreSqlTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whose_hash_is_the_place_of_another_key_stand_beside_it(bool isWarm)
    {
        KeyHasher plain = static (_, key) => key[0] == 'a' ? 1 : StableHash.Of(0, key);
        await using var shop = await OldShop.OpenAsync(async old => (await old.Ledger.TransferAsync(old.Pay(2m, "a"))).ValueOrThrow(), plain);
        await using var store = shop.Store(options => (options.PlainKeyHasher, options.KeyHasher) = (plain, static (_, key) => key[0] == 'b' ? 1 : key[0]));
        await using var ledger = await Ledger.OpenAsync(store);
        if (isWarm)
        {
            await WarmAsync(ledger, shop, "warm");
        }

        foreach (var key in new[] { "b1", "b2" })
        {
            Assert.False((await ledger.TransferAsync(shop.Pay(2m, key))).Replayed);
            Assert.True((await ledger.TransferAsync(shop.Pay(2m, key))).Replayed);
        }

        Assert.True((await ledger.TransferAsync(shop.Pay(2m, "a"))).Replayed);
        Assert.True((await ledger.VerifyAsync()).IsClean);
    }

    [PostgreSqlFact]
    public async Task Stop_a_commit_on_its_own_word_of_somebody_who_knows_nothing_of_the_ledger()
    {
        await using var shop = await OldShop.OpenAsync(PayAsync);
        await using var store = shop.Store();
        LedgerHead head;
        await using (var reader = await store.OpenReaderAsync(shop.Ledger, ReadScope.Latest, default))
        {
            head = await reader.GetHeadAsync(default);
        }

        foreach (var (key, isNew) in new[] { (Uuid, false), ("plain", false), ("order-7", false), ("order-8", true) })
        {
            await using var stranger = shop.Store();
            var expected = new LoadRequest();
            expected.Keys.Add(key);
            await using var session = stranger.BeginOptimistic(shop.Ledger, head, expected);
            await session.LoadAsync(expected, default);
            var row = new TransactionRow
            {
                Sequence = head.Sequence + 1, RecordedAt = 1, Rule = 1, FirstPosting = 1, PostingCount = 0, AmountMinor = 0, BusinessDay = 1, Key = key,
            };
            var changes = new ChangeSet { Before = head, After = head with { Sequence = head.Sequence + 1 }, Transactions = new[] { row } };
            if (isNew)
            {
                await session.CommitAsync(changes, default);
            }
            else
            {
                Assert.True((await Assert.ThrowsAsync<WalletStoreException>(async () => await session.CommitAsync(changes, default))).IsOutdated);
            }
        }
    }

    [PostgreSqlFact]
    public async Task Are_thought_of_in_ledgers_that_were_there_and_in_no_others()
    {
        await using var shop = await OldShop.OpenAsync(PayAsync);
        await using var store = shop.Store();
        await using (await Ledger.OpenAsync(store))
        {
            await using var other = await Ledger.OpenAsync(store, new LedgerOptions { Name = "other" });
        }

        Assert.Equal("default true, other false", shop.Scalar<string>(
            $"SELECT string_agg(name || ' ' || plain_keys, ', ' ORDER BY name) FROM {shop.Schema}.heads JOIN {shop.Schema}.ledgers USING (ledger)"));

        // A library that does not know of the column, and is in a transaction of its own still.
        shop.Execute($"INSERT INTO {shop.Schema}.heads (ledger) VALUES (5)");
        Assert.True(shop.Scalar<bool>($"SELECT plain_keys FROM {shop.Schema}.heads WHERE ledger = 5"));
    }

    [PostgreSqlFact]
    public async Task Are_not_asked_for_in_a_ledger_that_has_none()
    {
        var asked = 0;
        await using var shop = await Shop.OpenAsync(options => options.PlainKeyHasher = (ledger, key) =>
        {
            Interlocked.Increment(ref asked);
            return StableHash.Of(ledger, key);
        });
        asked = 0;
        await using (var reader = await shop.Store.OpenReaderAsync(shop.Ledger.Id, ReadScope.Latest, default))
        {
            foreach (var key in Keys)
            {
                (await shop.Ledger.TransferAsync(shop.Pay(1m, key))).ValueOrThrow();
                Assert.True((await shop.Ledger.TransferAsync(shop.Pay(1m, key))).Replayed);
            }

            Assert.Equal(Keys.Length, (await reader.FindKeysAsync(Keys, default)).Count);
        }

        Assert.Equal(0, asked);
    }

    private static async Task PayAsync(Shop old)
    {
        foreach (var key in Keys)
        {
            (await old.Ledger.TransferAsync(old.Pay(2m, key))).ValueOrThrow();
        }
    }

    /// <summary>Has the ledger know its wallets, so that it commits on its own word.</summary>
    private static async Task WarmAsync(Ledger ledger, OldShop shop, string key = "warm")
    {
        for (var i = 0; i < 3; i++)
        {
            (await ledger.TransferAsync(shop.Pay(1m, $"{key}-{i}"))).ValueOrThrow();
        }
    }
}
