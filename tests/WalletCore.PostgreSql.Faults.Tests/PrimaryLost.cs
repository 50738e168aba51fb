using Npgsql;
using WalletCore.PostgreSql.Faults.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.PostgreSql.Faults.Tests;

/// <summary>The primary is lost under load, with its disk, and a synchronous standby is promoted.</summary>
public sealed class PrimaryLost(ITestOutputHelper output)
{
    [PrivatePostgreSqlFact]
    public async Task The_engines_go_on_at_the_standby_with_everything_that_was_answered()
    {
        using var primary = PrivatePostgreSqlServer.Start(new PostgreSqlServerOptions { Fsync = false });
        using var standby = primary.StartStandby("second", new PostgreSqlServerOptions { Fsync = false });
        primary.Set("synchronous_standby_names", "second");
        primary.Execute("CREATE DATABASE wallets");
        var both = new NpgsqlConnectionStringBuilder(primary.ConnectionString)
        {
            Host = $"127.0.0.1:{primary.Port},127.0.0.1:{standby.Port}",
            Database = "wallets",
            HostRecheckSeconds = 1,
        }.ConnectionString;
        await using var crowd = await Crowd.StartAsync(
            () => new NpgsqlDataSourceBuilder(both).BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary));

        await crowd.AnsweredAsync(300);
        primary.Kill();
        standby.Promote();
        await crowd.AnsweredAsync(300);
        var answers = await crowd.FinishAsync();

        var after = new NpgsqlConnectionStringBuilder(standby.ConnectionString) { Database = "wallets" }.ConnectionString;
        var transactions = await Inspection.RunAsync(after, 0, answers);
        Assert.All(crowd.Failures, failure => Assert.True(failure.IsTransient, failure.Message));
        Assert.Contains(crowd.Logs.Lines, line => line.StartsWith("Ledger books-0 tries its commit again", StringComparison.Ordinal));
        output.WriteLine($"{answers.Count} answers, {crowd.Failures.Count} failures, {transactions} transactions");
    }
}
