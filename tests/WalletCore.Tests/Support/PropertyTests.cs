using FsCheck.Fluent;

namespace WalletCore.Tests.Support;

public sealed class A_law
{
    [Fact]
    public void that_is_broken_fails_and_names_its_seed()
    {
        var broken = Assert.Throws<InvalidOperationException>(
            () => Property.Holds(Gen.Choose(0, 1_000_000), number => Assert.Equal(-1, number)));

        Assert.Matches("WALLETCORE_SEED=[0-9]+", broken.Message);
    }

    [Fact]
    public void tries_the_same_cases_again_for_the_same_seed()
    {
        Assert.Equal(CasesOf(seed: 42), CasesOf(seed: 42));
        Assert.NotEqual(CasesOf(seed: 42), CasesOf(seed: 43));
    }

    [Fact]
    public void is_tried_on_as_many_cases_as_asked()
    {
        var tried = 0;

        Property.Holds(Gen.Choose(0, 9), _ => tried++, caseCount: 123);

        Assert.Equal(123, tried);
    }

    private static List<int> CasesOf(ulong seed)
    {
        var cases = new List<int>();
        Property.Holds(Gen.Choose(0, 1_000_000), cases.Add, caseCount: 20, seed);
        return cases;
    }
}
