using WalletCore.Storage;

namespace WalletCore.Testing.Tests.Mutants;

/// <summary>The kit catches what it is there to catch.</summary>
public class A_broken_store
{
    public static TheoryData<string, string> Mutants()
    {
        var data = new TheoryData<string, string>();
        foreach (var mutant in MutantList.All)
        {
            data.Add(mutant.Name, mutant.CaughtBy);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public async Task Is_caught(string mutant, string by)
    {
        var broken = MutantList.All.Single(known => known.Name == mutant);

        var caught = await Record.ExceptionAsync(() => StoreConformance.Find(by).RunAsync(broken.Create));

        Assert.True(caught is CheckFailedException or WalletStoreException or LedgerIntegrityException, caught?.ToString() ?? "not caught");
        Assert.Contains(broken.Words ?? string.Empty, caught!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_told_from_a_store_in_the_same_wrapper_that_is_not_broken()
    {
        var whole = new Mutant("whole", string.Empty, inner => new BrokenStore(inner));

        foreach (var by in MutantList.All.Select(mutant => mutant.CaughtBy).Distinct())
        {
            Assert.True(await StoreConformance.Find(by).RunAsync(whole.Create), by);
        }
    }
}
