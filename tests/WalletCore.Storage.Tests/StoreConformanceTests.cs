using WalletCore.StoreConformance;
using Xunit.Abstractions;

namespace WalletCore.Storage.Tests;

/// <summary>Every store passes every case that applies to it.</summary>
public class StoreConformanceTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> StoresAndCases()
    {
        var data = new TheoryData<string, string>();
        foreach (var store in StoreUnderTests.All.Keys)
        {
            foreach (var storeCase in StoreCases.All)
            {
                data.Add(store, storeCase.Name);
            }
        }

        return data;
    }

    [PostgreSqlFact]
    public void Postgresql_is_among_the_stores() => Assert.Contains("postgresql", StoreUnderTests.All.Keys);

    [Theory]
    [MemberData(nameof(StoresAndCases))]
    public async Task Store_passes(string store, string storeCase)
    {
        await using var underTest = StoreUnderTests.All[store]();
        var found = StoreCases.All.Single(candidate => candidate.Name == storeCase);
        output.WriteLine(found.Shows);
        if (!found.AppliesTo(underTest.Capabilities))
        {
            output.WriteLine($"Not applicable: it needs {found.Needs}, and the store says {underTest.Capabilities}.");
            return;
        }

        await found.Body(underTest);
    }
}
