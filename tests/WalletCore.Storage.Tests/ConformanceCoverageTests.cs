using WalletCore.StoreConformance;

namespace WalletCore.Storage.Tests;

/// <summary>No store and no case is left out in silence.</summary>
public class ConformanceCoverageTests
{
    private static readonly Dictionary<string, string[]> NotApplicable = new()
    {
        ["memory"] = ["reopened_again_and_again", "reopened_has_everything"],
        ["sqlite"] = ["session_ledgers_do_not_wait"],
    };

    [Fact]
    public void Every_store_runs_every_case()
    {
        var ran = StoreConformanceTests.StoresAndCases().Select(row => ((string)row[0], (string)row[1])).ToHashSet();
        foreach (var store in StoreUnderTests.All.Keys)
        {
            Assert.Equal(StoreCases.All.Select(row => row.Name), StoreCases.All.Select(row => row.Name).Where(name => ran.Contains((store, name))));
        }
    }

    [Fact]
    public async Task Every_store_skips_exactly_the_cases_it_says()
    {
        foreach (var (name, create) in StoreUnderTests.All)
        {
            await using var underTest = create();
            var skipped = StoreCases.All.Where(row => !row.AppliesTo(underTest.Capabilities)).Select(row => row.Name).Order(StringComparer.Ordinal);
            Assert.Equal(NotApplicable.GetValueOrDefault(name, []), skipped);
        }
    }

    [Fact]
    public async Task Every_store_under_test_is_registered()
    {
        var registered = new HashSet<Type>();
        foreach (var create in StoreUnderTests.All.Values)
        {
            await using var underTest = create();
            registered.Add(underTest.GetType());
        }

        var written = typeof(StoreUnderTests).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(StoreUnderTest)) && !type.IsAbstract);
        Assert.Equal(written.Where(type => FreshSchema.CanBe || type != typeof(PostgreSqlStoreUnderTest)).ToHashSet(), registered);
    }

    [Fact]
    public void Case_names_are_unique() =>
        Assert.Equal(StoreCases.All.Count, StoreCases.All.Select(row => row.Name).Distinct().Count());
}
