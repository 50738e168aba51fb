using WalletCore.Load.Measuring;
using WalletCore.PostgreSql;
using WalletCore.Tests.Shared.PostgreSql;

namespace WalletCore.Load.Contestants.PostgreSql;

/// <summary>A server that is started for a run on the folder that is measured, with a database for each contestant.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    private const int BatchLength = 4_096;

    private static readonly Dictionary<string, string> ServerSettings = new(StringComparer.Ordinal)
    {
        ["shared_buffers"] = "1GB",
        ["max_wal_size"] = "32GB", // No checkpoint in the middle: it would be the bad luck of whoever has its turn.
        ["checkpoint_timeout"] = "30min",
        ["synchronous_commit"] = "on",
    };

    private readonly Settings _settings;
    private readonly PrivatePostgreSqlServer _server;
    private readonly List<MeasuredDatabase> _databases = [];
    private readonly List<OpenedLedger> _ledgers = [];

    private MeasuredServer(Settings settings, PrivatePostgreSqlServer server) => (_settings, _server) = (settings, server);

    /// <summary>The library's ledgers.</summary>
    public IReadOnlyList<OpenedLedger> Ledgers => _ledgers;

    /// <summary>Its version, and what it was started with beyond its defaults.</summary>
    public string Description => $"PostgreSQL {_server.Scalar("SHOW server_version")}, fsync on, {string.Join(", ", ServerSettings.Select(setting => $"{setting.Key} {setting.Value}"))}";

    public static MeasuredServer Start(Settings settings) =>
        new(settings, PrivatePostgreSqlServer.Start(new PostgreSqlServerOptions { Settings = ServerSettings, Folder = settings.Folder }));

    public MeasuredDatabase CreateDatabase()
    {
        var database = MeasuredDatabase.Create(_server);
        _databases.Add(database);
        return database;
    }

    /// <summary>Opens a ledger in a database of its own, with the history that is asked for.</summary>
    public async Task<MeasuredLedger> OpenLedgerAsync(string name)
    {
        var database = CreateDatabase();
        var ledger = await OpenedLedger.OpenAsync(name, new PostgreSqlWalletStore(database.DataSource), _settings.Wallets);
        _ledgers.Add(ledger);
        await Batches.RunAsync(ledger, Traffic.Uniform(_settings.Wallets), _settings.History, BatchLength);
        await database.RunAsync("VACUUM ANALYZE");
        return new MeasuredLedger(ledger, database);
    }

    /// <summary>Writes out what filling the databases left to be written.</summary>
    public void Checkpoint() => _server.Execute("CHECKPOINT");

    public async ValueTask DisposeAsync()
    {
        foreach (var ledger in _ledgers)
        {
            await ledger.DisposeAsync();
        }

        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }

        _server.Dispose();
    }
}
