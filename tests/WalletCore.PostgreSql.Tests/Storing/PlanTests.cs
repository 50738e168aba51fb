using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using WalletCore.Storage;

namespace WalletCore.PostgreSql.Tests.Storing;

/// <summary>How the server goes about the statements, by what its own module for that tells the session that runs them.</summary>
public sealed class PlanTests : IDisposable
{
    // The server believes every plan to be dear enough to be compiled, as it comes to believe it of some when the tables have grown.
    private const string TellPlans =
        "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on "
        + "-c auto_explain.log_level=notice -c jit=on -c jit_above_cost=1";

    // It believes workers to cost nothing, as they do beside the plan that it comes to expect of a long history.
    private const string ShareOut =
        " -c parallel_setup_cost=0 -c parallel_tuple_cost=0 -c min_parallel_table_scan_size=0 -c min_parallel_index_scan_size=0";

    private readonly PostgreSqlDatabase? _database = PostgreSqlServer.Missing is null ? PostgreSqlServer.Shared.CreateDatabase() : null;
    private readonly Plans _plans = new();

    public void Dispose() => _database?.Dispose();

    [PostgreSqlFact]
    public async Task No_statement_of_a_commit_or_a_read_is_compiled()
    {
        await using var source = Source();
        await using var store = new PostgreSqlWalletStore(source);
        await using var ledger = await Ledger.OpenAsync(store);
        var ana = (await ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR })).ValueOrThrow().Id;
        _plans.Clear();

        (await ledger.DepositAsync(new Deposit(ana, Money.EUR(5m)) { Key = "first" })).ValueOrThrow();
        Assert.True((await ledger.DepositAsync(new Deposit(ana, Money.EUR(5m)) { Key = "first" })).Replayed);
        Assert.Single((await ledger.Reader.GetStatementAsync(new StatementQuery(ana, Currency.EUR))).Items);
        Assert.NotNull(await ledger.Reader.GetWalletAsync(ana));
        await using (var reader = await store.OpenReaderAsync(ledger.Id, ReadScope.Latest, default))
        {
            // A statement by itself, in no transaction that anybody began.
            Assert.NotEmpty(await reader.ListWalletsAsync(new WalletFilter(), 0, 10, default));
            Assert.NotNull(await reader.FindWalletAsync(1, default));
        }

        Assert.True((await ledger.VerifyAsync()).IsClean);

        Assert.Contains(_plans.All, plan => plan.Contains("transactions_by_key", StringComparison.Ordinal));
        Assert.Equal([], _plans.All.Where(IsCompiled));
    }

    [PostgreSqlFact]
    public async Task A_statement_of_somebody_elses_is_compiled_as_the_server_sees_fit()
    {
        await using var source = Source();
        await using var ask = source.CreateCommand("SELECT pg_jit_available()");
        var canCompile = (bool)(await ask.ExecuteScalarAsync())!;
        await using var count = source.CreateCommand("SELECT count(*) FROM generate_series(1, 1000) n WHERE n % 2 = 0");
        await count.ExecuteScalarAsync();
        Assert.Equal(canCompile, _plans.All.Any(IsCompiled));
    }

    [PostgreSqlFact]
    public async Task No_statement_of_writers_in_turn_or_of_a_read_is_shared_out_among_workers()
    {
        await using var source = Source(ShareOut);
        await using var store = new PostgreSqlWalletStore(source);
        await using var one = await Ledger.OpenAsync(store);
        await using var other = await Ledger.OpenAsync(store);
        var ana = (await one.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR })).ValueOrThrow().Id;
        await FillAsync(one, ana, 1_000);
        _database!.Execute("ANALYZE");
        _plans.Clear();
        for (var i = 0; i < 3; i++)
        {
            (await one.DepositAsync(new Deposit(ana, Money.EUR(1m)) { Key = $"one-{i}" })).ValueOrThrow();
            (await other.DepositAsync(new Deposit(ana, Money.EUR(1m)) { Key = $"other-{i}" })).ValueOrThrow();
        }

        Assert.True((await one.VerifyAsync()).IsClean);
        Assert.NotEmpty((await one.Reader.GetStatementAsync(new StatementQuery(ana, Currency.EUR))).Items);
        Assert.Contains(_plans.All, plan => plan.Contains("ANY (ARRAY", StringComparison.Ordinal));
        Assert.Equal([], _plans.All.Where(IsSharedOut));
    }

    [PostgreSqlFact]
    public async Task A_statement_of_somebody_elses_is_shared_out_as_the_server_sees_fit()
    {
        await using var source = Source(ShareOut);
        await using var store = new PostgreSqlWalletStore(source);
        await using var ledger = await Ledger.OpenAsync(store);
        var ana = (await ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR })).ValueOrThrow().Id;
        await FillAsync(ledger, ana, 1_000);
        _database!.Execute("ANALYZE");
        await using var count = source.CreateCommand($"SELECT count(*) FROM {PostgreSqlSchema.DefaultName}.postings");
        Assert.Equal(1_000L, await count.ExecuteScalarAsync());
        Assert.Contains(_plans.All, IsSharedOut);
    }

    [PostgreSqlFact]
    public async Task What_a_key_answered_costs_no_more_with_the_history()
    {
        await using var source = Source();
        await using var store = new PostgreSqlWalletStore(source);
        await using var ledger = await Ledger.OpenAsync(store);
        var ana = (await ledger.OpenWalletAsync(new OpenWallet("ana") { Currency = Currency.EUR })).ValueOrThrow().Id;
        await FillAsync(ledger, ana, 500);
        var few = await CostOfReplayAsync(ledger, ana);
        await FillAsync(ledger, ana, 8_000);
        Assert.InRange(await CostOfReplayAsync(ledger, ana), 0, few * 2);
    }

    private static bool IsCompiled(string plan) => plan.Contains("JIT:", StringComparison.Ordinal);

    private static bool IsSharedOut(string plan) => plan.Contains("Gather", StringComparison.Ordinal);

    private static async Task FillAsync(Ledger ledger, WalletId wallet, int count) =>
        (await ledger.ExecuteBatchAsync([.. Enumerable.Range(0, count).Select(i => new Deposit(wallet, Money.EUR(1m)) { Key = $"{count}-{i}" })]))
        .ValueOrThrow();

    private async Task<decimal> CostOfReplayAsync(Ledger ledger, WalletId wallet)
    {
        _database!.Execute("ANALYZE");
        _plans.Clear();
        Assert.True((await ledger.DepositAsync(new Deposit(wallet, Money.EUR(1m)) { Key = "500-0" })).Replayed);
        var plan = _plans.All.First(text => text.Contains("transactions_by_key", StringComparison.Ordinal));
        var cost = plan[(plan.IndexOf("..", StringComparison.Ordinal) + 2)..];
        return decimal.Parse(cost[..cost.IndexOf(' ', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
    }

    private NpgsqlDataSource Source(string more = "")
    {
        var connection = new NpgsqlConnectionStringBuilder(_database!.ConnectionString) { Options = TellPlans + more };
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString);
        builder.UseLoggerFactory(_plans);
        return builder.Build();
    }

    /// <summary>Keeps the plans: the driver logs what the server notes.</summary>
    private sealed class Plans : ILoggerFactory, ILogger
    {
        private readonly ConcurrentQueue<string> _plans = new();

        public IReadOnlyCollection<string> All => _plans;

        public void Clear() => _plans.Clear();

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception) is var text && text.Contains("Query Text:", StringComparison.Ordinal))
            {
                _plans.Enqueue(text);
            }
        }
    }
}
