using WalletCore.PostgreSql.Schema;
using WalletCore.PostgreSql.Tests.Support;

namespace WalletCore.PostgreSql.Tests.Storing;

/// <summary>The index in which a hash is there once, and the column for those that come under one hash later.</summary>
public sealed class KeyIndexTests
{
    [PostgreSqlFact]
    public async Task A_key_is_used_again_once_its_answer_has_run_out_and_the_newest_answer_counts()
    {
        await using var shop = await Shop.OpenAsync();
        await using var store = shop.OtherStore();
        var options = new LedgerOptions { Keys = new KeyPolicy { Expiry = TimeSpan.FromMicroseconds(1) } };
        await using (var forgetful = await Ledger.OpenAsync(store, options))
        {
            for (var amount = 1; amount <= 3; amount++)
            {
                Assert.False((await forgetful.TransferAsync(shop.Pay(amount, "k"))).Replayed);
            }
        }

        Assert.True((await shop.Ledger.TransferAsync(shop.Pay(3m, "k"))).Replayed);
        Assert.Equal(RefusalCode.IdempotencyConflict, (await shop.Ledger.TransferAsync(shop.Pay(1m, "k"))).Refusal!.Code);
        Assert.Equal("200,300", shop.Scalar<string>(
            $"SELECT string_agg(amount::text, ',' ORDER BY sequence) FROM {shop.Schema}.transactions WHERE key_hash_again IS NOT NULL AND key_hash IS NULL"));
        Assert.True((await shop.Ledger.VerifyAsync()).IsClean);
    }

    [PostgreSqlTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_of_one_hash_stand_side_by_side_in_a_commit_and_after_it(bool isKnown)
    {
        await using var shop = await Shop.OpenAsync(options => options.KeyHasher = static (_, key) => key[0]);
        if (isKnown)
        {
            (await shop.Ledger.TransferAsync(shop.Pay(1m, "a-before"))).ValueOrThrow();
        }

        Transfer[] pays = [shop.Pay(1m, "a1"), shop.Pay(2m, "b1"), shop.Pay(3m, "a2"), shop.Pay(4m, "a3") with { Description = "rich" }];
        Assert.Equal(4, (await shop.Ledger.ExecuteBatchAsync(pays)).PostedCount);
        foreach (var pay in pays)
        {
            Assert.True((await shop.Ledger.TransferAsync(pay)).Replayed);
        }

        Assert.False((await shop.Ledger.TransferAsync(shop.Pay(1m, "a4"))).Replayed);
        Assert.Equal(2L, shop.Scalar<long>($"SELECT count(*) FROM {shop.Schema}.transactions WHERE key_hash IS NOT NULL"));
        Assert.True((await shop.Ledger.VerifyAsync()).IsClean);
    }

    [PostgreSqlFact]
    public async Task A_key_that_was_answered_is_answered_again_also_where_the_command_would_be_refused_now()
    {
        await using var shop = await Shop.OpenAsync();
        var all = shop.Pay(100m, "all");
        (await shop.Ledger.TransferAsync(all)).ValueOrThrow();
        (await shop.Ledger.TransferAsync(new Transfer(shop.Bob, shop.Ana, Money.EUR(1m)))).ValueOrThrow();

        // Beside a payment that is posted: nothing is written under its key, so that no index speaks up.
        var both = await shop.Ledger.ExecuteBatchAsync([new Transfer(shop.Bob, shop.Ana, Money.EUR(1m)) { Key = "new" }, all]);
        Assert.True(both.Outcomes[0].IsPosted);
        Assert.True(both.Outcomes[1].Replayed);
        Assert.Equal("2.00", await shop.BalanceAsync(shop.Ana));
    }

    [PostgreSqlFact]
    public async Task A_refusal_that_was_kept_is_answered_again_where_the_command_could_be_posted_now()
    {
        await using var shop = await Shop.OpenAsync();
        var tooMuch = shop.Pay(150m, "too much");
        Assert.Equal(RefusalCode.InsufficientFunds, (await shop.Ledger.TransferAsync(tooMuch)).Refusal!.Code);
        (await shop.Ledger.DepositAsync(new Deposit(shop.Ana, Money.EUR(100m)))).ValueOrThrow();

        var again = await shop.Ledger.TransferAsync(tooMuch);
        Assert.True(again.Replayed);
        Assert.Equal(RefusalCode.InsufficientFunds, again.Refusal!.Code);
    }

    [PostgreSqlFact]
    public async Task An_imported_ledger_may_have_keys_of_one_hash()
    {
        await using var shop = await Shop.OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            (await shop.Ledger.TransferAsync(shop.Pay(1m, $"k{i}"))).ValueOrThrow();
        }

        using var file = new MemoryStream();
        await LedgerExport.WriteAsync(shop.Ledger, file);
        file.Position = 0;
        await using var other = await Shop.OpenAsync(options => options.KeyHasher = static (_, _) => 7);
        await LedgerImport.ReadAsync(file, other.Store, new LedgerImportOptions { Name = "moved" });
        await using var moved = await Ledger.OpenAsync(other.Store, new LedgerOptions { Name = "moved" });

        Assert.True((await moved.VerifyAsync()).IsClean);
        Assert.True((await moved.TransferAsync(shop.Pay(1m, "k2"))).Replayed);
    }

    [PostgreSqlFact]
    public async Task Of_a_history_of_version_1_the_first_of_each_hash_is_unique()
    {
        using var schema = new FreshSchema();
        schema.Execute(SchemaText.Script(new SchemaName(schema.Name), [Migrations.All[0]], 0));
        schema.Execute(
            $"""
            INSERT INTO {schema.Name}.transactions (ledger, sequence, recorded_at, first_posting, amount, rule, posting_count, business_day, key_hash)
            SELECT l, s, 0, s, 1, 1, 1, 1, CASE WHEN s < 9 THEN s % 3 END FROM generate_series(1, 2) l, generate_series(1, 9) s
            """);
        await using (var store = new PostgreSqlWalletStore(schema.DataSource, new PostgreSqlWalletStoreOptions { Schema = schema.Name }))
        {
            Assert.Empty(await store.ListLedgersAsync(default));
        }

        for (var ledger = 1; ledger <= 2; ledger++)
        {
            Assert.Equal("1:1/- 2:2/- 3:0/- 4:-/1 5:-/2 6:-/0 7:-/1 8:-/2 9:-/-", schema.Scalar<string>(
                $"""
                SELECT string_agg(sequence || ':' || coalesce(key_hash::text, '-') || '/' || coalesce(key_hash_again::text, '-'), ' ' ORDER BY sequence)
                FROM {schema.Name}.transactions WHERE ledger = {ledger}
                """));
        }
    }
}
