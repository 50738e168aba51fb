using WalletCore.Storage.Tests;
using Xunit.Abstractions;

namespace WalletCore.Testing.Tests;

/// <summary>Days of several engines on one of our stores, in seconds.</summary>
public class A_simulation(ITestOutputHelper output)
{
    public static TheoryData<string, int> StoresAndSeeds()
    {
        var data = new TheoryData<string, int>();
        foreach (var store in StoreUnderTests.All.Keys)
        {
            data.Add(store, 1);
            data.Add(store, 2);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(StoresAndSeeds))]
    public async Task Of_two_days_with_faults_restarts_and_a_clock_that_goes_backwards_keeps_every_invariant(string store, int seed)
    {
        var report = await Simulation.RunAsync(StoreUnderTests.All[store], new SimulationOptions { Seed = seed });

        report.ThrowIfBroken();
        output.WriteLine($"{report.Elapsed} in {report.StepCount} steps, {report.RestartCount} restarts, {report.BackwardsCount} times backwards, {report.FaultCount} faults");
        Assert.True(report.Elapsed >= TimeSpan.FromHours(48));
        Assert.All(new[] { report.RestartCount, report.BackwardsCount, report.FaultCount }, count => Assert.NotEqual(0, count));
    }
}
