using Npgsql;
using WalletCore.PostgreSql.Faults.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.PostgreSql.Faults.Tests;

/// <summary>The server's disk is full, and later it is not.</summary>
public sealed class DiskFull(ITestOutputHelper output)
{
    [SmallDiskFact]
    public async Task The_callers_are_told_to_make_room_and_nothing_that_was_answered_is_lost()
    {
        using var disk = SmallDisk.Mount(megabytes: 96);
        using var server = PrivatePostgreSqlServer.Start(new PostgreSqlServerOptions { Fsync = false });
        ServerUser.Own(disk.Path);
        server.Execute($"CREATE TABLESPACE small LOCATION '{disk.Path}'");
        server.Execute("CREATE DATABASE wallets TABLESPACE small");
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "wallets" }.ConnectionString;
        await using var crowd = await Crowd.StartAsync(() => NpgsqlDataSource.Create(connection));

        await crowd.AnsweredAsync(100);
        disk.Fill();
        await UntilAsync(() => crowd.Failures.Count > 0);
        disk.MakeRoom();
        await crowd.AnsweredAsync(200);
        var answers = await crowd.FinishAsync();

        var transactions = await Inspection.RunAsync(connection, 0, answers);
        Assert.All(crowd.Failures, failure => Assert.False(failure.IsTransient, failure.Message));
        Assert.All(crowd.Failures, failure => Assert.Contains("the server's disk is full; make room and try again (PostgreSQL 53100", failure.Message, StringComparison.Ordinal));
        Assert.Contains(crowd.Logs.Lines, line => line.StartsWith("Ledger books-0 could not commit", StringComparison.Ordinal)
            && line.Contains("PostgreSQL 53100", StringComparison.Ordinal));
        output.WriteLine($"{answers.Count} answers, {crowd.Failures.Count} failures, {transactions} transactions");
    }

    /// <summary>Then the server cannot even write its log, stops itself, and recovers once it is started with room.</summary>
    [SmallDiskFact]
    public async Task Even_when_the_server_gives_up_because_its_log_has_no_room()
    {
        using var disk = SmallDisk.Mount(megabytes: 160);
        using var server = PrivatePostgreSqlServer.Start(new PostgreSqlServerOptions
        {
            Fsync = false,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["max_wal_size"] = "32MB", ["min_wal_size"] = "32MB" },
        });
        using var database = server.CreateDatabase();
        server.Stop();
        server.MoveLogTo(disk.Path);
        server.Restart();
        await using var crowd = await Crowd.StartAsync(() => NpgsqlDataSource.Create(database.ConnectionString));

        await crowd.AnsweredAsync(100);
        disk.Fill();
        await UntilAsync(() => HasGivenUp(server));
        disk.MakeRoom();
        server.EnsureRunning();
        await crowd.AnsweredAsync(200);
        var answers = await crowd.FinishAsync();

        var transactions = await Inspection.RunAsync(database.ConnectionString, 0, answers);
        output.WriteLine($"{answers.Count} answers, {crowd.Failures.Count} failures, {transactions} transactions");
    }

    /// <summary>Uses up what room the log has set aside, and says whether the server has then stopped.</summary>
    private static bool HasGivenUp(PrivatePostgreSqlServer server)
    {
        try
        {
            server.Execute("SELECT pg_switch_wal()");
        }
        catch (NpgsqlException)
        {
            // It is about to.
        }

        return server.Log.Contains("PANIC", StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(20);
        }
    }
}
