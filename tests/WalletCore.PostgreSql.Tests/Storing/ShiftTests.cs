using Npgsql;
using WalletCore.PostgreSql.Connections;
using WalletCore.Storage;

namespace WalletCore.PostgreSql.Tests.Storing;

/// <summary>Shifts where something is in their way, and that crowds of two processes use them.</summary>
public sealed class ShiftTests
{
    private static readonly LedgerId Stranger = LedgerId.Parse("led_01h455vb4pex5vsknk084sn02q");

    [PostgreSqlFact]
    public async Task Shifts_take_half_of_the_pool_at_most_so_that_their_holders_can_write()
    {
        using var schema = new FreshSchema();
        foreach (var (size, shifts) in new[] { (1, 0), (2, 1), (5, 2) })
        {
            await using var store = Open(schema, connection => connection.MaxPoolSize = size);
            var held = new List<IWriterShift>();
            for (var i = 0; i < 4; i++)
            {
                var ledger = await RegisterAsync(store, i);
                if (await store.TakeShiftAsync(ledger, null, default) is { } shift)
                {
                    held.Add(shift);
                }
            }

            Assert.Equal(shifts, held.Count);
            foreach (var shift in held)
            {
                await shift.DisposeAsync();
            }

            await using var again = await store.TakeShiftAsync(await RegisterAsync(store, 0), null, default);
            Assert.Equal(shifts > 0, again is not null);
        }
    }

    [PostgreSqlFact]
    public async Task Whoever_has_just_ended_one_steps_back_before_it_asks_again()
    {
        using var schema = new FreshSchema();
        await using var store = Open(schema, connection => connection.MaxPoolSize = 2);
        var (ledger, other) = (await RegisterAsync(store, 0), await RegisterAsync(store, 1));
        var steppedBack = false;
        for (var i = 0; i < 100 && !steppedBack; i++)
        {
            await Task.Delay(5);
            await (await store.TakeShiftAsync(ledger, null, default))!.DisposeAsync();

            // The other ledger has the only connection for shifts now, so that who does not step back is refused at once.
            var taking = store.TakeShiftAsync(other, null, default).AsTask();
            var again = store.TakeShiftAsync(ledger, null, default).AsTask();
            steppedBack = !again.IsCompleted;
            await using (await taking)
            {
                Assert.Null(await again);
            }
        }

        Assert.True(steppedBack);
    }

    [PostgreSqlFact]
    public async Task A_holder_that_keeps_it_for_long_is_not_waited_for()
    {
        using var schema = new FreshSchema();
        await using var store = Open(schema);
        await using var another = Open(schema, options: options => options.LockTimeout = PostgreSqlWalletStoreOptions.TimeoutMin);
        var ledger = await RegisterAsync(store, 0);
        await using (await store.TakeShiftAsync(ledger, null, default))
        {
            Assert.Null(await another.TakeShiftAsync(ledger, null, default));
        }

        await using var next = await another.TakeShiftAsync(ledger, null, default);
        Assert.NotNull(next);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(1_001, 1_000)]
    [InlineData(30_000, 1_000)]
    public void A_shift_is_waited_for_no_longer_than_a_second(int lockTimeout, int waits)
    {
        var sessions = new SessionStatements(new PostgreSqlWalletStoreOptions { LockTimeout = TimeSpan.FromMilliseconds(lockTimeout) });
        Assert.Contains($"set_config('lock_timeout', '{waits}', true)", sessions.ShiftLimits, StringComparison.Ordinal);
    }

    [PostgreSqlFact]
    public async Task A_holder_that_is_lost_gives_way()
    {
        using var schema = new FreshSchema();
        await using var store = Open(schema, connection => connection.ApplicationName = schema.Name);
        await using var another = Open(schema);
        var ledger = await RegisterAsync(store, 0);
        var lost = (await store.TakeShiftAsync(ledger, null, default))!;
        schema.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{schema.Name}'");
        await using var next = await another.TakeShiftAsync(ledger, null, default);
        Assert.NotNull(next);
        await lost.DisposeAsync();
        Assert.Null(await Record.ExceptionAsync(async () => await RegisterAsync(store, 1)));
    }

    [PostgreSqlFact]
    public async Task A_role_that_may_not_lock_the_row_writes_without()
    {
        using var schema = new FreshSchema();
        await using (var owner = Open(schema))
        {
            await RegisterAsync(owner, 0);
        }

        var role = schema.Name + "_app";
        schema.Execute(
            $"""
            CREATE ROLE {role} LOGIN PASSWORD 'app';
            GRANT USAGE ON SCHEMA {schema.Name} TO {role};
            GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA {schema.Name} TO {role};
            GRANT UPDATE ON {schema.Name}.heads, {schema.Name}.wallets, {schema.Name}.accounts, {schema.Name}.balances TO {role};
            """);
        try
        {
            await using (var store = Open(schema, connection => (connection.Username, connection.Password) = (role, "app")))
            {
                Assert.Null(await store.TakeShiftAsync(await RegisterAsync(store, 0), null, default));
                await PayFromTwoAsync(store, store);
            }

            schema.Execute($"GRANT UPDATE (created_at) ON {schema.Name}.ledgers TO {role}");
            await using var allowed = Open(schema, connection => (connection.Username, connection.Password) = (role, "app"));
            await using var shift = await allowed.TakeShiftAsync(await RegisterAsync(allowed, 0), null, default);
            Assert.NotNull(shift);
        }
        finally
        {
            schema.Execute($"DROP OWNED BY {role}; DROP ROLE {role};");
        }
    }

    [PostgreSqlTheory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(1_000)]
    public async Task Crowds_of_two_processes_lose_nothing_and_leave_none_open(int milliseconds)
    {
        using var schema = new FreshSchema();
        await using var one = Open(schema, connection => connection.ApplicationName = schema.Name, options => options.ShiftLength = TimeSpan.FromMilliseconds(milliseconds));
        await using var other = Open(schema, options: options => options.ShiftLength = TimeSpan.FromMilliseconds(milliseconds));
        await PayFromTwoAsync(one, other);
        Assert.Equal(
            0L,
            schema.Scalar<long>(
                $"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{schema.Name}' AND state LIKE 'idle in transaction%'"));
    }

    [PostgreSqlFact]
    public async Task A_server_that_cannot_say_what_moved_is_not_asked()
    {
        using var schema = new FreshSchema();
        using var functions = new FreshSchema();
        schema.Execute(
            $"""
            CREATE SCHEMA {functions.Name};
            CREATE FUNCTION {functions.Name}.int8send(bigint) RETURNS bytea LANGUAGE plpgsql
              AS 'BEGIN RAISE ''unimplemented'' USING ERRCODE = ''feature_not_supported''; END';
            """);
        await using var whole = Open(schema);
        await using var lacking = Open(schema, connection => connection.SearchPath = $"{functions.Name},pg_catalog");

        await PayFromTwoAsync(lacking, lacking);

        var ledger = Assert.Single(await lacking.ListLedgersAsync(default)).Id;
        foreach (var (store, tells) in new[] { (whole, true), (lacking, false) })
        {
            await using var session = await store.BeginWriteAsync(ledger, default);
            Assert.Equal(tells, (await session.LoadAsync(new LoadRequest { Since = session.Head }, default)).MovedBalances is not null);
        }
    }

    /// <summary>Two ledgers of one name, as two processes have it, each with a crowd that sends a coin around.</summary>
    private static async Task PayFromTwoAsync(IWalletStore one, IWalletStore other)
    {
        await using var first = await Ledger.OpenAsync(one, new LedgerOptions { Name = "shared" });
        await using var second = await Ledger.OpenAsync(other, new LedgerOptions { Name = "shared" });
        var wallets = new WalletId[8];
        for (var i = 0; i < wallets.Length; i++)
        {
            wallets[i] = (await first.OpenWalletAsync(new OpenWallet($"owner-{i}") { Currency = Currency.EUR })).ValueOrThrow().Id;
            (await second.DepositAsync(new Deposit(wallets[i], Money.EUR(100m)))).ValueOrThrow();
        }

        await Task.WhenAll(new[] { first, second }.SelectMany((ledger, process) => Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                var payment = new Transfer(wallets[caller], wallets[(caller + 1 + (i % 7)) % 8], Money.EUR(1m)) { Key = $"{process}-{caller}-{i}" };
                (await ledger.TransferAsync(payment)).ValueOrThrow();
            }
        }))));
        Assert.Equal(16 + 400, (await second.Reader.GetPositionAsync()).Sequence);
        Assert.True((await first.VerifyAsync()).IsClean);
    }

    private static PostgreSqlWalletStore Open(
        FreshSchema schema, Action<NpgsqlConnectionStringBuilder>? configure = null, Action<PostgreSqlWalletStoreOptions>? options = null)
    {
        var connection = new NpgsqlConnectionStringBuilder(schema.ConnectionString);
        configure?.Invoke(connection);
        var settings = new PostgreSqlWalletStoreOptions { Schema = schema.Name };
        options?.Invoke(settings);
        return PostgreSqlWalletStore.FromConnectionString(connection.ConnectionString, settings);
    }

    private static async Task<LedgerId> RegisterAsync(PostgreSqlWalletStore store, int number)
    {
        var id = Stranger.ToString();
        var proposal = new LedgerRow(LedgerId.Parse(id[..^1] + "qrst"[number]), $"ledger {number}", 1);
        return (await store.RegisterLedgerAsync(proposal, default)).Id;
    }
}
