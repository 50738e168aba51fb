using Npgsql;
using WalletCore.Crash.App;
using WalletCore.PostgreSql.Faults.App;
using WalletCore.PostgreSql.Faults.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.PostgreSql.Faults.Tests;

/// <summary>The wire between the library and the server is cut.</summary>
[Collection(OnTheFaultServer.Name)]
public sealed class ConnectionCut(FaultServer shared, ITestOutputHelper output)
{
    private const int Cuts = 40;
    private const string Key = "0:cut-1";

    /// <summary>The server has committed; its answer is lost.</summary>
    [PrivatePostgreSqlFact]
    public async Task After_the_commit_and_before_its_answer_the_command_is_posted_once()
    {
        using var proxy = new CuttingProxy(shared.Server.Port);
        using var database = shared.Server.CreateDatabase();
        var logs = new RecordedLogs();
        await using var source = NpgsqlDataSource.Create(Through(proxy, database));
        await using var store = new PostgreSqlWalletStore(source);
        await using var ledger = await Books.OpenAsync(store, 0, options => options with { LoggerFactory = logs });
        var last = (await ledger.Reader.GetPositionAsync()).Sequence;

        proxy.CutAtNextCommit();
        var posted = (await ledger.TransferAsync(Command)).ValueOrThrow();

        Assert.Equal(1, proxy.CutCount);
        Assert.Equal(last + 1, posted.Sequence);
        Assert.Equal(last + 1, (await ledger.Reader.GetPositionAsync()).Sequence);
        Assert.StartsWith("Ledger books-0 tries its commit again (attempt 1)", Assert.Single(logs.Lines), StringComparison.Ordinal);
        await Inspection.RunAsync(database.ConnectionString, 0, [new Acknowledgement(Key, posted.Sequence, "")]);
    }

    /// <summary>Now the head no longer tells: the commit's link in the chain does.</summary>
    [PrivatePostgreSqlFact]
    public async Task Nor_twice_when_another_process_wrote_before_the_engine_could_look()
    {
        using var proxy = new CuttingProxy(shared.Server.Port);
        using var database = shared.Server.CreateDatabase();
        await using var source = NpgsqlDataSource.Create(Through(proxy, database));
        await using var store = new PostgreSqlWalletStore(source);
        await using var ledger = await Books.OpenAsync(store, 0);
        await using var otherStore = new PostgreSqlWalletStore(database.DataSource);
        await using var other = await Books.OpenAsync(otherStore, 0);
        var last = (await ledger.Reader.GetPositionAsync()).Sequence;

        Receipt? between = null;
        proxy.CutAtNextCommit(async () => between = (await other.TransferAsync(Command with { Key = "0:between-1" })).ValueOrThrow());
        var posted = (await ledger.TransferAsync(Command)).ValueOrThrow();
        var next = (await ledger.TransferAsync(Command with { Key = "0:next-1" })).ValueOrThrow();

        Assert.Equal([last + 1, last + 2, last + 3], new[] { posted.Sequence, between!.Sequence, next.Sequence });
        await Inspection.RunAsync(
            database.ConnectionString,
            0,
            [new("0:cut-1", posted.Sequence, ""), new("0:between-1", between.Sequence, ""), new("0:next-1", next.Sequence, "")]);
    }

    [PrivatePostgreSqlFact]
    public async Task Anywhere_every_answer_stands_and_none_twice()
    {
        var random = new Random(Seed.Next());
        using var proxy = new CuttingProxy(shared.Server.Port);
        using var database = shared.Server.CreateDatabase();
        await using var crowd = await Crowd.StartAsync(() => NpgsqlDataSource.Create(Through(proxy, database)));

        // A connection that is there is cut at a commit, and each one made then lives for a while that grows, lest nobody gets through.
        var longest = 2_000;
        proxy.CutAfter(() => random.Next(1, longest += 200));
        while (proxy.CutCount < Cuts)
        {
            proxy.CutAtNextCommit();
            await crowd.AnsweredAsync(20);
        }

        proxy.CutAfter(null);
        await crowd.AnsweredAsync(200);
        var answers = await crowd.FinishAsync();

        var transactions = await Inspection.RunAsync(database.ConnectionString, 0, answers);
        Assert.All(crowd.Failures, failure => Assert.True(failure.IsTransient, failure.Message));
        output.WriteLine($"{proxy.CutCount} cuts, {answers.Count} answers, {crowd.Failures.Count} failures, {transactions} transactions");
    }

    /// <summary>A host that holds the ledger's lock falls off the network without a word.</summary>
    [PrivatePostgreSqlFact]
    public async Task Silently_it_holds_up_the_others_no_longer_than_the_idle_timeout()
    {
        using var proxy = new CuttingProxy(shared.Server.Port);
        using var database = shared.Server.CreateDatabase();
        await using var otherStore = new PostgreSqlWalletStore(database.DataSource);
        await using var other = await Books.OpenAsync(otherStore, 0);
        await using var source = NpgsqlDataSource.Create(Through(proxy, database));
        await using var store = new PostgreSqlWalletStore(source, new PostgreSqlWalletStoreOptions { IdleTimeout = PostgreSqlWalletStoreOptions.TimeoutMin });
        await using var ledger = await Books.OpenAsync(store, 0);
        var session = await store.BeginWriteAsync(ledger.Id, default);

        proxy.Silence();
        var posted = await other.TransferAsync(Command);

        Assert.True(posted.IsPosted);
        Assert.Contains("25P03", shared.Server.Log, StringComparison.Ordinal);
        proxy.Dispose();
        await session.DisposeAsync();
        await Inspection.RunAsync(database.ConnectionString, 0, [new Acknowledgement(Key, posted.Receipt!.Sequence, "")]);
    }

    private static Transfer Command { get; } = new(Workload.Wallet(0), Workload.Wallet(1), Money.EUR(1m)) { Key = Key };

    private static string Through(CuttingProxy proxy, PostgreSqlDatabase database) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { Port = proxy.Port }.ConnectionString;
}
