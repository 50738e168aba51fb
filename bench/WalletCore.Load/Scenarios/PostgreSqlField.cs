using System.Globalization;
using WalletCore.Load.Contestants;
using WalletCore.Load.Contestants.PostgreSql;
using WalletCore.Load.Measuring;
using WalletCore.PostgreSql;
using WalletCore.Tests.Shared.PostgreSql;

namespace WalletCore.Load.Scenarios;

/// <summary>
/// The contestants of the PostgreSQL scenario: one server, a database each, with the same history. Two processes have one of their own, too, and what they do is
/// compared with one process on those same tables: they leave it more transfers, and balances on more pages, than one process finds that never had company.
/// </summary>
internal sealed class PostgreSqlField : IAsyncDisposable
{
    private const string One = "one process";
    private const string Two = "two processes";
    private const int BatchLength = 4_096;
    private const int WarmUpCallers = 64;
    private const double WarmUpSeconds = 1;

    // The second process has written no history: its code is compiled well only once it has run for long, and half of the time it waits.
    private const double PeerWarmUpSeconds = 15;

    // Whoever begins finds the caches of the processor and the server full of what another did, and two processes that meet again load what they know anew, which takes them
    // half a second and more.
    private const double BeginningSeconds = 1;

    private readonly Settings _settings;
    private readonly PrivatePostgreSqlServer _server;
    private readonly Dictionary<string, MeasuredDatabase> _databases = new(StringComparer.Ordinal);
    private ForUpdate? _forUpdate;
    private Pipelined? _pipelined;
    private GroupByHand? _group;
    private OpenedLedger? _ledger;
    private OpenedLedger? _shared;
    private Peer? _peer;

    private PostgreSqlField(Settings settings, PrivatePostgreSqlServer server)
    {
        _settings = settings;
        _server = server;
    }

    /// <summary>The library's ledgers: one process's, and that of two.</summary>
    public IReadOnlyList<OpenedLedger> Ledgers => [_ledger!, _shared!];

    /// <summary>What the server was started with beyond its defaults, for the report.</summary>
    public static IReadOnlyDictionary<string, string> ServerSettings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["shared_buffers"] = "1GB",
        ["max_wal_size"] = "32GB", // No checkpoint in the middle: it would be the bad luck of whoever has its turn.
        ["checkpoint_timeout"] = "30min",
        ["synchronous_commit"] = "on",
    };

    public string ServerVersion => (string)_server.Scalar("SHOW server_version")!;

    public static async Task<PostgreSqlField> OpenAsync(Settings settings)
    {
        var field = new PostgreSqlField(
            settings, PrivatePostgreSqlServer.Start(new PostgreSqlServerOptions { Settings = ServerSettings, Folder = settings.Folder }));
        try
        {
            await field.FillAsync();
            return field;
        }
        catch
        {
            await field.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Lets all of them run in turns, so many rounds, each on every traffic before the next has its turn: a machine that slows down for a while slows down
    /// both sides of a ratio. Every other round takes the traffics the other way round.
    /// </summary>
    public async Task<IReadOnlyList<PostgreSqlSamples>> MeasureAsync(IReadOnlyList<Traffic> traffics, int callers)
    {
        var samples = traffics.Select(traffic => new PostgreSqlSamples(traffic)).ToList();
        for (var round = 0; round < _settings.Rounds; round++)
        {
            await RoundAsync(round % 2 == 0 ? samples : [.. Enumerable.Reverse(samples)], callers, _settings.Seconds);
        }

        return samples;
    }

    /// <summary>Both sides of every transfer of the baselines are where they belong.</summary>
    public async Task CheckBaselinesAsync()
    {
        foreach (var name in new[] { nameof(ForUpdate), nameof(Pipelined), nameof(GroupByHand) })
        {
            await HandTables.CheckAsync(_databases[name], _settings.Wallets);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _peer?.Dispose();
        foreach (var ledger in new[] { _ledger, _shared })
        {
            if (ledger is not null)
            {
                await ledger.DisposeAsync();
            }
        }

        foreach (var database in _databases.Values)
        {
            await database.DisposeAsync();
        }

        _server.Dispose();
    }

    private async Task FillAsync()
    {
        _forUpdate = new ForUpdate((await CreateHandMadeAsync(nameof(ForUpdate))).DataSource);
        _pipelined = new Pipelined((await CreateHandMadeAsync(nameof(Pipelined))).DataSource);
        _group = new GroupByHand((await CreateHandMadeAsync(nameof(GroupByHand))).DataSource);
        _ledger = await OpenAsync(One);
        _shared = await OpenAsync(Two);
        _peer = await Peer.StartAsync(_databases[Two].ConnectionString, _settings.Wallets);
        _server.Execute("CHECKPOINT");
        var traffic = Traffic.Uniform(_settings.Wallets);
        await RoundAsync([new PostgreSqlSamples(traffic)], WarmUpCallers, Math.Min(WarmUpSeconds, _settings.Seconds));
        await TogetherAsync(traffic, WarmUpCallers, _settings.IsQuick ? _settings.Seconds : PeerWarmUpSeconds);
    }

    private async Task<OpenedLedger> OpenAsync(string name)
    {
        var database = Add(name);
        var ledger = await OpenedLedger.OpenAsync(name, new PostgreSqlWalletStore(database.DataSource), _settings.Wallets);
        await Batches.RunAsync(ledger, Traffic.Uniform(_settings.Wallets), _settings.History, BatchLength);
        await database.RunAsync("VACUUM ANALYZE");
        return ledger;
    }

    private async Task<MeasuredDatabase> CreateHandMadeAsync(string name)
    {
        var database = Add(name);
        await HandTables.CreateAsync(database, _settings.Wallets, _settings.History);
        return database;
    }

    private MeasuredDatabase Add(string name) => _databases[name] = MeasuredDatabase.Create(_server);

    private async Task RoundAsync(List<PostgreSqlSamples> ofTraffics, int callers, double seconds)
    {
        await TurnAsync(samples => samples.Library, (traffic, time) => LibraryAsync(One, () => Crowd.RunAsync(_ledger!, traffic, callers, time)));
        await TurnAsync(samples => samples.Group, (traffic, time) => HandMadeAsync(nameof(GroupByHand), () => _group!.RunAsync(traffic, callers, time)));
        await TurnAsync(samples => samples.Pipelined, (traffic, time) => HandMadeAsync(nameof(Pipelined), () => Crowd.RunAsync(_pipelined!, traffic, callers, time)));
        await TurnAsync(samples => samples.ForUpdate, (traffic, time) => HandMadeAsync(nameof(ForUpdate), () => Crowd.RunAsync(_forUpdate!, traffic, callers, time)));
        if (callers > 1)
        {
            for (var pair = 0; pair < (_settings.IsQuick ? 1 : PostgreSqlSamples.PairsInRound); pair++)
            {
                // Every other time the other way round, as whoever comes later may find a slower machine.
                await (pair % 2 == 0 ? OneOfTwoAsync() : TogetherTurnAsync());
                await (pair % 2 == 0 ? TogetherTurnAsync() : OneOfTwoAsync());
            }

            await TurnAsync(samples => samples.TwoHalves, (traffic, time) => LibraryAsync(Two, () => TogetherAsync(traffic, callers / 2, time)));
        }

        Task OneOfTwoAsync() =>
            TurnAsync(samples => samples.OneOfTwo, (traffic, time) => LibraryAsync(Two, () => Crowd.RunAsync(_shared!, traffic, callers, time)));

        Task TogetherTurnAsync() =>
            TurnAsync(samples => samples.TwoProcesses, (traffic, time) => LibraryAsync(Two, () => TogetherAsync(traffic, callers, time)));

        async Task TurnAsync(Func<PostgreSqlSamples, List<Sample>> listOf, Func<Traffic, double, Task<Sample>> run)
        {
            await run(ofTraffics[0].Traffic, _settings.IsQuick ? seconds : BeginningSeconds);
            foreach (var samples in ofTraffics)
            {
                listOf(samples).Add(await run(samples.Traffic, seconds));
            }
        }
    }

    private Task<Sample> HandMadeAsync(string name, Func<Task<Sample>> run) => _databases[name].MeasureAsync(run);

    /// <summary>This process and another, so many callers in each: what both did together, with the latencies of the slower one.</summary>
    private async Task<Sample> TogetherAsync(Traffic traffic, int callersEach, double seconds)
    {
        var otherRuns = _peer!.RunAsync(traffic, callersEach, seconds);
        var own = await Crowd.RunAsync(_shared!, traffic, callersEach, seconds);
        var other = await otherRuns;
        return new Sample(
            own.Count + other.Count,
            Math.Max(own.Seconds, other.Seconds),
            Math.Max(own.Median, other.Median),
            Math.Max(own.P99, other.P99),
            own.CpuSeconds + other.CpuSeconds,
            own.Allocated + other.Allocated)
        {
            SmallerShare = (double)Math.Min(own.Count, other.Count) / (own.Count + other.Count),
        };
    }

    private async Task<Sample> LibraryAsync(string name, Func<Task<Sample>> run)
    {
        var database = _databases[name];
        var before = await HeadAsync(database);
        var sample = await database.MeasureAsync(run);
        var after = await HeadAsync(database);
        return sample with { GroupLength = (double)(after.Sequence - before.Sequence) / (after.Commits - before.Commits) };
    }

    private static async Task<(long Commits, long Sequence)> HeadAsync(MeasuredDatabase database)
    {
        await using var command = database.DataSource.CreateCommand(string.Create(
            CultureInfo.InvariantCulture, $"SELECT commits, sequence FROM {PostgreSqlSchema.DefaultName}.heads"));
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
