using System.Diagnostics;
using Npgsql;
using WalletCore.PostgreSql.Tests.Support;
using WalletCore.Storage;

namespace WalletCore.PostgreSql.Tests.Storing;

/// <summary>What a shift leaves for the next one: when it is believed, what is done without it, and that nothing rests on it.</summary>
public sealed class HandoverTests
{
    [PostgreSqlFact]
    public async Task Whoever_has_the_next_shift_is_handed_what_changed()
    {
        await using var shop = await Shop.OpenAsync();
        await using var other = shop.OtherStore();
        var before = await PayInShiftAsync(shop, 1m, 2m, 3m);

        await using var next = (await other.TakeShiftAsync(shop.Ledger.Id, before, default))!;

        Assert.Null(next.MovedBalances);
        Assert.Equal([600, 9_400], next.ChangedBalances!.Select(row => (long)row.Available).Order());
        Assert.Equal(next.Head, (await ReadHeadAsync(shop)));
    }

    [PostgreSqlFact]
    public async Task Whoever_has_known_all_is_told_that_nothing_changed()
    {
        await using var shop = await Shop.OpenAsync();
        await PayInShiftAsync(shop, 1m);

        await using var next = (await shop.Store.TakeShiftAsync(shop.Ledger.Id, await ReadHeadAsync(shop), default))!;

        Assert.Equal([], next.ChangedBalances!);
    }

    [PostgreSqlFact]
    public async Task A_commit_that_had_to_load_first_is_handed_over_too()
    {
        await using var shop = await Shop.OpenAsync();
        var before = await ReadHeadAsync(shop);
        await using (await shop.Store.TakeShiftAsync(shop.Ledger.Id, before, default))
        {
            await using var cold = await Ledger.OpenAsync(shop.Store);
            (await cold.TransferAsync(shop.Pay(1m))).ValueOrThrow();
            (await cold.TransferAsync(shop.Pay(2m))).ValueOrThrow();
        }

        await using var next = (await shop.Store.TakeShiftAsync(shop.Ledger.Id, before, default))!;
        Assert.Equal([300, 9_700], next.ChangedBalances!.Select(row => (long)row.Available).Order());
    }

    [PostgreSqlFact]
    public async Task It_is_written_while_the_last_commit_is_and_seen_once_the_shift_has_ended()
    {
        await using var shop = await Shop.OpenAsync();
        await PayAsync(shop, 1m);
        var before = await ReadHeadAsync(shop);
        await using (var shift = (await shop.Store.TakeShiftAsync(shop.Ledger.Id, before, default))!)
        {
            await PayAsync(shop, 2m);
            shift.ExpectEnd();
            await PayAsync(shop, 4m);
            await UntilAsync(() => shop.Scalar<long>(
                $"SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' AND query LIKE 'INSERT INTO %{shop.Schema}%.handovers%'") == 1);
            Assert.Equal(0L, CountRows(shop));
        }

        Assert.Equal(1L, CountRows(shop));
        await using var next = (await shop.Store.TakeShiftAsync(shop.Ledger.Id, before, default))!;
        Assert.Equal([700, 9_300], next.ChangedBalances!.Select(row => (long)row.Available).Order());
    }

    [PostgreSqlFact]
    public async Task It_is_taken_back_where_the_last_commit_is_not_there()
    {
        await using var shop = await Shop.OpenAsync();
        await using var other = shop.OtherStore();
        await PayAsync(shop, 1m);
        var before = await ReadHeadAsync(shop);
        await using (var shift = (await shop.Store.TakeShiftAsync(shop.Ledger.Id, before, default))!)
        {
            shift.ExpectEnd();

            // Somebody writes beside the shift, so that the holder's word is untrue and its commit is not there at first.
            await using (var beside = await Ledger.OpenAsync(other))
            {
                (await beside.TransferAsync(shop.Pay(2m))).ValueOrThrow();
            }

            await PayAsync(shop, 4m);
        }

        Assert.Equal(0L, CountRows(shop));
        await using var next = (await shop.Store.TakeShiftAsync(shop.Ledger.Id, before, default))!;
        Assert.Null(next.ChangedBalances);
        Assert.Equal([9_700, 300, 9_300, 700], next.MovedBalances!.Select(move => (long)move.Available));
    }

    [PostgreSqlTheory]
    [InlineData("DELETE FROM {0}.handovers")]
    [InlineData("UPDATE {0}.handovers SET first_hash = last_hash")]
    [InlineData("UPDATE {0}.handovers SET last_hash = first_hash")]
    [InlineData("UPDATE {0}.handovers SET last_commit = last_commit + 1")]
    [InlineData("UPDATE {0}.handovers SET balances = substr(balances, 1, 5)")]
    [InlineData("UPDATE {0}.handovers SET balances = '\\x8080808080808080808080'")]
    [InlineData("UPDATE {0}.handovers SET balances = decode(repeat('ff', 64), 'hex')")]
    public async Task Where_it_is_not_to_be_believed_the_postings_tell_what_moved(string edit)
    {
        await using var shop = await Shop.OpenAsync();
        var before = await PayInShiftAsync(shop, 1m, 2m);
        shop.Execute(string.Format(null, edit, shop.Schema));

        await using var next = (await shop.Store.TakeShiftAsync(shop.Ledger.Id, before, default))!;

        Assert.Null(next.ChangedBalances);
        Assert.Equal([9_900, 100, 9_700, 300], next.MovedBalances!.Select(move => (long)move.Available));
    }

    [PostgreSqlFact]
    public async Task A_holder_that_is_lost_leaves_none_and_nothing_is_missing()
    {
        await using var shop = await Shop.OpenAsync();
        var before = await ReadHeadAsync(shop);
        await using (await shop.Store.TakeShiftAsync(shop.Ledger.Id, before, default))
        {
            await PayAsync(shop, 1m);
            shop.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction' AND query LIKE '%{shop.Schema}%'");
        }

        Assert.Equal(0L, CountRows(shop));
        await using var next = (await shop.Store.TakeShiftAsync(shop.Ledger.Id, before, default))!;
        Assert.Equal([9_900, 100], next.MovedBalances!.Select(move => (long)move.Available));
    }

    [PostgreSqlFact]
    public async Task Those_are_kept_for_which_somebody_may_still_ask()
    {
        await using var shop = await Shop.OpenAsync();
        var heads = new Queue<LedgerHead>(Enumerable.Repeat(await ReadHeadAsync(shop), 3));
        for (var i = 0; i < 12; i++)
        {
            // Three take turns: each is away for the shifts of two others.
            var since = heads.Dequeue();
            await using (var shift = (await shop.Store.TakeShiftAsync(shop.Ledger.Id, since, default))!)
            {
                Assert.NotNull(shift.ChangedBalances);
                await PayAsync(shop, 1m);
            }

            heads.Enqueue(await ReadHeadAsync(shop));
            Assert.InRange(CountRows(shop), 1L, 3L);
        }

        // Who knows nothing keeps none for others, so that there are never many.
        await using (await shop.Store.TakeShiftAsync(shop.Ledger.Id, null, default))
        {
            await PayAsync(shop, 1m);
        }

        Assert.Equal(1L, CountRows(shop));
    }

    [PostgreSqlFact]
    public async Task Who_has_two_shifts_in_a_row_keeps_what_the_first_left_for_those_who_still_wait()
    {
        await using var shop = await Shop.OpenAsync();
        await using var other = shop.OtherStore();
        var start = await PayInShiftAsync(shop, 1m);
        for (var i = 0; i < 2; i++)
        {
            await using (await shop.Store.TakeShiftAsync(shop.Ledger.Id, await ReadHeadAsync(shop), default))
            {
                await PayAsync(shop, 1m);
            }
        }

        await using var next = (await other.TakeShiftAsync(shop.Ledger.Id, start, default))!;
        Assert.Equal([300, 9_700], next.ChangedBalances!.TakeLast(2).Select(row => (long)row.Available).Order());
    }

    [PostgreSqlFact]
    public async Task What_a_lost_history_left_is_removed()
    {
        await using var shop = await Shop.OpenAsync();
        await PayInShiftAsync(shop, 1m);
        shop.Execute($"INSERT INTO {shop.Schema}.handovers SELECT ledger, last_commit + 1000, last_posting, first_hash, last_hash, balances FROM {shop.Schema}.handovers");
        var before = await PayInShiftAsync(shop, 1m);

        // What the two shifts left is there, and no more.
        Assert.Equal(2L, CountRows(shop));
        await using var next = (await shop.Store.TakeShiftAsync(shop.Ledger.Id, before, default))!;
        Assert.Equal(2, next.ChangedBalances!.Count);
    }

    [PostgreSqlTheory]
    [InlineData("ALL")]
    [InlineData("SELECT")]
    [InlineData("INSERT")]
    [InlineData("DELETE")]
    public async Task A_role_without_a_right_to_them_has_shifts_all_the_same(string missing)
    {
        await using var shop = await Shop.OpenAsync();
        var role = shop.Schema + "_app";
        shop.Execute(
            $"""
            CREATE ROLE {role} LOGIN PASSWORD 'app';
            GRANT USAGE ON SCHEMA {shop.Schema} TO {role};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {shop.Schema} TO {role};
            REVOKE {missing} ON {shop.Schema}.handovers FROM {role};
            """);
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(shop.ConnectionString) { Username = role, Password = "app" };
            await using (var store = PostgreSqlWalletStore.FromConnectionString(connection.ConnectionString, new PostgreSqlWalletStoreOptions { Schema = shop.Schema }))
            {
                await using var ledger = await Ledger.OpenAsync(store);
                var before = await ReadHeadAsync(shop);
                for (var i = 0; i < 3; i++)
                {
                    await using var shift = await store.TakeShiftAsync(ledger.Id, before, default);
                    shift?.ExpectEnd();
                    (await ledger.TransferAsync(shop.Pay(1m))).ValueOrThrow();
                }

                await using var last = (await store.TakeShiftAsync(ledger.Id, before, default))!;
                Assert.Null(last.ChangedBalances);
                Assert.Equal(6, last.MovedBalances!.Count);
            }

            Assert.True((await shop.Ledger.VerifyAsync()).IsClean);
        }
        finally
        {
            shop.Execute($"DROP OWNED BY {role}; DROP ROLE {role};");
        }
    }

    [PostgreSqlFact]
    public async Task A_ledger_that_is_discarded_leaves_none()
    {
        await using var shop = await Shop.OpenAsync();
        await PayInShiftAsync(shop, 1m);
        shop.Execute($"UPDATE {shop.Schema}.ledgers SET name = '{LedgerRow.HiddenPrefix}' || id");

        await shop.Store.DiscardLedgerAsync(shop.Ledger.Id, default);

        Assert.Equal(0L, CountRows(shop));
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var patience = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), "It is never so.");
            await Task.Delay(5);
        }
    }

    /// <summary>Answers where the ledger stood before.</summary>
    private static async Task<LedgerHead> PayInShiftAsync(Shop shop, params decimal[] amounts)
    {
        var before = await ReadHeadAsync(shop);
        await using (await shop.Store.TakeShiftAsync(shop.Ledger.Id, before, default))
        {
            await PayAsync(shop, amounts);
        }

        return before;
    }

    private static async Task PayAsync(Shop shop, params decimal[] amounts)
    {
        foreach (var amount in amounts)
        {
            (await shop.Ledger.TransferAsync(shop.Pay(amount))).ValueOrThrow();
        }
    }

    private static async Task<LedgerHead> ReadHeadAsync(Shop shop)
    {
        await using var reader = await shop.Store.OpenReaderAsync(shop.Ledger.Id, ReadScope.Latest, default);
        return await reader.GetHeadAsync(default);
    }

    private static long CountRows(Shop shop) => shop.Scalar<long>($"SELECT count(*) FROM {shop.Schema}.handovers");
}
