using Npgsql;
using WalletCore.Load.Measuring;
using WalletCore.Tests.Shared.PostgreSql;

namespace WalletCore.Load.Contestants.PostgreSql;

/// <summary>A database of one contestant's own on the server that all share, and what the server writes while the contestant has its turn.</summary>
internal sealed class MeasuredDatabase : IAsyncDisposable
{
    private const int ConnectionsMax = 64;

    private readonly PostgreSqlDatabase _database;

    private MeasuredDatabase(PostgreSqlDatabase database) => _database = database;

    public string ConnectionString => _database.ConnectionString;

    public NpgsqlDataSource DataSource => _database.DataSource;

    public static MeasuredDatabase Create(PostgreSqlServer server) => new(server.CreateDatabase(connection =>
    {
        connection.MaxPoolSize = ConnectionsMax;
        connection.MaxAutoPrepare = 32;
        connection.AutoPrepareMinUsages = 1;
        connection.NoResetOnClose = true;
        connection.Timeout = 120;
        connection.CommandTimeout = 120;
    }));

    /// <summary>Runs statements that are written out in this program.</summary>
    public async Task RunAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Measures, and adds the bytes of write-ahead log and of disk that the database took meanwhile.</summary>
    public async Task<Sample> MeasureAsync(Func<Task<Sample>> run)
    {
        var (logBefore, sizeBefore) = await ReadAsync();
        var sample = await run();
        var (log, size) = await ReadAsync();
        return sample with { LogBytes = log - logBefore, DiskBytes = size - sizeBefore };
    }

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<(long Log, long Size)> ReadAsync()
    {
        await using var command = DataSource.CreateCommand(
            "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint, pg_database_size(current_database())");
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
