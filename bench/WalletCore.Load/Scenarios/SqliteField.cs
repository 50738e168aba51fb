using WalletCore.Load.Contestants;
using WalletCore.Load.Measuring;
using WalletCore.Sqlite;

namespace WalletCore.Load.Scenarios;

/// <summary>The four contestants of the SQLite scenario, each with a file of its own that has the same history.</summary>
internal sealed class SqliteField : IAsyncDisposable
{
    // A crowd and a lone caller go different ways, and each must be compiled.
    private static readonly int[] WarmUpCallers = [64, 1];

    private readonly Settings _settings;
    private readonly string _path;
    private readonly Floor _floor;
    private readonly PlainCommands _plain;
    private readonly EntityFramework _entityFramework;
    private bool _isWarm;

    private SqliteField(Settings settings, string path, OpenedLedger ledger, Floor floor, PlainCommands plain, EntityFramework entityFramework)
    {
        _settings = settings;
        _path = path;
        Ledger = ledger;
        _floor = floor;
        _plain = plain;
        _entityFramework = entityFramework;
    }

    public OpenedLedger Ledger { get; }

    public static async Task<SqliteField> OpenAsync(Settings settings)
    {
        var history = Traffic.Uniform(settings.Wallets);
        var path = await Preload.LedgerAsync(settings, history, settings.History, "run-ledger.db");
        var floor = new Floor(await Preload.LedgerAsync(settings, history, settings.History, "run-floor.db"), settings.Wallets);
        var plain = new PlainCommands(Preload.Plain(settings, settings.History, "run-plain.db"));
        var entityFramework = new EntityFramework(Preload.Plain(settings, settings.History, "run-ef.db"));
        var ledger = await OpenedLedger.OpenAsync("WalletCore", new SqliteWalletStore(path), settings.Wallets);
        return new SqliteField(settings, path, ledger, floor, plain, entityFramework);
    }

    /// <summary>Lets all of them run in turns, so many rounds.</summary>
    public async Task<SqliteSamples> MeasureAsync(Traffic traffic, int callers)
    {
        if (!_isWarm)
        {
            _isWarm = true;
            foreach (var crowd in WarmUpCallers)
            {
                await RoundAsync(traffic, crowd, new SqliteSamples());
            }
        }

        var samples = new SqliteSamples();
        for (var round = 0; round < _settings.Rounds; round++)
        {
            await RoundAsync(traffic, callers, samples);
        }

        return samples;
    }

    public async ValueTask DisposeAsync()
    {
        _floor.Dispose();
        await _plain.DisposeAsync();
        await _entityFramework.DisposeAsync();
        await Ledger.DisposeAsync();
        Preload.Delete(_path, _floor.Path, _plain.Path, _entityFramework.Path);
    }

    private async Task RoundAsync(Traffic traffic, int callers, SqliteSamples samples)
    {
        var before = Head();
        var library = await OnDiskAsync(_path, Ledger);
        var after = Head();
        var group = (double)(after.Sequence - before.Sequence) / (after.Commits - before.Commits);
        samples.Library.Add(library with { GroupLength = group });
        samples.Floor.Add(_floor.Run(traffic, group, _settings.Seconds));
        samples.Plain.Add(await OnDiskAsync(_plain.Path, _plain));
        samples.EntityFramework.Add(await OnDiskAsync(_entityFramework.Path, _entityFramework));

        async Task<Sample> OnDiskAsync(string path, IContestant contestant)
        {
            var length = SqliteFile.LengthOf(path);
            var sample = await Crowd.RunAsync(contestant, traffic, callers, _settings.Seconds);
            return sample with { DiskBytes = SqliteFile.LengthOf(path) - length };
        }
    }

    private (long Commits, long Sequence) Head()
    {
        using var connection = SqliteFile.Open(_path);
        return (SqliteFile.Scalar(connection, "SELECT commits FROM current_heads"), SqliteFile.Scalar(connection, "SELECT sequence FROM current_heads"));
    }
}
