using WalletCore.Load.Contestants.PostgreSql;
using WalletCore.Load.Measuring;

namespace WalletCore.Load.Scenarios;

/// <summary>The contestants of the PostgreSQL scenario: one server, a database each, with the same history.</summary>
internal sealed class PostgreSqlField : IAsyncDisposable
{
    private const int WarmUpCallers = 64;

    private readonly Settings _settings;
    private readonly List<MeasuredDatabase> _byHand = [];
    private readonly List<Turn<PostgreSqlSamples>> _turns = [];

    private PostgreSqlField(Settings settings, MeasuredServer server) => (_settings, Server) = (settings, server);

    public MeasuredServer Server { get; }

    public static async Task<PostgreSqlField> OpenAsync(Settings settings)
    {
        var field = new PostgreSqlField(settings, MeasuredServer.Start(settings));
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

    /// <summary>Lets all of them run in turns.</summary>
    public Task<IReadOnlyList<PostgreSqlSamples>> MeasureAsync(IReadOnlyList<Traffic> traffics, int callers) =>
        Turns.RunAsync(_turns, [.. traffics.Select(traffic => new PostgreSqlSamples(traffic))], samples => samples.Traffic, callers, _settings);

    /// <summary>Both sides of every transfer of the baselines are where they belong.</summary>
    public async Task CheckBaselinesAsync()
    {
        foreach (var database in _byHand)
        {
            await HandTables.CheckAsync(database, _settings.Wallets);
        }
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task FillAsync()
    {
        var ledger = await Server.OpenLedgerAsync("one process");
        _turns.Add(new(samples => samples.Library, ledger.RunAsync));
        await AddByHandAsync(samples => samples.Group, database => new GroupByHand(database.DataSource).RunAsync);
        await AddByHandAsync(samples => samples.Pipelined, database => Callers(new Pipelined(database.DataSource)));
        await AddByHandAsync(samples => samples.ForUpdate, database => Callers(new ForUpdate(database.DataSource)));
        Server.Checkpoint();
        var rehearsal = _settings with { Rounds = 1, Seconds = Math.Min(Turns.BeginningSeconds, _settings.Seconds) };
        await Turns.RunAsync(_turns, [new PostgreSqlSamples(Traffic.Uniform(_settings.Wallets))], samples => samples.Traffic, WarmUpCallers, rehearsal);
    }

    private async Task AddByHandAsync(Func<PostgreSqlSamples, List<Sample>> listOf, Func<MeasuredDatabase, Func<Traffic, int, double, Task<Sample>>> runOn)
    {
        var database = Server.CreateDatabase();
        _byHand.Add(database);
        await HandTables.CreateAsync(database, _settings.Wallets, _settings.History);
        var run = runOn(database);
        _turns.Add(new(listOf, (traffic, callers, seconds) => database.MeasureAsync(() => run(traffic, callers, seconds))));
    }

    private static Func<Traffic, int, double, Task<Sample>> Callers(IContestant contestant) =>
        (traffic, callers, seconds) => Crowd.RunAsync(contestant, traffic, callers, seconds);
}
