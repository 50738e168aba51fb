namespace WalletCore.Testing.Tests.Mutants;

/// <summary>Workload, race and simulation catch broken stores too, and say how to see it again.</summary>
public class A_workload_on_a_broken_store
{
    [Theory]
    [InlineData("forgets keys when it loads, seen by a host")]
    [InlineData("loads the credit limit a cent too high")]
    [InlineData("loads frozen wallets as free")]
    [InlineData("loses refund rows, seen by a host")]
    public async Task Finds_it_and_gives_a_short_reproduction(string mutant)
    {
        var broken = MutantList.All.Single(known => known.Name == mutant);

        var report = await Workload.RunAsync(broken.Create, new WorkloadOptions { Seed = 1, Ledgers = 1, CacheLength = 0, Length = 800 });

        var message = Assert.Throws<CheckFailedException>(report.ThrowIfDifferent).Message;
        Assert.Contains("Seed 1.", message, StringComparison.Ordinal);
        Assert.Contains("await ledger.ExecuteAsync(new ", report.Reproduction, StringComparison.Ordinal);
        Assert.InRange(report.Reproduction!.Split('\n').Count(line => line.Contains("await ledger.", StringComparison.Ordinal)), 1, 15);
    }

    [Fact]
    public async Task Races_find_a_store_that_forgets_keys()
    {
        var broken = MutantList.All.Single(known => known.Name == "forgets keys when it loads, seen by a host");

        var report = await Workload.RaceAsync(broken.Create, new WorkloadOptions { Seed = 1, Ledgers = 2, CacheLength = 0, Length = 2_000 });

        Assert.NotNull(report.Difference);
    }

    /// <summary>What only a look after each step at everything shows, and in which words.</summary>
    [Theory]
    [InlineData("loads no due freeze record", "the model says")]
    [InlineData("applies again what it committed when the answer was lost", "the model says")]
    [InlineData("makes the engine apply again what it committed when the answer was lost", "the head is")]
    [InlineData("writes more than the refusal it keeps", "it posted nothing, and yet it changed the books")]
    [InlineData("rewrites kept refusals", "a kept refusal that was read before reads otherwise now")]
    [InlineData("breaks the chain", "verification: chain_link_wrong")]
    public async Task Simulations_find_it_in_so_many_words(string mutant, string words)
    {
        var broken = MutantList.All.Single(known => known.Name == mutant);

        var report = await Simulation.RunAsync(broken.Create, new SimulationOptions { Seed = 1 });

        Assert.Contains(words, report.Broken, StringComparison.Ordinal);
        Assert.NotNull(report.Reproduction);
    }
}
