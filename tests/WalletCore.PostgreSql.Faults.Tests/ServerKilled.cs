using Npgsql;
using WalletCore.PostgreSql.Faults.Tests.Support;
using Xunit.Abstractions;

namespace WalletCore.PostgreSql.Faults.Tests;

/// <summary>The server is killed with SIGKILL under load, with fsync on, and started again.</summary>
[Collection(OnTheFaultServer.Name)]
public sealed class ServerKilled(FaultServer shared, ITestOutputHelper output)
{
    private const int Kills = 3;

    [PrivatePostgreSqlFact]
    public async Task Every_answer_stands_none_twice_and_the_engines_recover_by_themselves()
    {
        var random = new Random(Seed.Next());
        using var database = shared.Server.CreateDatabase();
        await using var crowd = await Crowd.StartAsync(() => NpgsqlDataSource.Create(database.ConnectionString));
        for (var i = 0; i < Kills; i++)
        {
            await crowd.AnsweredAsync(random.Next(1, 400));
            shared.Server.Kill();
            shared.Server.Restart();
        }

        await crowd.AnsweredAsync(200);
        var answers = await crowd.FinishAsync();

        var transactions = await Inspection.RunAsync(database.ConnectionString, 0, answers);
        Assert.All(crowd.Failures, failure => Assert.True(failure.IsTransient, failure.Message));
        Assert.Contains(crowd.Logs.Lines, line => line.StartsWith("Ledger books-0 tries its commit again (attempt 1)", StringComparison.Ordinal));
        Assert.DoesNotContain(crowd.Logs.Lines, line => line.Contains("broken", StringComparison.Ordinal));
        output.WriteLine($"{Kills} kills, {answers.Count} answers, {crowd.Failures.Count} failures, {transactions} transactions");
    }
}
